//! What Spotify knows about the listener arrives, and what the listener saves is at Spotify: once, in order, private.

use chrono::TimeDelta;
use simulator::{Family, FaultKind, QuotaMode};
use spotify::{Error, NewPlaylist, PlaylistId, TimeRange, TrackId};
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;

fn draft(name: &str) -> NewPlaylist {
    NewPlaylist {
        name: name.to_owned(),
        description: "What I played most".to_owned(),
        public: false,
    }
}

fn tracks(account: &Account, count: usize) -> Outcome<Vec<TrackId>> {
    let uris = account.simulator.track_uris();
    uris.iter().take(count).map(|uri| Ok(TrackId::from_uri(uri)?)).collect()
}

async fn everything_in(account: &Account, playlist: &PlaylistId) -> Outcome<Vec<TrackId>> {
    let (mut seen, mut offset) = (Vec::new(), Some(0));
    while let Some(from) = offset {
        let page = account.spotify.playlist_items(playlist, from).await?;
        seen.extend(page.items);
        offset = page.next_offset;
    }
    Ok(seen)
}

#[tokio::test]
async fn two_hundred_and_fifty_tracks_are_saved_in_order_by_three_calls() -> Outcome {
    let account = Account::signed_in().await?;
    let wanted = tracks(&account, 250)?;
    let playlist = account.spotify.create_playlist(&draft("A year in tracks")).await?;
    for (number, hundred) in (0..).zip(wanted.chunks(100)) {
        account.spotify.add_items(&playlist.id, number * 100, hundred).await?;
    }
    assert_eq!(account.requests(Family::Items), 3);

    let made = account
        .simulator
        .playlists()
        .into_iter()
        .find(|made| made.id == playlist.id.as_str());
    let made = made.expect("the playlist");
    let uris: Vec<_> = wanted.iter().map(TrackId::uri).collect();
    assert_eq!(made.uris, uris);
    assert_eq!(
        (made.name.as_str(), made.description.as_str()),
        ("A year in tracks", "What I played most")
    );
    assert!(!made.public);
    assert_eq!(playlist.url, format!("https://open.spotify.com/playlist/{}", made.id));
    assert_eq!(everything_in(&account, &playlist.id).await?, wanted);
    Ok(())
}

#[tokio::test]
async fn a_playlist_is_public_only_when_asked() -> Outcome {
    let account = Account::signed_in().await?;
    let public = NewPlaylist {
        public: true,
        description: String::new(),
        ..draft("For all")
    };
    account.spotify.create_playlist(&public).await?;
    let made = &account.simulator.playlists()[0];
    assert_eq!((made.name.as_str(), made.public), ("For all", true));
    Ok(())
}

#[tokio::test]
async fn a_playlist_whose_answer_was_lost_is_not_made_twice() -> Outcome {
    for lost in [FaultKind::Cut, FaultKind::MalformedJson, FaultKind::EmptyBody] {
        let account = Account::signed_in().await?;
        let before = account.simulator.playlists().len();
        account.inject(Family::Playlists, lost.clone(), 1);
        assert_eq!(
            account.spotify.create_playlist(&draft("Lost")).await,
            Err(Error::Unconfirmed),
            "{lost:?}"
        );
        assert_eq!(account.simulator.playlists().len(), before + 1, "{lost:?}");
        let mine = account.simulator.playlists();
        assert!(mine.iter().any(|playlist| playlist.name == "Lost"));
    }
    Ok(())
}

#[tokio::test]
async fn a_server_error_on_a_write_is_not_answered_by_writing_again() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Playlists, FaultKind::Status(500), 1);
    assert_eq!(
        account.spotify.create_playlist(&draft("Once")).await,
        Err(Error::Unconfirmed)
    );
    assert_eq!(account.requests(Family::Playlists), 1);
    Ok(())
}

#[tokio::test]
async fn a_write_that_was_limited_was_not_done_and_goes_again() -> Outcome {
    let account = Account::signed_in().await?;
    let before = account.simulator.playlists().len();
    account.inject(Family::Playlists, FaultKind::RetryAfter { secs: 1 }, 1);
    account.spotify.create_playlist(&draft("Later")).await?;
    assert_eq!(account.simulator.playlists().len(), before + 1);
    Ok(())
}

#[tokio::test]
async fn a_write_that_never_left_is_offline_not_in_doubt() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.stop();
    assert_eq!(
        account.spotify.create_playlist(&draft("Never")).await,
        Err(Error::Offline)
    );
    Ok(())
}

