//! What "Save as playlist" does, from the list to the playlist at Spotify.

use std::sync::Mutex;

use library::{Freshness, Library, MAX_NAME_CHARS, PlaylistDraft, PlaylistError, PlaylistSource};
use simulator::{Family, FaultKind, QuotaMode, SimPlaylist};
use spotify::{Error, PlaylistId, TimeRange, TrackId};
use stats::GenreLevel;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

fn draft(name: &str) -> PlaylistDraft {
    PlaylistDraft {
        name: name.to_owned(),
        description: "Made in a test".to_owned(),
        public: false,
    }
}

/// The playlist that the test made; the listener has others.
fn only_playlist(account: &Account) -> SimPlaylist {
    let mut playlists = account.simulator.playlists();
    playlists.retain(|playlist| playlist.description == "Made in a test");
    assert_eq!(playlists.len(), 1, "playlists made");
    playlists.remove(0)
}

fn wanted(account: &Account, count: usize) -> Outcome<Vec<TrackId>> {
    let uris = account.simulator.track_uris();
    uris.iter().take(count).map(|uri| Ok(TrackId::from_uri(uri)?)).collect()
}

fn uris(tracks: &[TrackId]) -> Vec<String> {
    tracks.iter().map(TrackId::uri).collect()
}

/// The only unfinished playlist.
fn unfinished(library: &Library) -> PlaylistId {
    let mut unfinished = library.unfinished_playlists();
    assert_eq!(unfinished.len(), 1, "playlists left unfinished");
    unfinished.remove(0).saved_so_far().playlist.id
}

#[tokio::test]
async fn two_hundred_and_fifty_tracks_arrive_in_order_in_a_private_playlist() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let wanted = wanted(&account, 250)?;
    let progress = Mutex::new(Vec::new());
    let saved = library
        .save_tracks(wanted.clone(), draft("A year in tracks"), |saved, of| {
            progress.lock().unwrap().push((saved, of))
        })
        .await?;
    let there = only_playlist(&account);
    assert_eq!(there.uris, uris(&wanted));
    assert!(!there.public);
    assert_eq!(saved.tracks, 250);
    assert_eq!(progress.into_inner()?, [(0, 250), (100, 250), (200, 250), (250, 250)]);
    Ok(())
}

#[tokio::test]
async fn a_cut_connection_leaves_a_playlist_that_finishing_completes_without_doubles() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let wanted = wanted(&account, 250)?;
    // The simulator carries out the call and cuts the answer: Spotify has the tracks, but Tonearm can't know.
    account.inject(Family::Items, FaultKind::Cut, 1);
    let broken = library.save_tracks(wanted.clone(), draft("Cut"), |_, _| {}).await;
    assert!(
        matches!(broken, Err(PlaylistError::Unfinished { of: 250, .. })),
        "{broken:?}"
    );
    assert_eq!(only_playlist(&account).uris.len(), 100);

    let saved = library.finish_playlist(&unfinished(library), |_, _| {}).await?;
    assert_eq!(saved.tracks, 250);
    assert_eq!(only_playlist(&account).uris, uris(&wanted));
    Ok(())
}

#[tokio::test]
async fn an_unfinished_playlist_outlives_a_restart() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library: before, .. } = &TestLibrary::new(&account)?;
    let wanted = wanted(&account, 150)?;
    account.inject(Family::Items, FaultKind::Status(500), 1);
    let broken = before.save_tracks(wanted.clone(), draft("Later"), |_, _| {}).await;
    assert!(
        matches!(broken, Err(PlaylistError::Unfinished { of: 150, .. })),
        "{broken:?}"
    );

    let written = serde_json::to_string(&before.saved_state())?;
    let TestLibrary { library: after, .. } = &TestLibrary::with(&account, serde_json::from_str(&written)?)?;
    after.finish_playlist(&unfinished(after), |_, _| {}).await?;
    assert_eq!(only_playlist(&account).uris, uris(&wanted));
    assert!(after.unfinished_playlists().is_empty());
    Ok(())
}

#[tokio::test]
async fn the_top_list_that_is_shown_is_the_list_that_is_saved() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let shown = library.top_tracks(TimeRange::SixMonths, Freshness::Recent).await?.rows;
    let source = PlaylistSource::TopTracks(TimeRange::SixMonths);
    library.save_playlist(&source, 10, draft("Ten"), |_, _| {}).await?;
    let first_ten: Vec<_> = shown.iter().take(10).map(|track| track.id.uri()).collect();
    assert_eq!(only_playlist(&account).uris, first_ten);
    Ok(())
}

