//! [`Lookup`]: many artists, one request after another. Who an artist is comes first; genres are asked for a hundred artists at
//! a time. What was asked stays in the lookup until the answer is there, so a `next` that is dropped is asked again.

mod credit;
mod crowd;
mod known;
mod names;
mod others;
mod recordings;
mod step;
mod title;
mod versions;

use std::collections::VecDeque;

use crate::client::{Client, Failure};
use crate::id::Mbid;
use crate::listenbrainz::ARTISTS_AT_ONCE;
use crate::model::{Answer, Findings, Outcome, Progress, Trouble, WantedArtist};
use crate::musicbrainz::LINKS_AT_ONCE;
use crate::query::{self, TITLES_AT_ONCE};
use crate::requests::Service;
use credit::Credit;
use names::NameSearch;
use step::{Effects, Step};
use title::{Ambiguous, TitleSearch};

/// How often a step fails before its artists are given up for this lookup. Each time, several requests failed.
const ROUNDS: u32 = 3;

/// A lookup under way.
pub struct Lookup {
    client: Client,
    /// Answers that need no request.
    early: Vec<Answer>,
    /// Artists with a Spotify id, still to be asked for.
    links: VecDeque<WantedArtist>,
    /// Artists with a name.
    named: VecDeque<WantedArtist>,
    /// Artists whose names several bear, to be asked for by title.
    ambiguous: VecDeque<Ambiguous>,
    /// Artists whose genres are still to be asked for.
    identified: VecDeque<(u32, Mbid)>,
    /// What is asked before anything new: what an answer led to, and what failed.
    steps: VecDeque<Pending>,
    /// What telling namesakes apart may still cost.
    credit: Credit,
    /// How often in a row ListenBrainz failed to give genres.
    listenbrainz_failures: u32,
    progress: Progress,
}

struct Pending {
    step: Step,
    failures: u32,
}

impl Client {
    /// Begins to look up `wanted`; the caller puts the most-played first. That order is kept among those who are asked for in the
    /// same way; the quickest way comes first. Sends nothing yet. Keys should differ.
    pub fn look_up(&self, wanted: Vec<WantedArtist>) -> Lookup {
        let mut lookup = Lookup {
            client: self.clone(),
            early: Vec::new(),
            links: VecDeque::new(),
            named: VecDeque::new(),
            ambiguous: VecDeque::new(),
            identified: VecDeque::new(),
            steps: VecDeque::new(),
            credit: Credit::new(),
            listenbrainz_failures: 0,
            progress: Progress {
                done: 0,
                total: wanted.len(),
            },
        };
        for artist in wanted {
            if let Some(mbid) = artist.mbid {
                lookup.identified.push_back((artist.key, mbid));
            } else if artist.spotify_id.is_some() {
                lookup.links.push_back(artist);
            } else if !query::is_askable_name(&artist.name) || is_collective(&artist.name) {
                let outcome = Outcome::Undecided;
                lookup.early.push(Answer {
                    key: artist.key,
                    outcome,
                });
            } else {
                lookup.named.push_back(artist);
            }
        }
        lookup
    }
}

/// Spotify's name for the artists of a compilation. MusicBrainz has an entry for it, but genres of everybody mean nothing.
fn is_collective(name: &str) -> bool {
    name.eq_ignore_ascii_case("Various Artists")
}

impl Lookup {
    /// What the next request brings; `None` when every artist has an outcome. Waits until the request may be sent, which in a
    /// pause can be long. May be dropped at any time; the same is asked again by the next call.
    pub async fn next(&mut self) -> Option<Findings> {
        let chosen = if self.early.is_empty() { self.choose() } else { None };
        if !self.early.is_empty() {
            return Some(self.findings(Vec::new(), None));
        }
        let at = chosen?;
        let result = self.steps[at].step.ask(&self.client).await;
        let pending = self.steps.remove(at)?;
        Some(match result {
            Ok(reply) => {
                if matches!(pending.step, Step::Genres(_)) {
                    self.listenbrainz_failures = 0;
                }
                let effects = pending.step.take(reply);
                self.apply(effects, None)
            }
            Err(failure) => self.fail(pending, failure),
        })
    }

    /// How far the lookup has come.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The place of the step to take now. Services in a long pause are passed over if another can be asked.
    fn choose(&mut self) -> Option<usize> {
        let client = self.client.clone();
        let is_awake = |service| !client.is_resting(service);
        if let Some(at) = self.steps.iter().position(|pending| is_awake(pending.step.service())) {
            return Some(at);
        }
        let mut new = self.new_steps(is_awake);
        if new.is_empty() && self.steps.is_empty() {
            new = self.new_steps(|_| true);
        }
        self.put_first(new);
        (!self.steps.is_empty()).then_some(0)
    }

