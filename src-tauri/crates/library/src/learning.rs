//! Learning about music: which genres artists have, looked up at MusicBrainz and ListenBrainz and kept in the archive.
//! Whether anybody may be asked is for the caller to know: nothing here asks before [`Library::learn`] is called.

use std::collections::{HashMap, HashSet};

use genres::{Answer, Client, Lookup, Outcome, Service, SpotifyId, Trouble, WantedArtist, WantedTrack};
use plays::{GenreAnswer, GenreOutcome, GenreSource, WeighedGenre};

use crate::{
    Library,
    archive::{LookupPlan, PlannedArtist},
    sync::SyncError,
};

/// How much to learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LearningOptions {
    /// At most so many artists, the most played first; `None` for all.
    pub limit: Option<usize>,
}

/// How far learning has come.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningProgress {
    /// Artists with plays of music, and those that Spotify ranks.
    pub artists: usize,
    /// Those of them about whom is known what can be known for now.
    pub known: usize,
    /// The part of the plays that are by those, 0 to 1; 0 without plays.
    pub plays_known: f64,
    /// The part of the plays whose artists have a genre, 0 to 1.
    pub plays_with_genre: f64,
    /// The most played artist, and the title of their most played track.
    pub example: Option<(String, String)>,
    /// Why the last request brought nothing.
    pub trouble: Option<Trouble>,
}

impl LearningProgress {
    /// How many artists are still to be looked up.
    pub fn left(&self) -> usize {
        self.artists - self.known
    }
}

/// Counts up while answers come in.
struct Tally {
    artists: usize,
    left: usize,
    plays: u64,
    left_plays: u64,
    plays_with_genre: u64,
    example: Option<(String, String)>,
}

impl Tally {
    fn new(plan: &LookupPlan) -> Self {
        Self {
            artists: plan.artists,
            left: plan.wanted.len(),
            plays: plan.plays,
            left_plays: plan.wanted_plays,
            plays_with_genre: plan.plays_with_genre,
            example: plan.example.clone(),
        }
    }

    fn take(&mut self, artist: &PlannedArtist, outcome: &Outcome) {
        match outcome {
            Outcome::Identified { .. } | Outcome::Unlinked | Outcome::NotAnswered => return,
            Outcome::Known { genres, .. } if !genres.is_empty() => self.plays_with_genre += artist.plays,
            Outcome::Known { .. } | Outcome::Unknown | Outcome::Undecided => {}
        }
        self.left = self.left.saturating_sub(1);
        self.left_plays = self.left_plays.saturating_sub(artist.plays);
    }

    fn progress(&self, trouble: Option<Trouble>) -> LearningProgress {
        let part = |plays: u64| {
            if self.plays == 0 {
                0.0
            } else {
                plays as f64 / self.plays as f64
            }
        };
        LearningProgress {
            artists: self.artists,
            known: self.artists - self.left.min(self.artists),
            plays_known: part(self.plays - self.left_plays.min(self.plays)),
            plays_with_genre: part(self.plays_with_genre),
            example: self.example.clone(),
            trouble,
        }
    }
}

impl Library {
    /// How far learning has come. Asks nobody.
    ///
    /// # Errors
    /// Why the archive can't be read.
    pub async fn learning_progress(&self) -> Result<LearningProgress, SyncError> {
        Ok(Tally::new(&self.lookup_plan().await?).progress(None))
    }

    /// Looks up the genres of artists about whom nothing is known, the most played first, until there are none left. Each answer is in
    /// the archive before the next request; `on_progress` hears of it then. May be dropped at any time: the next call repeats no more
    /// than the requests since the last answer, for it can take several to tell namesakes apart. Artists that nobody answers about are
    /// left for the next call.
    ///
    /// # Errors
    /// Why the archive can't be read or written.
    pub async fn learn(
        &self,
        client: &Client,
        options: LearningOptions,
        mut on_progress: impl FnMut(LearningProgress) + Send,
    ) -> Result<LearningProgress, SyncError> {
        let mut plan = self.lookup_plan().await?;
        let mut tally = Tally::new(&plan);
        let mut chosen: Option<HashSet<String>> = None;
        // By whom and how they are asked for: an artist without a link is asked for again by name.
        let mut asked: HashSet<(String, bool)> = HashSet::new();
        loop {
            if let Some(limit) = options.limit {
                let first = || {
                    plan.wanted
                        .iter()
                        .take(limit)
                        .map(|artist| artist.answered_as.clone())
                        .collect()
                };
                let chosen = chosen.get_or_insert_with(first);
                plan.wanted.retain(|artist| chosen.contains(&artist.answered_as));
            }
            plan.wanted
                .retain(|artist| asked.insert((artist.answered_as.clone(), artist.uri.is_some())));
            if plan.wanted.is_empty() {
                return Ok(tally.progress(None));
            }
            let artists = plan.wanted;
            let mut lookup = client.look_up(wanted(&artists));
            self.look_up(&mut lookup, &artists, &mut tally, &mut on_progress)
                .await?;
            plan = self.lookup_plan().await?;
            tally = Tally::new(&plan);
        }
    }