#[tokio::test]
async fn an_interrupted_save_can_see_how_far_it_came() -> Outcome {
    let account = Account::signed_in().await?;
    let wanted = tracks(&account, 150)?;
    let playlist = account.spotify.create_playlist(&draft("In two steps")).await?;
    account.spotify.add_items(&playlist.id, 0, &wanted[..100]).await?;
    account.inject(Family::Items, FaultKind::Cut, 1);
    let cut = account.spotify.add_items(&playlist.id, 100, &wanted[100..]).await;
    assert_eq!(cut, Err(Error::Unconfirmed));
    let there = everything_in(&account, &playlist.id).await?;
    assert!(
        wanted.starts_with(&there),
        "what is there is the beginning of what was wanted"
    );
    Ok(())
}

#[tokio::test]
async fn more_than_a_hundred_at_once_are_refused_here() -> Outcome {
    let account = Account::signed_in().await?;
    let playlist = account.spotify.create_playlist(&draft("Too many")).await?;
    let answer = account
        .spotify
        .add_items(&playlist.id, 0, &tracks(&account, 101)?)
        .await;
    assert!(matches!(answer, Err(Error::Unexpected(_))));
    assert_eq!(account.requests(Family::Items), 0);
    Ok(())
}

#[tokio::test]
async fn top_lists_come_fifty_long_and_differ_by_range() -> Outcome {
    let account = Account::signed_in().await?;
    let weeks = account.spotify.top_tracks(TimeRange::FourWeeks).await?;
    let year = account.spotify.top_tracks(TimeRange::Year).await?;
    assert_eq!((weeks.len(), year.len()), (50, 50));
    assert_ne!(weeks, year);
    assert!(
        weeks
            .iter()
            .all(|track| !track.name.is_empty() && !track.artists.is_empty() && track.duration_ms > 0)
    );
    Ok(())
}

#[tokio::test]
async fn artists_have_genres_only_where_spotify_sends_them() -> Outcome {
    let account = Account::signed_in().await?;
    let bare = account.spotify.top_artists(TimeRange::Year).await?;
    assert!(!bare.is_empty() && bare.iter().all(|artist| artist.genres.is_empty()));
    account.simulator.set_quota(QuotaMode::Extended);
    let full = account.spotify.top_artists(TimeRange::Year).await?;
    assert!(full.iter().any(|artist| !artist.genres.is_empty()));
    Ok(())
}

#[tokio::test]
async fn recent_plays_come_newest_first() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let before = account.spotify.recently_played().await?.plays;
    assert!(before.is_sorted_by(|newer, older| newer.played_at >= older.played_at));
    let last = before.first().map(|play| play.played_at);
    account.advance(TimeDelta::minutes(10));
    account.simulator.play(2);
    let after = account.spotify.recently_played().await?.plays;
    let since = after.iter().filter(|play| Some(play.played_at) > last);
    assert!(since.count() >= 2);
    assert!(after.is_sorted_by(|newer, older| newer.played_at >= older.played_at));
    Ok(())
}

#[tokio::test]
async fn what_plays_now_is_a_track_or_nothing() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.set_now_playing(Some(3));
    let now = account.spotify.currently_playing().await?.expect("a track");
    assert_eq!(now.track.id.uri(), account.simulator.track_uris()[3]);
    account.simulator.set_now_playing(None);
    assert_eq!(account.spotify.currently_playing().await?, None);
    account.simulator.set_advert_playing();
    assert_eq!(account.spotify.currently_playing().await?, None);
    Ok(())
}

#[tokio::test]
async fn a_new_listener_has_empty_lists_and_no_errors() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.empty_listener();
    assert!(account.spotify.top_tracks(TimeRange::Year).await?.is_empty());
    assert!(account.spotify.recently_played().await?.plays.is_empty());
    assert!(account.simulator.playlists().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_search_never_asks_for_more_than_spotify_gives() -> Outcome {
    let account = Account::signed_in().await?;
    let found = account.spotify.search_tracks("a", 50).await?;
    assert!(!found.is_empty() && found.len() <= 10);
    Ok(())
}

#[tokio::test]
async fn a_cover_is_fetched_without_a_token() -> Outcome {
    let account = Account::signed_in().await?;
    let tops = account.spotify.top_tracks(TimeRange::Year).await?;
    let cover = tops[0].album.images[0].url.parse()?;
    let picture = account.spotify.image(&cover).await?;
    assert!(!picture.bytes.is_empty() && picture.media_type.starts_with("image/"));
    let requests = account.simulator.requests();
    let fetched = requests
        .iter()
        .find(|request| request.family == Family::Images)
        .expect("a request");
    assert!(!fetched.had_token);
    Ok(())
}
