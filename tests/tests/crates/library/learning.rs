//! Looking genres up, from the archive to MusicBrainz and ListenBrainz and back.

mod answers;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use library::{Freshness, GenreOutcome, LearningOptions};
use simulator::metabrainz::{FaultKind, RandomFaults};
use spotify::TimeRange;
use tokio::sync::Notify;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

use self::world::{account, client, import, known, names, requests, title, truth};

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
async fn whoever_stops_in_between_loses_no_answer_and_repeats_only_what_brought_none() -> Outcome {
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
    // Requests that were stopped before they led to an answer.
    let mut in_vain = 0;
    loop {
        let client = client(&account, &test.library)?;
        let before = test.library.learning_progress().await?;
        assert!(
            before.known >= answered,
            "an answer was lost: {} after {answered}",
            before.known
        );
        answered = before.known;
        // Another moment each time: some milliseconds after one to three requests, which is before, in or after the next. In the end
        // later, for who always stops after three requests may never have an answer about artists that take four.
        let (stop, stopped) = (AtomicU64::new(restarts % 3 + 1 + restarts / 10), Notify::new());
        let (mut known, mut at_last_answer) = (answered, requests(&account));
        let learning = test.library.learn(&client, LearningOptions::default(), |progress| {
            if progress.known > known {
                (known, at_last_answer) = (progress.known, requests(&account));
            }
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
        in_vain += requests(&account) - at_last_answer;
        restarts += 1;
        let saved = test.library.saved_state();
        test = test.restarted(&account, saved)?;
    }
    assert!(restarts > 3, "it was too quick to be stopped: {restarts}");
    assert_eq!(known(test.archive()?)?, known(whole.archive()?)?);
    // Batches are cut anew after each restart, so that the last of each may be smaller than it was.
    let most = at_least + in_vain + usize::try_from(restarts)?;
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
        percent: 90,
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
        let known = [
            "query",
            "limit",
            "offset",
            "fmt",
            "inc",
            "resource",
            "artist",
            "artist_mbids",
        ];
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