    async fn look_up(
        &self,
        lookup: &mut Lookup,
        artists: &[PlannedArtist],
        tally: &mut Tally,
        on_progress: &mut (impl FnMut(LearningProgress) + Send),
    ) -> Result<(), SyncError> {
        while let Some(findings) = lookup.next().await {
            let now = self.now().timestamp_millis();
            let artist = |answer: &Answer| artists.get(answer.key as usize);
            let of_artists = findings
                .answers
                .iter()
                .filter_map(|answer| Some((artist(answer)?, answer)));
            let answers: Vec<GenreAnswer> = of_artists
                .clone()
                .filter_map(|(artist, answer)| genre_answer(artist, &answer.outcome, now))
                .collect();
            if !answers.is_empty() {
                let asked = self.pending_requests().take();
                self.with_archive(move |archive| archive.put_genre_answers(&answers, asked))
                    .await?;
            }
            for (artist, answer) in of_artists {
                tally.take(artist, &answer.outcome);
            }
            on_progress(tally.progress(findings.trouble));
        }
        Ok(())
    }

    async fn lookup_plan(&self) -> Result<LookupPlan, SyncError> {
        let mut listed: HashMap<String, String> = HashMap::new();
        if self.is_account_confirmed() {
            for list in self.state().top_artists.values() {
                listed.extend(list.rows.iter().map(|artist| (artist.id.uri(), artist.name.clone())));
            }
        }
        let mut listed: Vec<_> = listed.into_iter().collect();
        listed.sort_unstable();
        let now = self.now();
        self.with_archive(move |archive| archive.lookup_plan(&listed, now))
            .await
    }
}

/// The artists of a plan, each with its place in it as the key.
fn wanted(artists: &[PlannedArtist]) -> Vec<WantedArtist> {
    let wanted = artists.iter().zip(0..).map(|(artist, key)| WantedArtist {
        key,
        name: artist.name.clone(),
        spotify_id: artist.uri.as_deref().and_then(spotify_id),
        track: artist.track.as_ref().map(|track| WantedTrack {
            title: track.title.clone(),
            length_ms: track.length_ms,
            other_titles: track.other_titles.clone(),
        }),
        mbid: artist.mbid.as_ref().and_then(|mbid| mbid.parse().ok()),
    });
    wanted.collect()
}

fn spotify_id(uri: &str) -> Option<SpotifyId> {
    uri.strip_prefix("spotify:artist:")?.parse().ok()
}

/// What to keep of an outcome; `None` where there is nothing to know.
fn genre_answer(artist: &PlannedArtist, outcome: &Outcome, answered_at: i64) -> Option<GenreAnswer> {
    let (outcome, mbid, genres, from) = match outcome {
        Outcome::NotAnswered => return None,
        Outcome::Identified { mbid } => (GenreOutcome::Identified, Some(mbid), &[][..], Service::MusicBrainz),
        Outcome::Known { mbid, genres, from } => (GenreOutcome::Known, Some(mbid), &genres[..], *from),
        Outcome::Unlinked => (GenreOutcome::Unlinked, None, &[][..], Service::MusicBrainz),
        Outcome::Unknown => (GenreOutcome::Unknown, None, &[][..], Service::MusicBrainz),
        Outcome::Undecided => (GenreOutcome::Undecided, None, &[][..], Service::MusicBrainz),
    };
    Some(GenreAnswer {
        artist: artist.answered_as.clone(),
        source: match from {
            Service::MusicBrainz => GenreSource::MusicBrainz,
            Service::ListenBrainz => GenreSource::ListenBrainz,
        },
        answered_at,
        outcome,
        mbid: mbid.map(ToString::to_string),
        genres: genres
            .iter()
            .map(|genre| WeighedGenre {
                name: genre.name.clone(),
                weight: f64::from(genre.weight),
            })
            .collect(),
    })
}
