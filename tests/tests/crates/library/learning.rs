//! Looking genres up, from the archive to MusicBrainz and ListenBrainz and back, and who wins when several say something.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use genres::{Addresses, Client, Pacing};
use library::{Archive, Freshness, GenreOutcome, GenreSource, LearningOptions, Library};
use plays::{
    Batch, BatchSource, Circumstance, Evidence, ImportedFiles, Item, ItemUri, Kind, PlayedAt, Provenance, Told,
};
use simulator::QuotaMode;
use simulator::metabrainz::{Call, FaultKind, HeardArtist, Limits, Manners, RandomFaults, TrueArtist};
use spotify::TimeRange;
use stats::GenreLevel;
use tokio::sync::Notify;
use tonearm_tests::account::Account;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::test_library::TestLibrary;

/// As kind as the services can be to a client: nothing here is about pace.
fn without_limits(options: &mut simulator::Options) {
    options.metabrainz = Manners {
        limits: Limits::none(),
        ..Manners::as_real()
    };
}

async fn account() -> Outcome<Account> {
    let account = Account::signed_in_with(without_limits).await?;
    Ok(account)
}

fn client(account: &Account, library: &Library) -> Outcome<Client> {
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

/// So many artists known by name alone, the first with most plays, each with two titles that the simulator has heard of.
fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Artist {number:04}")).collect()
}

fn title(name: &str) -> String {
    format!("Song of {name}")
}

