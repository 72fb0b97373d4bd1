//! One request of a lookup: what it asks, and what its answer means for the artists it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::{Client, Failure};
use crate::id::Mbid;
use crate::lookup::names::{NameSearch, Verdict};
use crate::lookup::others::Check;
use crate::lookup::title::{Ambiguous, TitleSearch};
use crate::model::{Answer, Genre, Outcome, WantedArtist};
use crate::musicbrainz::{Found, Page, Recording};
use crate::requests::Service;

/// A request with those it is about.
pub(super) enum Step {
    /// Artists by their Spotify links.
    Links(Vec<WantedArtist>),
    /// Artists by name.
    Names(NameSearch),
    /// Artists among namesakes, by a title of each.
    Titles(TitleSearch),
    /// Whether a namesake who recorded a title of an artist recorded another of theirs.
    OtherTitles(Check),
    /// Genres of many, from ListenBrainz.
    Genres(Vec<(u32, Mbid)>),
    /// Genres of one, from MusicBrainz. Several keys may be the same artist.
    GenresAlone(Vec<u32>, Mbid),
}

/// The answer to a step of the same kind.
pub(super) enum Reply {
    Links(BTreeMap<String, BTreeSet<Mbid>>),
    Names(Page<Found>),
    Titles(Page<Recording>),
    OtherTitles(Page<String>),
    Genres(BTreeMap<Mbid, Vec<Genre>>),
    GenresAlone(Mbid, Vec<Genre>),
}

/// What follows from an answer.
#[derive(Default)]
pub(super) struct Effects {
    pub(super) answers: Vec<Answer>,
    /// To be taken next.
    pub(super) steps: Vec<Step>,
    /// Those whose names several bear, to be asked for by title.
    pub(super) ambiguous: Vec<Ambiguous>,
}

impl Step {
    /// Who is asked.
    pub(super) fn service(&self) -> Service {
        match self {
            Self::Genres(_) => Service::ListenBrainz,
            _ => Service::MusicBrainz,
        }
    }

    /// Genres from MusicBrainz, each artist once.
    pub(super) fn genres_one_by_one(artists: impl IntoIterator<Item = (u32, Mbid)>) -> Vec<Self> {
        let mut steps = Vec::<(Vec<u32>, Mbid)>::new();
        for (key, mbid) in artists {
            match steps.iter_mut().find(|(_, other)| *other == mbid) {
                Some((keys, _)) => keys.push(key),
                None => steps.push((vec![key], mbid)),
            }
        }
        steps
            .into_iter()
            .map(|(keys, mbid)| Self::GenresAlone(keys, mbid))
            .collect()
    }

    pub(super) async fn ask(&self, client: &Client) -> Result<Reply, Failure> {
        Ok(match self {
            Self::Links(artists) => {
                let mut ids: Vec<_> = artists.iter().filter_map(|artist| artist.spotify_id.as_ref()).collect();
                ids.sort_unstable();
                ids.dedup();
                Reply::Links(client.artists_of_links(&ids).await?)
            }
            Self::Names(search) => Reply::Names(client.artists_of_names(&search.names(), search.offset()).await?),
            Self::Titles(search) => Reply::Titles(client.recordings(&search.titles(), search.offset()).await?),
            Self::OtherTitles(check) => Reply::OtherTitles(client.titles_of(check.mbid, check.offset()).await?),
            Self::Genres(artists) => {
                let mbids: BTreeSet<_> = artists.iter().map(|(_, mbid)| *mbid).collect();
                let mbids: Vec<_> = mbids.into_iter().collect();
                Reply::Genres(client.genres_by_listenbrainz(&mbids).await?)
            }
            Self::GenresAlone(_, mbid) => {
                let (mbid, genres) = client.genres_by_musicbrainz(*mbid).await?;
                Reply::GenresAlone(mbid, genres)
            }
        })
    }

    /// What the answer means. A reply to another kind of step means nothing: the artists are given up for this lookup.
    pub(super) fn take(self, reply: Reply) -> Effects {
        match (self, reply) {
            (Self::Links(artists), Reply::Links(found)) => links(artists, &found),
            (Self::Names(search), Reply::Names(page)) => {
                let (settled, searches) = search.take(page);
                let mut effects = Effects::default();
                for (artist, verdict) in settled {
                    effects.settle(artist, verdict);
                }
                effects.steps.extend(searches.into_iter().map(Self::Names));
                effects
            }
            (Self::Titles(search), Reply::Titles(page)) => {
                let settled = search.take(page);
                let recorded = settled.recorded.into_iter().map(Self::OtherTitles);
                Effects {
                    answers: settled.answers,
                    steps: recorded.chain(settled.searches.into_iter().map(Self::Titles)).collect(),
                    ..Effects::default()
                }
            }
            (Self::OtherTitles(check), Reply::OtherTitles(page)) => match check.take(&page) {
                Ok(answer) => vec![answer].into(),
                Err(check) => vec![Self::OtherTitles(check)].into(),
            },
            (Self::Genres(artists), Reply::Genres(found)) => genres(artists, &found),
            (Self::GenresAlone(keys, _), Reply::GenresAlone(mbid, genres)) => Effects::all(
                keys,
                &Outcome::Known {
                    mbid,
                    genres,
                    from: Service::MusicBrainz,
                },
            ),
            (step, _) => step.given_up(),
        }
    }

