//! One request of a lookup: what it asks, and what its answer means for the artists it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::client::{Client, Failure};
use crate::id::Mbid;
use crate::lookup::credit::Credit;
use crate::lookup::crowd::Crowd;
use crate::lookup::names::{NameSearch, Verdict};
use crate::lookup::others::{Check, Checked};
use crate::lookup::recordings::Comparison;
use crate::lookup::title::{Ambiguous, TitleSearch, Way};
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
    /// Which namesake of an artist recorded the songs that the listener knows.
    Recordings(Comparison),
    /// The same for one with many namesakes.
    Crowd(Crowd),
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
    /// Titles of the recordings of one namesake.
    TitlesOf(Page<String>),
    Genres(BTreeMap<Mbid, Vec<Genre>>),
    GenresAlone(Mbid, Vec<Genre>),
}

/// What follows from an answer.
#[derive(Default)]
pub(super) struct Effects {
    pub(super) answers: Vec<Answer>,
    /// To be taken next.
    pub(super) steps: Vec<Step>,
    /// How many turned out to have names that several bear.
    pub(super) shared_names: usize,
    /// Those of them who are to be asked for by title.
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
            Self::OtherTitles(check) => Reply::TitlesOf(client.titles_of(check.mbid, check.offset()).await?),
            Self::Recordings(comparison) => {
                let mbid = comparison.mbid();
                Reply::TitlesOf(client.titles_of(mbid, comparison.offset()).await?)
            }
            Self::Crowd(crowd) => {
                let recordings = client.recordings_by(&crowd.name, &crowd.others, crowd.offset());
                Reply::Titles(recordings.await?)
            }
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
                let searches = settled.searches.into_iter().map(Self::Titles);
                let compared = settled.compared.into_iter().map(Self::Recordings);
                let crowds = settled.crowds.into_iter().map(Self::Crowd);
                Effects {
                    answers: settled.answers,
                    steps: recorded.chain(searches).chain(compared).chain(crowds).collect(),
                    ..Effects::default()
                }
            }
            (Self::OtherTitles(check), Reply::TitlesOf(page)) => check.take(&page).into(),
            (Self::Recordings(comparison), Reply::TitlesOf(page)) => {
                Effects::of(comparison.take(&page), Self::Recordings)
            }
            (Self::Crowd(crowd), Reply::Titles(page)) => Effects::of(crowd.take(page), Self::Crowd),
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
            Self::OtherTitles(check) if failure == Failure::Missing => check.not_confirmed().into(),
            Self::Recordings(comparison) if failure == Failure::Missing => {
                Effects::of(comparison.read(), Self::Recordings)
            }
            Self::GenresAlone(keys, _) if failure == Failure::Missing => Effects::all(keys, &Outcome::Unknown),
            step => step.given_up(),
        }
    }

    /// What follows when nobody answers.
    pub(super) fn given_up(self) -> Effects {
        Effects::all(self.keys(), &Outcome::NotAnswered)
    }

    /// Whether the requests that it takes to tell namesakes apart may be sent. If so, they count as sent.
    pub(super) fn is_paid_from(&self, credit: &mut Credit) -> bool {
        match self {
            Self::Titles(_) | Self::OtherTitles(_) => credit.pay(1),
            Self::Recordings(comparison) => credit.pay_for_comparison(comparison.price()),
            Self::Crowd(_) => credit.pay_for_comparison(1),
            Self::Links(_) | Self::Names(_) | Self::Genres(_) | Self::GenresAlone(..) => true,
        }
    }

    /// The artists that it is about.
    pub(super) fn keys(&self) -> Vec<u32> {
        match self {
            Self::Links(artists) => artists.iter().map(|artist| artist.key).collect(),
            Self::Names(search) => search.wanted.iter().map(|artist| artist.key).collect(),
            Self::Titles(search) => search.wanted.iter().map(|artist| artist.key).collect(),
            Self::OtherTitles(check) => vec![check.key],
            Self::Recordings(comparison) => vec![comparison.key],
            Self::Crowd(crowd) => vec![crowd.key],
            Self::Genres(artists) => artists.iter().map(|(key, _)| *key).collect(),
            Self::GenresAlone(keys, _) => keys.clone(),
        }
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
        ..Effects::default()
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

    /// An answer, or how it goes on.
    fn of<T>(said: ControlFlow<Answer, T>, step: impl FnOnce(T) -> Step) -> Self {
        match said {
            ControlFlow::Break(answer) => vec![answer].into(),
            ControlFlow::Continue(next) => vec![step(next)].into(),
        }
    }

    fn settle(&mut self, artist: WantedArtist, verdict: Verdict) {
        let key = artist.key;
        let outcome = match verdict {
            Verdict::Certain(mbid) => Outcome::Identified { mbid },
            Verdict::Nobody => Outcome::Unknown,
            Verdict::Several(namesakes) => {
                self.shared_names += 1;
                match Way::new(artist, namesakes) {
                    Way::ByTitle(artist) => {
                        self.ambiguous.push(artist);
                        return;
                    }
                    Way::ByRecordings(comparison) => {
                        self.steps.push(Step::Recordings(comparison));
                        return;
                    }
                    Way::InCrowd(crowd) => {
                        self.steps.push(Step::Crowd(crowd));
                        return;
                    }
                    Way::None => Outcome::Undecided,
                }
            }
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

impl From<Checked> for Effects {
    fn from(checked: Checked) -> Self {
        match checked {
            Checked::Decided(answer) => vec![answer].into(),
            Checked::Next(check) => vec![Step::OtherTitles(check)].into(),
            Checked::Others(comparison) => vec![Step::Recordings(comparison)].into(),
        }
    }
}

impl From<[Step; 2]> for Effects {
    fn from(steps: [Step; 2]) -> Self {
        Vec::from(steps).into()
    }
}
