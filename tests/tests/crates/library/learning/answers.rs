//! Who wins when several say something about an artist's genres.

use std::collections::BTreeSet;

use library::{Freshness, GenreAnswer, GenreOutcome, GenreSource, LearningOptions, Priority};
use plays::Batch;
use simulator::QuotaMode;
use spotify::TimeRange;
use stats::GenreLevel;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::test_library::TestLibrary;

use super::world::{account, client};

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
async fn an_artist_whose_name_nobody_knew_is_asked_about_again_once_there_is_a_link() -> Outcome {
    let account = account().await?;
    let test = TestLibrary::new(&account)?;
    test.library.sync(Priority::Listener).await?;
    let artists = test.archive()?.genres_of_artists()?;
    let unknown = |artist: String| GenreAnswer {
        artist,
        source: GenreSource::MusicBrainz,
        answered_at: account.now().timestamp_millis(),
        outcome: GenreOutcome::Unknown,
        mbid: None,
        genres: Vec::new(),
    };
    let tell = |answers: Vec<GenreAnswer>| {
        test.archive()?.ingest(Batch {
            genre_answers: answers,
            ..Batch::default()
        })?;
        Outcome::Ok(())
    };
    tell(artists.iter().map(|known| unknown(known.artist.name.clone())).collect())?;
    assert_eq!(test.library.learning_progress().await?.left(), artists.len());
    tell(artists.iter().map(|known| unknown(known.artist.key.clone())).collect())?;
    assert_eq!(test.library.learning_progress().await?.left(), 0);
    Ok(())
}