fn import(archive: &Archive, account: &Account, names: &[String], digit: u8) -> Outcome {
    let heard = names.iter().map(|name| HeardArtist {
        name: name.clone(),
        spotify_id: None,
        tracks: vec![title(name)],
    });
    account.simulator.metabrainz().add_artists(heard);
    let mut items: Vec<Item> = names
        .iter()
        .map(|name| Item {
            uri: ItemUri::from_names(Kind::Music, name, &title(name)),
            kind: Kind::Music,
            name: title(name).into(),
            artist: name.as_str().into(),
            album: "An album".into(),
            length_ms: None,
            isrc: None,
        })
        .collect();
    items.sort();
    let mut evidence = Vec::new();
    let mut ended_at = account.now() - TimeDelta::days(3000);
    for place in 0..items.len() {
        // The first name has most plays.
        for _ in 0..(names.len() - place).div_ceil(10) {
            ended_at += TimeDelta::minutes(4);
            let told = Told {
                ended_at: Some(PlayedAt::from(ended_at)),
                heard_ms: Some(200_000),
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
        circumstances: vec![Circumstance::default()],
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

/// What the archive knows: name -> genres, and what was found out if anybody was asked.
fn known(archive: &Archive) -> Outcome<BTreeMap<String, (Vec<String>, Option<GenreOutcome>)>> {
    let known = archive.genres_of_artists()?.into_iter().map(|known| {
        let genres = known.genres.into_iter().map(|genre| genre.genre.name).collect();
        (known.artist.name, (genres, known.answer.map(|answer| answer.outcome)))
    });
    Ok(known.collect())
}

fn truth(account: &Account, name: &str) -> Option<TrueArtist> {
    account.simulator.metabrainz().truth(name)
}

fn requests(account: &Account) -> usize {
    account.simulator.metabrainz().count(Call::MusicBrainz) + account.simulator.metabrainz().count(Call::ListenBrainz)
}

#[tokio::test]
async fn artists_known_by_name_get_the_genres_they_have_there_and_nobody_elses() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    let names = names(400);
    import(test.archive()?, &account, &names, 1)?;
    let client = client(&account, &test.library)?;
    assert_eq!(requests(&account), 0, "nothing is asked before the call");
    let progress = test.library.learn(&client, LearningOptions::default(), |_| ()).await?;
    assert_eq!(progress.left(), 0);
    assert_eq!(progress.plays_known, 1.0);

    let known = known(test.archive()?)?;
    let (mut with_genres, mut found) = (0, 0);
    for name in &names {
        let (genres, _) = &known[name];
        let Some(truth) = truth(&account, name) else { continue };
        let of_truth: BTreeSet<&str> = truth.genres.iter().map(|(genre, _)| genre.as_str()).collect();
        with_genres += usize::from(!of_truth.is_empty());
        if !genres.is_empty() {
            found += 1;
            let learnt: BTreeSet<&str> = genres.iter().map(String::as_str).collect();
            assert_eq!(learnt, of_truth, "{name}");
        }
    }
    assert!(with_genres > 300, "{with_genres}");
    assert!(found * 100 >= with_genres * 90, "{found} of {with_genres}");
    Ok(())
}

#[tokio::test]
async fn whoever_stops_in_between_loses_no_answer_and_repeats_at_most_one_request() -> Outcome {
    let undisturbed = account().await?;
    let whole = TestLibrary::new(&undisturbed)?;
    import(whole.archive()?, &undisturbed, &names(300), 1)?;
    let whole_client = client(&undisturbed, &whole.library)?;
    whole
        .library
        .learn(&whole_client, LearningOptions::default(), |_| ())
        .await?;
    let at_least = requests(&undisturbed);

    let account = account().await?;
    let mut test = TestLibrary::new(&account)?;
    import(test.archive()?, &account, &names(300), 1)?;
    let (mut restarts, mut answered) = (0, 0);
    loop {
        let client = client(&account, &test.library)?;
        let before = test.library.learning_progress().await?;
        assert!(
            before.known >= answered,
            "an answer was lost: {} after {answered}",
            before.known
        );
        answered = before.known;
        // Another moment each time: some milliseconds after one to three requests, which is before, in or after the next.
        let (stop, stopped) = (AtomicU64::new(restarts % 3 + 1), Notify::new());
        let learning = test.library.learn(&client, LearningOptions::default(), |_| {
            if stop.fetch_sub(1, Ordering::Relaxed) == 1 {
                stopped.notify_one();
            }
        });
        let interrupted = async {
            stopped.notified().await;
            tokio::time::sleep(Duration::from_millis(restarts * 7 % 40)).await;
        };
        let ended = tokio::select! {
            progress = learning => Some(progress),
            () = interrupted => None,
        };
        if let Some(progress) = ended {
            assert_eq!(progress?.left(), 0);
            break;
        }
        restarts += 1;
        let saved = test.library.saved_state();
        test = test.restarted(&account, saved)?;
    }
    assert!(restarts > 3, "it was too quick to be stopped: {restarts}");
    assert_eq!(known(test.archive()?)?, known(whole.archive()?)?);
    // Batches are cut anew after each restart, so that the last of each may be smaller than it was.
    let most = at_least + 3 * usize::try_from(restarts)?;
    assert!(
        requests(&account) <= most,
        "{} after {restarts} restarts, at most {most}",
        requests(&account)
    );
    Ok(())
}

#[tokio::test]
async fn a_fault_is_never_taken_for_a_miss() -> Outcome {
    let kind = account().await?;
    let whole = TestLibrary::new(&kind)?;
    import(whole.archive()?, &kind, &names(120), 1)?;
    let whole_client = client(&kind, &whole.library)?;
    whole
        .library
        .learn(&whole_client, LearningOptions::default(), |_| ())
        .await?;

    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    import(test.archive()?, &account, &names(120), 1)?;
    let services = account.simulator.metabrainz();
    services.set_random_faults(Some(RandomFaults {
        percent: 60,
        kinds: vec![
            FaultKind::Busy { retry_after_secs: None },
            FaultKind::Status(500),
            FaultKind::Cut,
            FaultKind::MalformedJson,
            FaultKind::EmptyBody,
        ],
        seed: 3,
    }));
    let unkind = client(&account, &test.library)?;
    test.library.learn(&unkind, LearningOptions::default(), |_| ()).await?;
    let right = known(whole.archive()?)?;
    let mut open = 0;
    for (name, (genres, outcome)) in known(test.archive()?)? {
        match outcome {
            None | Some(GenreOutcome::Identified) => open += 1,
            outcome => assert_eq!((genres, outcome), right[&name], "{name}"),
        }
    }
    assert!(open > 0, "no fault was in the way");
    services.set_random_faults(None);
    let later = client(&account, &test.library)?;
    test.library.learn(&later, LearningOptions::default(), |_| ()).await?;
    assert_eq!(known(test.archive()?)?, right);
    Ok(())
}

#[tokio::test]
async fn a_miss_is_asked_about_again_after_a_month_and_not_before() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    import(test.archive()?, &account, &names(200), 1)?;
    let client = client(&account, &test.library)?;
    test.library.learn(&client, LearningOptions::default(), |_| ()).await?;
    let asked = requests(&account);
    let misses = known(test.archive()?)?
        .values()
        .filter(|(genres, _)| genres.is_empty())
        .count();
    assert!(misses > 0, "nobody is unknown");

    account.advance(TimeDelta::days(29));
    test.library.learn(&client, LearningOptions::default(), |_| ()).await?;
    assert_eq!(requests(&account), asked, "asked again too early");
    account.advance(TimeDelta::days(2));
    assert_eq!(test.library.learning_progress().await?.left(), misses);
    test.library.learn(&client, LearningOptions::default(), |_| ()).await?;
    assert!(requests(&account) > asked, "not asked again");
    assert_eq!(test.library.learning_progress().await?.left(), 0);
    Ok(())
}

#[tokio::test]
async fn a_limit_takes_the_most_played_first() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    let names = names(100);
    import(test.archive()?, &account, &names, 1)?;
    let client = client(&account, &test.library)?;
    let progress = test
        .library
        .learn(&client, LearningOptions { limit: Some(20) }, |_| ())
        .await?;
    assert_eq!(progress.known, 20);
    assert!(progress.plays_known > 0.3, "{}", progress.plays_known);
    let known = known(test.archive()?)?;
    let asked: Vec<&String> = names.iter().filter(|name| known[*name].1.is_some()).collect();
    assert_eq!(asked, names.iter().take(20).collect::<Vec<_>>());
    Ok(())
}

#[tokio::test]
async fn what_was_asked_today_is_counted_also_after_a_restart() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    import(test.archive()?, &account, &names(50), 1)?;
    let first = client(&account, &test.library)?;
    test.library.learn(&first, LearningOptions::default(), |_| ()).await?;
    let saved = test.library.saved_state();
    let test = test.restarted(&account, saved)?;
    let today = account.now() - TimeDelta::hours(2);
    let counted: u32 = test
        .library
        .asked_since(today)
        .await?
        .iter()
        .map(|asked| asked.requests)
        .sum();
    // What came after the last answer that was kept is not counted any more.
    assert!(
        requests(&account) - usize::try_from(counted)? <= 1,
        "{counted} of {}",
        requests(&account)
    );
    account.advance(TimeDelta::days(1));
    assert!(
        test.library
            .asked_since(account.now() - TimeDelta::hours(2))
            .await?
            .is_empty()
    );
    Ok(())
}

