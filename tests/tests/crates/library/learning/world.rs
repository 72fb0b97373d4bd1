//! An account whose services have no limits, an archive of names, and what is known of them.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use genres::{Addresses, Client, Pacing};
use library::{Archive, GenreOutcome, Library};
use plays::{
    Batch, BatchSource, Circumstance, Evidence, ImportedFiles, Item, ItemUri, Kind, PlayedAt, Provenance, Told,
};
use simulator::metabrainz::{Call, HeardArtist, Limits, Manners, TrueArtist, length_of};
use tonearm_tests::account::Account;
use tonearm_tests::failure::{Failure, Outcome};

/// As kind as the services can be to a client: nothing here is about pace.
pub(super) fn without_limits(options: &mut simulator::Options) {
    options.metabrainz = Manners {
        limits: Limits::none(),
        ..Manners::as_real()
    };
}

pub(super) async fn account() -> Outcome<Account> {
    let account = Account::signed_in_with(without_limits).await?;
    Ok(account)
}

pub(super) fn client(account: &Account, library: &Library) -> Outcome<Client> {
    let addresses = Addresses::overridden(
        Some(&account.simulator.musicbrainz_url()),
        Some(&account.simulator.listenbrainz_url()),
    )?;
    let on_request = library.count_genre_requests();
    Ok(host::genre_client(
        addresses,
        Pacing::StandIn,
        None,
        account.clock(),
        on_request,
    )?)
}

/// So many artists known by name alone, the first with most plays, each with three titles that the simulator has heard of.
pub(super) fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Artist {number:04}")).collect()
}

/// The title with most plays.
pub(super) fn title(name: &str) -> String {
    format!("Song of {name}")
}

fn titles(name: &str) -> [String; 3] {
    [
        title(name),
        format!("The road to {name}"),
        format!("Winter with {name}"),
    ]
}

pub(super) fn import(archive: &Archive, account: &Account, names: &[String], digit: u8) -> Outcome {
    let heard = names.iter().map(|name| HeardArtist {
        tracks: titles(name).map(Into::into).to_vec(),
        ..HeardArtist::from(name.clone())
    });
    account.simulator.metabrainz().add_artists(heard);
    let of_artist = |name: &String| {
        titles(name).map(|title| Item {
            uri: ItemUri::from_names(Kind::Music, name, &title),
            kind: Kind::Music,
            name: title.into(),
            artist: name.as_str().into(),
            album: "An album".into(),
            length_ms: None,
            isrc: None,
        })
    };
    let mut items: Vec<Item> = names.iter().flat_map(of_artist).collect();
    items.sort();
    let mut evidence = Vec::new();
    let mut ended_at = account.now() - TimeDelta::days(3000);
    for (place, item) in items.iter().enumerate() {
        // The first name has most plays.
        let rank = names
            .iter()
            .position(|name| *name.as_str() == *item.artist)
            .unwrap_or_default();
        let plays = match *item.name == *title(&item.artist) {
            true => 3 * (names.len() - rank).div_ceil(10),
            false => 1,
        };
        for _ in 0..plays {
            ended_at += TimeDelta::minutes(15);
            let told = Told {
                ended_at: Some(PlayedAt::from(ended_at)),
                heard_ms: Some(length_of(&item.name)),
                ..Told::default()
            };
            let (ended_at, told_ms, times) = told.times().ok_or_else(|| Failure::new("no times"))?;
            evidence.push(Evidence {
                ended_at,
                item: u32::try_from(place)?,
                told_ms,
                circumstance: 0,
                number: 0,
                provenance: Provenance::Extended,
                times,
            });
        }
    }
    archive.ingest(Batch {
        items,
        circumstances: vec![Circumstance {
            reason_end: Some("trackdone".into()),
            ..Circumstance::default()
        }],
        evidence,
        ..Batch::of(BatchSource::Import(ImportedFiles {
            name: "history.json".to_owned(),
            sha256: [digit; 32],
            files: 1,
            rows: 1,
            rejects: Vec::new(),
            refused: Vec::new(),
        }))
    })?;
    Ok(())
}

/// By name.
pub(super) type Known = BTreeMap<String, (Vec<String>, Option<GenreOutcome>)>;

/// What the archive knows: name -> genres, and what was found out if anybody was asked.
pub(super) fn known(archive: &Archive) -> Outcome<Known> {
    let known = archive.genres_of_artists()?.into_iter().map(|known| {
        let genres = known.genres.into_iter().map(|genre| genre.genre.name).collect();
        (known.artist.name, (genres, known.answer.map(|answer| answer.outcome)))
    });
    Ok(known.collect())
}

pub(super) fn truth(account: &Account, name: &str) -> Option<TrueArtist> {
    account.simulator.metabrainz().truth(name)
}

pub(super) fn requests(account: &Account) -> usize {
    account.simulator.metabrainz().count(Call::MusicBrainz) + account.simulator.metabrainz().count(Call::ListenBrainz)
}
