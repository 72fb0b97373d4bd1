//! The kinds of things that machines exchange beside plays. To add one is to add a row to one of the two tables here: how what holds in the
//! archive is read, and how what another machine says is made to hold.

use std::collections::{BTreeMap, BTreeSet};

use plays::{GenreSource, MachineId, Register, SpotifyTrack};
use store::{CompleteTime, DecidedRow, Source, SourceId, SourceKind, Store, StoreError, Write};

use super::{
    super::{canonical::reconcile_evidence, owner::OWNER},
    convert,
};

/// A kind of registers.
pub(super) struct Kind {
    /// Its name, which never changes.
    pub(super) code: &'static str,
    /// What holds in this archive, for its machine.
    pub(super) read: fn(&Store, MachineId) -> Result<Holding, StoreError>,
    /// It is about sources, so that plays have to be taken in before.
    pub(super) is_about_sources: bool,
    /// Which rows are plays may change with it, so that all rows have to be judged again.
    pub(super) changes_plays: bool,
    /// Makes what another machine says about a key hold; `None` takes it back. A value that can't be read changes nothing.
    pub(super) apply: fn(&mut Write<'_>, &str, Option<&str>) -> Result<(), StoreError>,
}

/// What holds of one kind.
pub(super) struct Holding {
    /// By key.
    pub(super) values: BTreeMap<String, String>,
    /// By key, what holds here because other machines say so, and only they can.
    pub(super) others: BTreeMap<String, String>,
    /// Whether a key that is not among the values means that it was taken back here.
    pub(super) has_say: Box<dyn Fn(&str) -> bool>,
}

pub(super) const OWNER_KIND: &str = "owner";

/// Decisions about rows.
const ROWS: &str = "rows";

/// What a register says about a row; `None` if it is about something else, or was taken back.
pub(in crate::archive) fn decided_row_of(register: &Register) -> Option<DecidedRow> {
    let value = register.value.as_deref().filter(|_| register.kind == ROWS)?;
    convert::read_decided_row(value)
}

/// What a listener decides: of two decisions, the later one holds.
pub(super) const DECIDED: &[Kind] = &[
    // What is not to be counted.
    Kind {
        code: "hidden",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| {
            let hidden = store.hidden()?.into_iter();
            Ok(all(hidden.map(|entry| {
                (convert::hidden_key(&entry.target), entry.hidden_at.to_string())
            })))
        },
        apply: |write, key, value| {
            let hidden_at = value.and_then(|value| value.parse().ok());
            match convert::hidden_target(key) {
                Some(target) => write.put_hidden(&target, hidden_at),
                None => Ok(()),
            }
        },
    },
    // Genres that were corrected by hand.
    Kind {
        code: "corrected_genres",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| {
            let answers = store.genre_answers()?.into_iter();
            let by_hand = answers.filter(|answer| answer.source == GenreSource::Listener);
            Ok(all(
                by_hand.map(|answer| (answer.artist.clone(), convert::genre_answer(&answer)))
            ))
        },
        apply: |write, artist, value| match value {
            Some(value) => match convert::read_genre_answer(artist, value) {
                Some(answer) => write.put_genre_answer(&answer),
                None => Ok(()),
            },
            None => write.remove_genre_answer(artist, GenreSource::Listener).map(drop),
        },
    },
    // Rows that are plays of their own, or tell of the same play as another.
    Kind {
        code: ROWS,
        is_about_sources: false,
        changes_plays: true,
        read: |store, _| Ok(all(store.decided_rows()?.iter().map(convert::decided_row))),
        apply: |write, key, value| {
            let known = write.decided_rows()?;
            let is_it = |one: &&DecidedRow| convert::decided_row_key(&one.row) == key;
            if let Some(known) = known.iter().find(is_it) {
                write.remove_decided_row(&known.row)?;
            }
            match value.and_then(convert::read_decided_row) {
                Some(decided) => write.put_decided_row(&decided),
                None => Ok(()),
            }
        },
    },
    // Times in which nothing is missing.
    Kind {
        code: "complete_times",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| Ok(all(store.complete_times()?.iter().map(convert::complete_time))),
        apply: |write, key, value| match (convert::read_span(key), value.map(str::parse)) {
            (Some((from, to)), Some(Ok(decided_at))) => write.put_complete_time(&CompleteTime { from, to, decided_at }),
            (Some((from, to)), None) => write.remove_complete_time(from, to).map(drop),
            _ => Ok(()),
        },
    },
    // Where plays are missing from a recording. Only the machine that records can say.
    Kind {
        code: "gaps",
        is_about_sources: true,
        changes_plays: false,
        read: |store, machine| {
            let recordings = store
                .sources()?
                .into_iter()
                .filter(|source| source.kind == SourceKind::Live);
            let (own, others): (Vec<_>, Vec<_>) = recordings.partition(|source| source.machine == machine);
            let mut gaps = BTreeMap::<SourceId, Vec<_>>::new();
            for (source, gap) in store.gaps()? {
                gaps.entry(source).or_default().push(gap);
            }
            let texts = |sources: &[Source]| {
                let gaps = sources
                    .iter()
                    .filter_map(|source| Some((source.key.to_string(), gaps.get(&source.id)?)));
                gaps.map(|(key, gaps)| (key, convert::gaps(gaps))).collect()
            };
            let keys: BTreeSet<String> = own.iter().map(|source| source.key.to_string()).collect();
            Ok(Holding {
                values: texts(&own),
                others: texts(&others),
                has_say: Box::new(move |key| keys.contains(key)),
            })
        },
        apply: |write, key, value| {
            let Some(source) = key
                .parse()
                .ok()
                .map(|key| write.source_of_key(key))
                .transpose()?
                .flatten()
            else {
                return Ok(());
            };
            for gap in write.gaps_in(source)? {
                write.remove_gap(source, &gap)?;
            }
            let gaps = value.map(convert::read_gaps).unwrap_or_default();
            gaps.iter().try_for_each(|gap| write.add_gap(source, gap))
        },
    },
];

/// What was found out, and is as good on every machine: of two, the greater one holds.
pub(super) const FOUND_OUT: &[Kind] = &[
    // Whose plays these are.
    Kind {
        code: OWNER_KIND,
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| Ok(all(store.note(OWNER)?.map(|owner| (String::new(), owner)))),
        apply: |write, _, value| match value {
            // Recordings of the owner count from now on.
            Some(owner) if write.set_first_owner(owner)? => reconcile_evidence(write, std::iter::empty()).map(drop),
            _ => Ok(()),
        },
    },
    // Genres that were looked up, or that Spotify sent.
    Kind {
        code: "genres",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| {
            let answers = store.genre_answers()?.into_iter();
            let found = answers.filter(|answer| answer.source != GenreSource::Listener);
            Ok(all(found.map(|answer| {
                let key = format!("{} {}", answer.source.precedence(), answer.artist);
                (key, convert::genre_answer(&answer))
            })))
        },
        apply: |write, key, value| {
            let artist = key.split_once(' ').map(|(_, artist)| artist);
            match artist
                .zip(value)
                .and_then(|(artist, value)| convert::read_genre_answer(artist, value))
            {
                Some(answer) => write.put_genre_answer(&answer),
                None => Ok(()),
            }
        },
    },
    // Spotify's rankings.
    Kind {
        code: "rankings",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| Ok(all(store.snapshots()?.iter().map(convert::snapshot))),
        apply: |write, key, value| match value.and_then(|value| convert::read_snapshot(key, value)) {
            Some(snapshot) => write.put_snapshot(&snapshot),
            None => Ok(()),
        },
    },
    // What Spotify calls artists.
    Kind {
        code: "artists",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| Ok(all(store.named_artists()?)),
        apply: |write, uri, value| match value {
            Some(name) => write.put_named_artist(uri, name),
            None => Ok(()),
        },
    },
    // What Spotify calls albums, and their covers.
    Kind {
        code: "albums",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| Ok(all(store.named_albums()?.iter().map(convert::album))),
        apply: |write, uri, value| match value.and_then(|value| convert::read_album(uri, value)) {
            Some(album) => write.put_named_album(&album),
            None => Ok(()),
        },
    },
    // What Spotify tells of tracks. Comes after the artists and albums that they name.
    Kind {
        code: "tracks",
        is_about_sources: false,
        changes_plays: false,
        read: |store, _| Ok(all(store.all_spotify_tracks()?.iter().map(convert::track))),
        apply: |write, uri, value| match value.and_then(|value| convert::read_track(uri, value)) {
            Some(track) => {
                let track = with_names(write, track)?;
                write.save_tracks(&[track]).map(drop)
            }
            None => Ok(()),
        },
    },
];

/// Whatever is not there is not there.
fn all(values: impl IntoIterator<Item = (String, String)>) -> Holding {
    Holding {
        values: values.into_iter().collect(),
        others: BTreeMap::new(),
        has_say: Box::new(|_| true),
    }
}

/// A track with the names of artists and the album as the archive has them.
fn with_names(write: &Write<'_>, mut track: SpotifyTrack) -> Result<SpotifyTrack, StoreError> {
    for artist in &mut track.artists {
        if let Some(uri) = &artist.uri {
            artist.name = write.artist_name(uri)?.unwrap_or_default();
        }
    }
    if let Some(uri) = &track.album.uri
        && let Some(album) = write.named_album(uri)?
    {
        track.album.name = album.name;
        track.album_artist = album.artist;
        track.covers = album.covers;
    }
    Ok(track)
}