#[tokio::test]
async fn spotifys_rankings_and_the_archive_agree_on_genres() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    let range = TimeRange::FourWeeks;
    let artists = test.library.top_artists(range, Freshness::Now).await?.rows;
    assert!(artists.iter().all(|artist| artist.genres.is_empty()));
    let client = client(&account, &test.library)?;
    let progress = test.library.learn(&client, LearningOptions::default(), |_| ()).await?;
    assert_eq!(progress.left(), 0);
    assert!(progress.artists >= artists.len());

    let top = test
        .library
        .top_genres(range, Freshness::Recent, GenreLevel::Genre)
        .await?
        .rows;
    assert!(
        top.artists_with_genres > artists.len() / 2,
        "{}",
        top.artists_with_genres
    );
    assert!(!top.sources.contains(&GenreSource::Spotify));
    for artist in &artists {
        let archived = test.archive()?.genres_of_artist(&artist.id.uri())?;
        let archived: BTreeSet<&str> = archived.genres.iter().map(|genre| genre.genre.name.as_str()).collect();
        let ranked: BTreeSet<&str> = top
            .genres
            .iter()
            .filter(|genre| genre.artists.iter().any(|other| other.id == artist.id))
            .map(|genre| genre.name.as_str())
            .collect();
        assert_eq!(ranked, archived, "{}", artist.name);
    }
    let families = test
        .library
        .top_genres(range, Freshness::Recent, GenreLevel::Family)
        .await?
        .rows;
    assert!(!families.genres.is_empty() && families.genres.len() < top.genres.len());
    Ok(())
}

