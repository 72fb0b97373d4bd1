//! What is known of genres, and how far learning has come, as the page shows it.

use chrono::{DateTime, Utc};
use genres::{Question, Service};
use library::{Asked, GenreAnswer, GenreOutcome};
use stats::{Amount, Measure};

use super::entity::named_key;
use crate::{
    ipc::{
        number::{count, number, secs_since_1970},
        view,
    },
    learning_slot::LearningSlot,
};

/// About how long an artist takes: ten names a second, and one more request for every seventh, who has namesakes.
const SECS_PER_ARTIST: f64 = 0.25;

impl From<library::GenreSource> for view::GenreSource {
    fn from(source: library::GenreSource) -> Self {
        match source {
            library::GenreSource::Listener => Self::Listener,
            library::GenreSource::Spotify => Self::Spotify,
            library::GenreSource::MusicBrainz => Self::MusicBrainz,
            library::GenreSource::ListenBrainz => Self::ListenBrainz,
        }
    }
}

impl From<Service> for view::GenreService {
    fn from(service: Service) -> Self {
        match service {
            Service::MusicBrainz => Self::MusicBrainz,
            Service::ListenBrainz => Self::ListenBrainz,
        }
    }
}

/// What learning does, and how far it has come.
pub(crate) fn learning(slot: &LearningSlot) -> view::Learning {
    let (choices, state) = (slot.choices(), slot.state());
    let consent = match choices.consent {
        None => view::LearningConsent::Unasked,
        Some(true) => view::LearningConsent::Given,
        Some(false) => view::LearningConsent::Declined,
    };
    let activity = match &state {
        _ if consent == view::LearningConsent::Given && choices.paused => view::LearningActivity::Paused,
        _ if !slot.may_learn() => view::LearningActivity::Idle,
        state if state.waiting.is_some() => view::LearningActivity::Waiting,
        state if state.is_running => view::LearningActivity::Running,
        _ => view::LearningActivity::Idle,
    };
    let progress = state.progress.as_ref();
    let left = progress.map_or(0, |progress| progress.left());
    view::Learning {
        consent,
        activity,
        artists_done: count(progress.map_or(0, |progress| progress.known)),
        artists: count(progress.map_or(0, |progress| progress.artists)),
        plays_permille: permille(progress.map_or(0.0, |progress| progress.plays_known)),
        with_genre_permille: permille(progress.map_or(0.0, |progress| progress.plays_with_genre)),
        left: count(left),
        secs_left: (left as f64 * SECS_PER_ARTIST).ceil() as u32,
        trouble: state.waiting.map(|(service, until)| view::LearningTrouble {
            service: service.into(),
            until_secs: secs_since_1970(until),
        }),
        token_refused: state.token_refused,
        example: progress
            .and_then(|progress| progress.example.clone())
            .map(|(artist, title)| view::LearningExample { artist, title }),
    }
}

fn permille(part: f64) -> u32 {
    (part.clamp(0.0, 1.0) * 1000.0).floor() as u32
}

/// One service, with what was asked of it.
pub(crate) fn server(service: Service, own: Option<String>, host: String, asked: &[Asked]) -> view::GenreServer {
    let today = asked.iter().filter(|asked| asked.service == service);
    let today = today.map(|asked| view::Asked {
        what: match asked.question {
            Question::Links => view::AskedFor::Links,
            Question::Names => view::AskedFor::Names,
            Question::Title => view::AskedFor::Titles,
            Question::Genres => view::AskedFor::Genres,
        },
        requests: asked.requests,
        artists: asked.artists,
    });
    view::GenreServer {
        own,
        host,
        today: today.collect(),
    }
}

impl From<library::ArtistGenres> for view::ArtistGenres {
    fn from(known: library::ArtistGenres) -> Self {
        let answer = known.answer.as_ref();
        Self {
            key: known.artist.key,
            name: known.artist.name,
            source: answer.map(|answer| answer.source.into()),
            miss: answer.and_then(miss),
            answered_secs: answer
                .and_then(|answer| DateTime::<Utc>::from_timestamp_millis(answer.answered_at))
                .map(secs_since_1970),
            genres: known
                .genres
                .into_iter()
                .map(|genre| view::ArtistGenre {
                    key: genre.genre.key,
                    name: genre.genre.name,
                    family: genre.family.map(named_key),
                })
                .collect(),
        }
    }
}

fn miss(answer: &GenreAnswer) -> Option<view::GenreMiss> {
    match answer.outcome {
        GenreOutcome::Known if answer.genres.is_empty() => Some(view::GenreMiss::NoGenres),
        GenreOutcome::Unknown => Some(view::GenreMiss::Unknown),
        GenreOutcome::Undecided => Some(view::GenreMiss::Undecided),
        // The next request is still to come.
        GenreOutcome::Known | GenreOutcome::Identified | GenreOutcome::Unlinked => None,
    }
}

/// A tree of genres in plays or seconds.
pub(crate) fn tree(tree: library::GenreTree, measure: Measure) -> view::GenreTree {
    let amount = |amount: Amount| match measure {
        Measure::Plays => amount.plays,
        Measure::Time => number(amount.ms / 1000),
    };
    let branch = |branch: library::GenreBranch| view::GenreBranch {
        key: branch.label.key,
        name: branch.label.name,
        depth: branch.depth,
        amount: amount(branch.amount),
        artists: branch.artists,
    };
    let family = |family: library::GenreFamily| {
        let (key, name) = match family.label {
            Some(label) => (Some(label.key), label.name),
            None => (None, "Other genres".to_owned()),
        };
        view::GenreFamily {
            key,
            name,
            amount: amount(family.amount),
            artists: family.artists,
            genres: family.genres.into_iter().map(branch).collect(),
        }
    };
    view::GenreTree {
        whole: amount(tree.whole),
        with_genre: amount(tree.with_genre),
        families: tree.families.into_iter().map(family).collect(),
    }
}