    /// What follows when the service does not take the question, or does not have what it is about: it is asked in smaller
    /// parts or in another way.
    pub(super) fn refused(self, failure: Failure) -> Effects {
        match self {
            Self::Links(artists) if artists.len() > 1 => halves(artists).map(Self::Links).into(),
            Self::Names(search) if search.wanted.len() > 1 => halves(search.wanted)
                .map(|half| Self::Names(NameSearch::new(half)))
                .into(),
            Self::Titles(search) if search.wanted.len() > 1 => halves(search.wanted)
                .map(|half| Self::Titles(TitleSearch::new(half)))
                .into(),
            Self::Genres(artists) if artists.len() > 1 && failure != Failure::TokenWanted => {
                halves(artists).map(Self::Genres).into()
            }
            Self::Genres(artists) => Self::genres_one_by_one(artists).into(),
            Self::OtherTitles(check) if failure == Failure::Missing => {
                Effects::all(vec![check.key], &Outcome::Undecided)
            }
            Self::GenresAlone(keys, _) if failure == Failure::Missing => Effects::all(keys, &Outcome::Unknown),
            step => step.given_up(),
        }
    }

    /// What follows when nobody answers.
    pub(super) fn given_up(self) -> Effects {
        let keys: Vec<u32> = match self {
            Self::Links(artists) => artists.iter().map(|artist| artist.key).collect(),
            Self::Names(search) => search.wanted.iter().map(|artist| artist.key).collect(),
            Self::Titles(search) => search.wanted.iter().map(|artist| artist.key).collect(),
            Self::OtherTitles(check) => vec![check.key],
            Self::Genres(artists) => artists.iter().map(|(key, _)| *key).collect(),
            Self::GenresAlone(keys, _) => keys,
        };
        Effects::all(keys, &Outcome::NotAnswered)
    }
}

fn links(artists: Vec<WantedArtist>, found: &BTreeMap<String, BTreeSet<Mbid>>) -> Effects {
    let answers = artists.into_iter().map(|artist| {
        let link = artist.spotify_id.map(|id| id.link());
        let linked = link.and_then(|link| found.get(&link)).into_iter().flatten();
        let outcome = match linked.copied().collect::<Vec<_>>()[..] {
            [] => Outcome::Unlinked,
            [mbid] => Outcome::Identified { mbid },
            _ => Outcome::Undecided,
        };
        Answer {
            key: artist.key,
            outcome,
        }
    });
    answers.collect::<Vec<_>>().into()
}

fn genres(artists: Vec<(u32, Mbid)>, found: &BTreeMap<Mbid, Vec<Genre>>) -> Effects {
    let (known, unknown): (Vec<_>, Vec<_>) = artists.into_iter().partition(|(_, mbid)| found.contains_key(mbid));
    let answers = known.into_iter().map(|(key, mbid)| Answer {
        key,
        outcome: Outcome::Known {
            mbid,
            genres: found.get(&mbid).cloned().unwrap_or_default(),
            from: Service::ListenBrainz,
        },
    });
    Effects {
        answers: answers.collect(),
        steps: Step::genres_one_by_one(unknown),
        ambiguous: Vec::new(),
    }
}

fn halves<T>(mut all: Vec<T>) -> [Vec<T>; 2] {
    let second = all.split_off(all.len().div_ceil(2));
    [all, second]
}

impl Effects {
    fn all(keys: Vec<u32>, outcome: &Outcome) -> Self {
        let answers = keys.into_iter().map(|key| Answer {
            key,
            outcome: outcome.clone(),
        });
        answers.collect::<Vec<_>>().into()
    }

    fn settle(&mut self, artist: WantedArtist, verdict: Verdict) {
        let key = artist.key;
        let outcome = match verdict {
            Verdict::Certain(mbid) => Outcome::Identified { mbid },
            Verdict::Nobody => Outcome::Unknown,
            Verdict::Several(namesakes) => match Ambiguous::new(artist, namesakes) {
                Some(artist) => {
                    self.ambiguous.push(artist);
                    return;
                }
                None => Outcome::Undecided,
            },
        };
        self.answers.push(Answer { key, outcome });
    }
}

impl From<Vec<Answer>> for Effects {
    fn from(answers: Vec<Answer>) -> Self {
        Self {
            answers,
            ..Self::default()
        }
    }
}

impl From<Vec<Step>> for Effects {
    fn from(steps: Vec<Step>) -> Self {
        Self {
            steps,
            ..Self::default()
        }
    }
}

impl From<[Step; 2]> for Effects {
    fn from(steps: [Step; 2]) -> Self {
        Vec::from(steps).into()
    }
}
