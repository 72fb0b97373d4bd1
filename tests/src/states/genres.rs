//! Genres: the question before anything is asked, and every place where they are shown, learned about and corrected.

use chrono::TimeDelta;
use library::Archive;
use plays::{Batch, GenreAnswer, GenreOutcome, GenreSource, WeighedGenre};
use simulator::metabrainz::{Call, Fault, FaultKind, HeardArtist};

use super::explore::{ALSO_LARGE, import_history};
use super::{Context, Group, SIZES, state};
use crate::archive;
use crate::clock::now;
use crate::failure::{Failure, Outcome};
use crate::testbed::Testbed;

/// Of so many artists, one is still to be looked up.
const ONE_LEFT_OF: usize = 40;

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

pub(super) fn known() -> Group {
    Group {
        name: "genres",
        configure: |builder| builder,
        prepare: |testbed| {
            import_history(testbed)?;
            learn_most(testbed)
        },
        opening: |at| Box::pin(at.explore()),
        sizes: ALSO_LARGE,
        states: vec![
            state("genres-all", |at| Box::pin(at.genres("Families"))),
            state("genres-four-weeks", |at| {
                Box::pin(async {
                    at.go("#/top/genres/fourWeeks").await?;
                    at.app.find("heading", "Families").await.map(drop)
                })
            }),
            state("genres-explore", |at| {
                Box::pin(async {
                    at.go("#/explore?list=genres&stream=genres").await?;
                    at.app.list("Top genres").await.map(drop)
                })
            }),
            state("genres-explore-families", |at| {
                Box::pin(async {
                    at.go("#/explore?list=genres&stream=genres&level=family").await?;
                    at.app.list("Top genres").await.map(drop)
                })
            }),
            state("genres-explore-stream", |at| Box::pin(at.scroll_to("#stream"))),
            state("genres-family-page", |at| {
                Box::pin(async {
                    at.go("#/explore/genres/tonearm:family:rock").await?;
                    at.app.find("heading", "Plays by").await.map(drop)
                })
            }),
            state("genres-genre-page", |at| {
                Box::pin(async {
                    at.go("#/explore?list=genres").await?;
                    at.first_page("genres").await
                })
            }),
            state("genres-artist-page", |at| {
                Box::pin(async {
                    at.first_page("artists").await?;
                    at.app.sees("from ListenBrainz").await
                })
            }),
            state("genres-correct", |at| {
                Box::pin(async {
                    at.app.press("button", "Correct…").await?;
                    at.app.fill("Add a genre", "metal").await
                })
            }),
            state("genres-corrected", |at| {
                Box::pin(async {
                    at.first_page("artists").await?;
                    at.app.press("button", "Correct…").await?;
                    at.app.fill("Add a genre", "sea shanty").await?;
                    at.app.press("button", "Save").await?;
                    at.app.sees("Your correction").await
                })
            }),
            state("genres-waiting", |at| {
                Box::pin(async {
                    at.services_fail();
                    at.go("#/settings/genres").await?;
                    at.app.press("button", "Look up genres").await?;
                    at.genres("Families").await?;
                    at.app.sees("does not answer").await
                })
            }),
            state("genres-waiting-library", |at| {
                Box::pin(async {
                    at.app.press("link", "Library").await?;
                    at.app.sees("MusicBrainz does not answer").await
                })
            }),
            state("genres-paused", |at| {
                Box::pin(async {
                    at.app.press("button", "Pause").await?;
                    at.app.sees("Learning is paused").await
                })
            }),
            state("genres-learned", |at| {
                Box::pin(async {
                    at.testbed.spotify().metabrainz().clear_faults();
                    at.app.press("link", "Library").await?;
                    at.app.press("button", "Continue").await?;
                    at.app.sees("Learned about your music").await
                })
            }),
            state("genres-settings", |at| {
                Box::pin(async {
                    at.go("#/settings/genres").await?;
                    at.app.sees("Names of artists").await
                })
            }),
            state("genres-settings-server-refused", |at| {
                Box::pin(async {
                    at.app.fill("MusicBrainz server", "http://music.example.com").await?;
                    at.app.press("button", "Use it for MusicBrainz").await?;
                    at.app.sees("has to begin with https://").await
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
    let heard = names.iter().map(|name| HeardArtist::from(name.clone()));
    testbed.spotify().metabrainz().add_artists(heard);
    Ok(names)
}

/// Leaves the archive as if most artists had been looked up last week.
fn learn_most(testbed: &Testbed) -> Outcome {
    let archive = archive::open(testbed)?;
    let names = hear(testbed, &archive)?;
    let services = testbed.spotify().metabrainz();
    let answered_at = (now() - TimeDelta::days(7)).timestamp_millis();
    let known = names.iter().enumerate().filter(|(place, _)| place % ONE_LEFT_OF != 0);
    let answers: Outcome<Vec<GenreAnswer>> = known
        .map(|(_, name)| {
            let truth = services
                .truth(name)
                .ok_or_else(|| Failure::new("nobody knows an artist"))?;
            let genres = truth.genres.into_iter().map(|(name, weight)| WeighedGenre {
                name,
                weight: f64::from(weight),
            });
            Ok(GenreAnswer {
                artist: name.clone(),
                source: GenreSource::ListenBrainz,
                answered_at,
                outcome: GenreOutcome::Known,
                mbid: truth.mbid,
                genres: genres.collect(),
            })
        })
        .collect();
    archive.ingest(Batch {
        genre_answers: answers?,
        ..Batch::default()
    })?;
    Ok(archive.checkpoint()?)
}

impl Context<'_> {
    /// Goes to the genres of all dates, where something is to be seen.
    async fn genres(&self, seen: &str) -> Outcome {
        self.go("#/top/genres/all").await?;
        self.app.sees(seen).await
    }

    /// From now on neither service answers.
    fn services_fail(&self) {
        for on in [Call::MusicBrainz, Call::ListenBrainz] {
            self.testbed.spotify().metabrainz().inject(Fault {
                on,
                kind: FaultKind::Status(503),
                times: u32::MAX,
            });
        }
    }
}
