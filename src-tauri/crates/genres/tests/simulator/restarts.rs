//! A program that is ended at any moment and started again, by services that often fail: no answer is lost, next to nothing is
//! asked twice, and no failure is taken for an answer.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use genres::{Answer, Outcome, Pacing, WantedArtist};
use sample::Random;
use simulator::metabrainz::{Call, FaultKind, Manners, RandomFaults};

use super::world::{World, finish};

const ARTISTS: usize = 400;
/// The names in one search.
const NAMES_AT_ONCE: usize = 12;
/// The titles in one search. Names that several bear wait for so many.
const TITLES_AT_ONCE: usize = 8;
/// The artists in one request for genres.
const GENRES_AT_ONCE: usize = 100;

/// What the program keeps of its answers.
#[derive(Default)]
struct Kept(BTreeMap<u32, Outcome>);

impl Kept {
    fn keep(&mut self, answers: Vec<Answer>) {
        for Answer { key, outcome } in answers {
            let before = self.0.insert(key, outcome);
            let is_open = matches!(before, None | Some(Outcome::Identified { .. } | Outcome::NotAnswered));
            assert!(is_open, "{key} was answered already: {before:?}");
        }
    }

    /// Who is still to be asked for.
    fn left(&self, wanted: &[WantedArtist]) -> Vec<WantedArtist> {
        let left = wanted.iter().filter_map(|artist| match self.0.get(&artist.key) {
            None | Some(Outcome::NotAnswered) => Some(artist.clone()),
            Some(Outcome::Identified { mbid }) => Some(WantedArtist {
                mbid: Some(*mbid),
                ..artist.clone()
            }),
            Some(_) => None,
        });
        left.collect()
    }
}

/// What a future gives, unless it is still not done after so many polls.
async fn polled<T>(future: impl Future<Output = T>, mut polls: usize) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending if polls == 0 => Poll::Ready(None),
        Poll::Pending => {
            polls -= 1;
            Poll::Pending
        }
    })
    .await
}

/// Looks everybody up, with a new client and a new lookup after each of `most` restarts. Gives the outcomes and the restarts.
async fn with_restarts(world: &World, wanted: &[WantedArtist], seed: u64) -> (BTreeMap<u32, Outcome>, usize) {
    let mut random = Random::new(seed, &[]);
    let mut kept = Kept::default();
    let mut restarts = 0;
    loop {
        let mut lookup = world.client(Pacing::Polite).look_up(kept.left(wanted));
        loop {
            // Some are dropped in the middle, and the program goes on with the same lookup or ends.
            let polls = if random.percent(25) {
                random.below(8)
            } else {
                usize::MAX
            };
            match polled(lookup.next(), polls).await {
                Some(None) => return (kept.0, restarts),
                Some(Some(findings)) => kept.keep(findings.answers),
                None if random.percent(50) => continue,
                None => break,
            }
            if random.percent(25) {
                break;
            }
        }
        restarts += 1;
        assert_one_batch_is_open(world, &kept.left(wanted));
    }
}

/// Of those who are left, only one batch was asked for before.
fn assert_one_batch_is_open(world: &World, left: &[WantedArtist]) {
    let requests = world.services().requests();
    let texts = |call: Call| -> String {
        let of_call = requests.iter().filter(|request| request.call == call);
        of_call
            .flat_map(|request| url::form_urlencoded::parse(request.query.as_bytes()))
            .map(|(_, value)| value)
            .collect()
    };
    let (searches, genres) = (texts(Call::ArtistSearch), texts(Call::ArtistMetadata));
    let (identified, named): (Vec<_>, Vec<_>) = left.iter().partition(|artist| artist.mbid.is_some());
    // Nobody else is asked for before them, so it is enough to look at the first.
    let first = named.iter().take(3 * NAMES_AT_ONCE).map(|artist| &artist.name);
    let names: Vec<_> = first
        .filter(|name| searches.contains(&format!("alias:\"{name}\"")))
        .collect();
    assert!(names.len() < NAMES_AT_ONCE + TITLES_AT_ONCE, "{names:?}");
    let identified = identified.iter().filter_map(|artist| artist.mbid);
    let asked = identified.filter(|mbid| genres.contains(&mbid.to_string())).count();
    assert!(asked <= GENRES_AT_ONCE, "{asked}");
}

fn faults(seed: u64) -> RandomFaults {
    RandomFaults {
        percent: 25,
        kinds: vec![
            FaultKind::Busy { retry_after_secs: None },
            FaultKind::Busy {
                retry_after_secs: Some(0),
            },
            FaultKind::TooManyRequests { retry_after_secs: 2 },
            FaultKind::TooManyRequests { retry_after_secs: 90 },
            FaultKind::Status(500),
            FaultKind::Status(502),
            FaultKind::Status(504),
            FaultKind::Slow(Duration::from_secs(3)),
            FaultKind::Slow(Duration::from_secs(60)),
            FaultKind::Cut,
            FaultKind::MalformedJson,
            FaultKind::EmptyBody,
        ],
        seed,
    }
}

/// Where one of two runs says something else than the other.
fn differences(one: &BTreeMap<u32, Outcome>, other: &BTreeMap<u32, Outcome>) -> Vec<String> {
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let differing = keys.into_iter().filter(|key| one.get(key) != other.get(key));
    differing
        .map(|key| format!("{key}: {:?} {:?}", one.get(key), other.get(key)))
        .collect()
}

async fn undisturbed() -> (BTreeMap<u32, Outcome>, usize) {
    let world = World::start(ARTISTS, Manners::as_real()).await;
    let outcomes = finish(world.client(Pacing::Polite).look_up(world.by_name())).await;
    (outcomes, requests(&world))
}

fn requests(world: &World) -> usize {
    world.services().count(Call::MusicBrainz) + world.services().count(Call::ListenBrainz)
}

fn assert_second_between(world: &World) {
    let gap = world.services().shortest_gap().unwrap();
    assert!(gap.by_timer >= Duration::from_secs(1), "{gap:?}");
    assert_eq!(world.services().ban(), None);
}

#[tokio::test(start_paused = true)]
async fn restarts_lose_nothing_and_repeat_one_batch_at_most() {
    let (expected, usual) = undisturbed().await;
    for seed in 0..2 {
        let world = World::start(ARTISTS, Manners::as_real()).await;
        let (outcomes, restarts) = with_restarts(&world, &world.by_name(), seed).await;
        assert_eq!(differences(&outcomes, &expected), [""; 0], "seed {seed}");
        assert!(restarts > 10, "{restarts}");
        let sent = requests(&world);
        assert!(
            sent <= usual + 2 * restarts,
            "{sent} instead of {usual}, {restarts} restarts"
        );
        assert_second_between(&world);
    }
}

#[tokio::test(start_paused = true)]
async fn no_failure_of_a_service_is_taken_for_an_answer() {
    let (expected, _) = undisturbed().await;
    for seed in 0..2 {
        let world = World::start(ARTISTS, Manners::as_real()).await;
        world.services().set_random_faults(Some(faults(seed)));
        let (outcomes, _) = with_restarts(&world, &world.by_name(), seed).await;
        let differing: Vec<_> = differences(&outcomes, &expected);
        assert_eq!(differing, [""; 0], "seed {seed}");
        assert_second_between(&world);
    }
}