#[tokio::test]
async fn top_artists_become_one_track_of_each_in_their_order() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let range = TimeRange::Year;
    let artists = library.top_artists(range, Freshness::Recent).await?.rows;
    library.top_tracks(range, Freshness::Recent).await?;
    library
        .save_playlist(&PlaylistSource::TopArtists(range), 20, draft("Artists"), |_, _| {})
        .await?;
    let saved = only_playlist(&account).uris;
    assert_eq!(saved.len(), 20);
    for (uri, artist) in saved.iter().zip(&artists) {
        let credited = account.simulator.credited_artists(uri);
        assert!(
            credited.iter().any(|id| id == artist.id.as_str()),
            "{uri} is not by {}",
            artist.name
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_genre_becomes_the_listeners_tracks_by_its_artists() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.set_quota(QuotaMode::Extended);
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let range = TimeRange::Year;
    let tracks = library.top_tracks(range, Freshness::Recent).await?.rows;
    let genre = library
        .top_genres(range, Freshness::Recent, GenreLevel::Genre)
        .await?
        .rows
        .genres
        .remove(0);
    let artists: Vec<_> = genre.artists.iter().map(|artist| &artist.id).collect();
    let expected: Vec<_> = tracks
        .iter()
        .filter(|track| {
            track
                .artists
                .iter()
                .any(|credit| credit.id.as_ref().is_some_and(|id| artists.contains(&id)))
        })
        .map(|track| track.id.uri())
        .collect();
    assert!(!expected.is_empty(), "the heaviest genre has no top track");

    let source = PlaylistSource::TopGenre {
        range,
        genre: genre.name,
    };
    library.save_playlist(&source, 50, draft("Genre"), |_, _| {}).await?;
    assert_eq!(only_playlist(&account).uris, expected);
    Ok(())
}

#[tokio::test]
async fn recent_plays_become_a_playlist_with_each_track_once() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let mut played: Vec<_> = library.recent(Freshness::Now).await?.page.plays;
    let mut seen = std::collections::HashSet::new();
    played.retain(|play| seen.insert(play.uri.clone()));
    library
        .save_playlist(&PlaylistSource::Recent, 200, draft("Recent"), |_, _| {})
        .await?;
    let expected: Vec<_> = played.iter().map(|play| play.uri.clone()).collect();
    assert_eq!(only_playlist(&account).uris, expected);
    Ok(())
}

#[tokio::test]
async fn a_suggestion_names_what_the_list_can_give() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let source = PlaylistSource::TopTracks(TimeRange::FourWeeks);
    let today = account.now().date_naive();
    assert_eq!(
        library.suggest_playlist(&source, today),
        Err(PlaylistError::NothingToSave)
    );

    library.top_tracks(TimeRange::FourWeeks, Freshness::Recent).await?;
    let suggestion = library.suggest_playlist(&source, today)?;
    assert_eq!(suggestion.name, "Top tracks, last 4 weeks");
    assert_eq!(suggestion.available, 50);
    assert!(suggestion.description.contains(&today.format("%-d %B %Y").to_string()));
    Ok(())
}

#[tokio::test]
async fn a_name_that_spotify_would_refuse_makes_no_call() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    let refused = library
        .save_tracks(wanted(&account, 1)?, draft(&"n".repeat(MAX_NAME_CHARS + 1)), |_, _| {})
        .await;
    assert!(matches!(refused, Err(PlaylistError::InvalidDraft(_))), "{refused:?}");
    assert_eq!(account.requests(Family::Playlists), 0);
    Ok(())
}

#[tokio::test]
async fn a_new_playlist_does_not_push_an_unfinished_one_out() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    account.inject(Family::Items, FaultKind::Status(500), 1);
    let broken = library
        .save_tracks(wanted(&account, 5)?, draft("First"), |_, _| {})
        .await;
    assert!(matches!(broken, Err(PlaylistError::Unfinished { .. })), "{broken:?}");
    library
        .save_tracks(wanted(&account, 3)?, draft("Second"), |_, _| {})
        .await?;
    let finished = library.finish_playlist(&unfinished(library), |_, _| {}).await?;
    assert_eq!((finished.playlist.name.as_str(), finished.tracks), ("First", 5));
    Ok(())
}

#[tokio::test]
async fn a_playlist_deleted_meanwhile_has_nothing_left_to_finish() -> Outcome {
    let account = Account::signed_in().await?;
    let TestLibrary { library, .. } = &TestLibrary::new(&account)?;
    account.inject(Family::Items, FaultKind::Status(500), 1);
    let broken = library
        .save_tracks(wanted(&account, 5)?, draft("Gone"), |_, _| {})
        .await;
    assert!(matches!(broken, Err(PlaylistError::Unfinished { .. })), "{broken:?}");
    account.inject(Family::Items, FaultKind::NotFound, 1);
    let gone = library.finish_playlist(&unfinished(library), |_, _| {}).await;
    assert!(matches!(gone, Err(PlaylistError::NotCreated(Error::Gone))), "{gone:?}");
    assert!(library.unfinished_playlists().is_empty());
    Ok(())
}