    /// Takes work off the queues: one step, or none if its service is not awake.
    fn new_steps(&mut self, is_awake: impl Fn(Service) -> bool) -> Vec<Step> {
        let is_everybody_named = self.links.is_empty() && self.named.is_empty();
        let is_everybody_asked = is_everybody_named && self.ambiguous.is_empty() && self.steps.is_empty();
        // While MusicBrainz rests, genres need not wait until a hundred artists are identified.
        let may_identify = is_awake(Service::MusicBrainz) && !is_everybody_asked;
        let are_genres_due = self.identified.len() >= ARTISTS_AT_ONCE || (!self.identified.is_empty() && !may_identify);
        if are_genres_due {
            let count = self.identified.len().min(ARTISTS_AT_ONCE);
            if is_awake(Service::ListenBrainz) {
                return vec![Step::Genres(self.identified.drain(..count).collect())];
            }
            if self.listenbrainz_failures >= ROUNDS && is_awake(Service::MusicBrainz) {
                return Step::genres_one_by_one(self.identified.drain(..count));
            }
        }
        if !is_awake(Service::MusicBrainz) {
            return Vec::new();
        }
        if self.ambiguous.len() >= TITLES_AT_ONCE || (is_everybody_named && !self.ambiguous.is_empty()) {
            let count = query::fitting_titles(self.ambiguous.iter().map(Ambiguous::titled));
            return vec![Step::Titles(TitleSearch::new(self.ambiguous.drain(..count).collect()))];
        }
        if !self.links.is_empty() {
            let count = self.links.len().min(LINKS_AT_ONCE);
            return vec![Step::Links(self.links.drain(..count).collect())];
        }
        let count = query::fitting(self.named.iter().map(|artist| artist.name.as_str()));
        if count > 0 {
            return vec![Step::Names(NameSearch::new(self.named.drain(..count).collect()))];
        }
        Vec::new()
    }

    fn fail(&mut self, mut pending: Pending, failure: Failure) -> Findings {
        let trouble = match failure {
            Failure::NotAnswered { service, until } => Trouble::NotAnswered { service, until },
            Failure::TokenRefused if matches!(pending.step, Step::Genres(_)) => {
                // Asked again without it. Other lookups of the program may have noticed before.
                let is_news = self.client.forget_token();
                self.steps.push_front(pending);
                return self.findings(Vec::new(), is_news.then_some(Trouble::TokenRefused));
            }
            _ => return self.apply(pending.step.refused(failure), None),
        };
        pending.failures += 1;
        let effects = match pending.step {
            Step::Genres(artists) if self.listenbrainz_failures + 1 >= ROUNDS => {
                self.listenbrainz_failures += 1;
                Step::genres_one_by_one(artists).into()
            }
            step if pending.failures >= ROUNDS => step.given_up(),
            step => {
                self.listenbrainz_failures += u32::from(matches!(step, Step::Genres(_)));
                self.steps.push_back(Pending { step, ..pending });
                Effects::default()
            }
        };
        self.apply(effects, Some(trouble))
    }

    fn apply(&mut self, effects: Effects, trouble: Option<Trouble>) -> Findings {
        for answer in &effects.answers {
            if let Outcome::Identified { mbid } = answer.outcome {
                self.identified.push_back((answer.key, mbid));
            }
        }
        self.credit.earn(effects.shared_names);
        self.ambiguous.extend(effects.ambiguous);
        self.put_first(effects.steps);
        self.findings(effects.answers, trouble)
    }

    /// Whoever cannot be told from namesakes with the credit that is left stays undecided.
    fn put_first(&mut self, steps: Vec<Step>) {
        let (steps, too_dear): (Vec<_>, Vec<_>) =
            steps.into_iter().partition(|step| step.is_paid_from(&mut self.credit));
        for step in steps.into_iter().rev() {
            self.steps.push_front(Pending { step, failures: 0 });
        }
        let keys = too_dear.iter().flat_map(Step::keys);
        self.early.extend(keys.map(|key| Answer {
            key,
            outcome: Outcome::Undecided,
        }));
    }

    fn findings(&mut self, mut answers: Vec<Answer>, trouble: Option<Trouble>) -> Findings {
        answers.append(&mut self.early);
        let is_last = |answer: &&Answer| !matches!(answer.outcome, Outcome::Identified { .. });
        self.progress.done += answers.iter().filter(is_last).count();
        Findings {
            answers,
            progress: self.progress,
            trouble,
        }
    }
}
