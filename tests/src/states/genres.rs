//! Genres: the question before anything is asked, and every place where they are shown, learned about and corrected.

use library::Archive;
use simulator::metabrainz::HeardArtist;

use super::explore::import_history;
use super::{Context, Group, SIZES, state};
use crate::archive;
use crate::failure::Outcome;
use crate::testbed::Testbed;

pub(super) fn question() -> Group {
    Group {
        name: "genres-question",
        configure: |builder| builder,
        prepare: |testbed| {
            import_history(testbed)?;
            hear(testbed, &archive::open(testbed)?).map(drop)
        },
        opening: |at| Box::pin(at.explore()),
        sizes: SIZES,
        states: vec![
            state("genres-question", |at| Box::pin(at.genres("What kind?"))),
            state("genres-question-library", |at| {
                Box::pin(async {
                    at.app.press("link", "Library").await?;
                    at.app.sees("Nothing is sent before you agree").await
                })
            }),
            state("genres-question-settings", |at| {
                Box::pin(async {
                    at.go("#/settings/genres").await?;
                    at.app.sees("Nothing was asked today").await
                })
            }),
            state("genres-question-explore", |at| {
                Box::pin(async {
                    at.go("#/explore?list=genres&stream=genres").await?;
                    at.app.find("heading", "Who, over time").await.map(drop)
                })
            }),
            state("genres-declined", |at| {
                Box::pin(async {
                    at.genres("What kind?").await?;
                    at.app.press("button", "Not now").await?;
                    at.app.sees("You said not now").await
                })
            }),
        ],
    }
}

/// Has MusicBrainz and ListenBrainz know everybody in the archive. Returns their names.
///
/// # Errors
/// When the archive can't be read.
pub(super) fn hear(testbed: &Testbed, archive: &Archive) -> Outcome<Vec<String>> {
    let names: Vec<String> = archive
        .genres_of_artists()?
        .into_iter()
        .map(|known| known.artist.name)
        .collect();
    let heard = names.iter().map(|name| HeardArtist {
        name: name.clone(),
        spotify_id: None,
        tracks: Vec::new(),
    });
    testbed.spotify().metabrainz().add_artists(heard);
    Ok(names)
}

impl Context<'_> {
    /// Goes to the genres of all dates, where something is to be seen.
    async fn genres(&self, seen: &str) -> Outcome {
        self.go("#/top/genres/all").await?;
        self.app.sees(seen).await
    }
}