#[tokio::test]
async fn spotifys_own_genres_win_over_a_lookup_and_a_correction_over_both() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    let range = TimeRange::FourWeeks;
    test.library.top_artists(range, Freshness::Now).await?;
    let client = client(&account, &test.library)?;
    test.library.learn(&client, LearningOptions::default(), |_| ()).await?;

    account.simulator.set_quota(QuotaMode::Extended);
    let artists = test.library.top_artists(range, Freshness::Now).await?.rows;
    let artist = artists
        .iter()
        .find(|artist| !artist.genres.is_empty())
        .ok_or_else(|| Failure::new("no genres"))?;
    let key = artist.id.uri();
    let source = |known: &library::ArtistGenres| known.answer.as_ref().map(|answer| answer.source);
    let genres = |known: &library::ArtistGenres| -> Vec<String> {
        known.genres.iter().map(|genre| genre.genre.name.clone()).collect()
    };
    let of_spotify = test.archive()?.genres_of_artist(&key)?;
    assert_eq!(source(&of_spotify), Some(GenreSource::Spotify));
    assert_eq!(genres(&of_spotify), artist.genres);

    let corrected = test
        .archive()?
        .correct_genres(&key, Some(&[" Sea  Shanty".to_owned(), "sea shanty".to_owned()]))?;
    assert_eq!(
        (source(&corrected), genres(&corrected)),
        (Some(GenreSource::Listener), vec!["sea shanty".to_owned()])
    );
    let top = test
        .library
        .top_genres(range, Freshness::Recent, GenreLevel::Genre)
        .await?
        .rows;
    let shanty = top
        .genres
        .iter()
        .find(|genre| genre.name == "sea shanty")
        .ok_or_else(|| Failure::new("the correction is not ranked"))?;
    assert_eq!(shanty.artists.len(), 1);

    let none = test.archive()?.correct_genres(&key, Some(&[]))?;
    assert_eq!(
        (source(&none), genres(&none)),
        (Some(GenreSource::Listener), Vec::new())
    );
    let taken_back = test.archive()?.correct_genres(&key, None)?;
    assert_eq!(source(&taken_back), Some(GenreSource::Spotify));
    Ok(())
}

#[tokio::test]
async fn what_leaves_is_links_names_and_one_title_of_namesakes() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    let names = names(300);
    import(test.archive()?, &account, &names, 1)?;
    test.library.top_artists(TimeRange::FourWeeks, Freshness::Now).await?;
    let client = client(&account, &test.library)?;
    test.library.learn(&client, LearningOptions::default(), |_| ()).await?;
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for request in account.simulator.metabrainz().requests() {
        let query: BTreeMap<String, String> = url::form_urlencoded::parse(request.query.as_bytes())
            .into_owned()
            .collect();
        let known = ["query", "limit", "offset", "fmt", "inc", "resource", "artist_mbids"];
        assert!(
            query.keys().all(|key| known.contains(&key.as_str())),
            "{}",
            request.query
        );
        assert!(!request.had_token);
        for name in names
            .iter()
            .filter(|name| request.query.contains(&title(name).replace(' ', "+")))
        {
            *titles.entry(name.clone()).or_default() += 1;
        }
    }
    assert!(!titles.is_empty(), "no namesakes");
    for name in titles.keys() {
        let truth = truth(&account, name);
        assert!(
            truth.as_ref().is_none_or(|truth| !truth.namesakes.is_empty()),
            "a title was sent for {name}, who has no namesake"
        );
    }
    Ok(())
}
