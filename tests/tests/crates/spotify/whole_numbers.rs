//! Whole numbers that Spotify sends as fractions: every answer reads to the same value.

use chrono::TimeDelta;
use proptest::prelude::*;
use simulator::{Family, Often, QuotaMode};
use spotify::{NewPlaylist, PlaylistId, TimeRange, TrackId};
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;

/// What decides how Spotify's answers look.
#[derive(Debug, Clone)]
struct Situation {
    /// Less than six months, after which the consent ends.
    hours_later: i64,
    playing: Option<usize>,
    newly_played: usize,
    quota: QuotaMode,
}

fn situations() -> impl Strategy<Value = Situation> {
    let quota = prop_oneof![Just(QuotaMode::Development), Just(QuotaMode::Extended)];
    (0..4_000i64, prop::option::of(0..5000usize), 0..60usize, quota).prop_map(
        |(hours_later, playing, newly_played, quota)| Situation {
            hours_later,
            playing,
            newly_played,
            quota,
        },
    )
}

/// Every question that changes nothing, and what the answers read to.
async fn answers(account: &Account) -> Outcome<Vec<String>> {
    let spotify = &account.spotify;
    let mut answers = vec![
        format!("{:?}", spotify.me().await?),
        format!("{:?}", spotify.recently_played().await?),
        format!("{:?}", spotify.currently_playing().await?),
        format!("{:?}", spotify.search_tracks("the", 10).await?),
    ];
    for range in [TimeRange::FourWeeks, TimeRange::SixMonths, TimeRange::Year] {
        answers.push(format!("{:?}", spotify.top_tracks(range).await?));
        answers.push(format!("{:?}", spotify.top_artists(range).await?));
    }
    for playlist in account.simulator.playlists() {
        let items = spotify.playlist_items(&playlist.id.parse::<PlaylistId>()?, 0).await?;
        answers.push(format!("{items:?}"));
    }
    Ok(answers)
}

async fn the_same_either_way(situation: &Situation) -> Outcome {
    let account = Account::signed_in().await?;
    account.advance(TimeDelta::hours(situation.hours_later));
    account.simulator.set_quota(situation.quota);
    account.simulator.play(situation.newly_played);
    account.simulator.set_now_playing(situation.playing);

    account.simulator.set_fractions(Often::Never);
    let usual = answers(&account).await?;
    account.simulator.set_fractions(Often::Always);
    // The next token comes with a fraction, too.
    account.simulator.expire_access_tokens();
    let tokens = account.requests(Family::Token);
    assert_eq!(answers(&account).await?, usual);
    assert_eq!(account.requests(Family::Token), tokens + 1);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_answer_reads_to_the_same_value_with_fractions(situation in situations()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let same = runtime.block_on(the_same_either_way(&situation));
        prop_assert!(same.is_ok(), "{:?}", same);
    }
}

#[tokio::test]
async fn what_is_written_is_confirmed_with_fractions_too() -> Outcome {
    let account = Account::new().await?;
    account.simulator.set_fractions(Often::Always);
    account.sign_in().await?;
    let draft = NewPlaylist {
        name: "Mine".to_owned(),
        description: String::new(),
        public: false,
    };
    let playlist = account.spotify.create_playlist(&draft).await?;
    let uris = account.simulator.track_uris();
    let tracks: Vec<_> = uris[..60]
        .iter()
        .map(|uri| TrackId::from_uri(uri))
        .collect::<Result<_, _>>()?;
    account.spotify.add_items(&playlist.id, 0, &tracks).await?;

    let page = account.spotify.playlist_items(&playlist.id, 0).await?;

    assert_eq!((page.total, page.next_offset), (60, Some(50)));
    assert_eq!(page.items, tracks[..50]);
    Ok(())
}
