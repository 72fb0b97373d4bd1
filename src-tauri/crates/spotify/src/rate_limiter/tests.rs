//! The rate limiter under tokio's paused time: nothing here waits for real.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use super::*;

/// A wall clock that runs with tokio's, and can be moved forward as when the machine sleeps.
struct Wall {
    began: Instant,
    slept_secs: AtomicI64,
}

impl Wall {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            began: Instant::now(),
            slept_secs: AtomicI64::new(0),
        })
    }

    fn now(&self) -> DateTime<Utc> {
        let ran = TimeDelta::from_std(self.began.elapsed()).unwrap();
        start() + ran + TimeDelta::seconds(self.slept_secs.load(Ordering::SeqCst))
    }

    fn sleep(&self, secs: i64) {
        self.slept_secs.fetch_add(secs, Ordering::SeqCst);
    }

    fn clock(self: &Arc<Self>) -> Clock {
        let wall = Arc::clone(self);
        Arc::new(move || wall.now())
    }
}

fn start() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

fn limited(secs: i64) -> Pause {
    Pause {
        until: start() + TimeDelta::seconds(secs),
        kind: PauseKind::RateLimited,
        asked_at: Some(start()),
    }
}

fn quota(secs: i64) -> Pause {
    Pause {
        kind: PauseKind::QuotaExceeded,
        ..limited(secs)
    }
}

/// The error of `acquire`, if any.
fn refused(permit: Result<Permit, Error>) -> Option<Error> {
    permit.err()
}

#[tokio::test(start_paused = true)]
async fn a_person_waits_out_a_short_pause_without_a_word() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    limiter.pause_for(limited(4));
    assert_eq!(refused(limiter.acquire(Priority::Person).await), None);
    assert_eq!(wall.now(), start() + TimeDelta::seconds(4));
}

#[tokio::test(start_paused = true)]
async fn a_person_is_told_of_a_long_pause_at_once() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    limiter.pause_for(limited(6));
    let until = start() + TimeDelta::seconds(6);
    assert_eq!(
        refused(limiter.acquire(Priority::Person).await),
        Some(Error::RateLimited { until })
    );
    assert_eq!(wall.now(), start(), "no time may pass");
}

#[tokio::test(start_paused = true)]
async fn background_work_does_not_wait_at_all() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    limiter.pause_for(limited(2));
    let until = start() + TimeDelta::seconds(2);
    assert_eq!(
        refused(limiter.acquire(Priority::Background).await),
        Some(Error::RateLimited { until })
    );
}

#[tokio::test(start_paused = true)]
async fn a_spent_quota_is_told_as_such_and_ends_in_time() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    limiter.pause_for(quota(3600));
    let until = start() + TimeDelta::seconds(3600);
    assert_eq!(
        refused(limiter.acquire(Priority::Person).await),
        Some(Error::QuotaExceeded { until })
    );
    tokio::time::sleep(Duration::from_secs(3600)).await;
    assert_eq!(refused(limiter.acquire(Priority::Person).await), None);
    assert_eq!(limiter.pause(), None);
}

#[tokio::test(start_paused = true)]
async fn a_pause_of_an_earlier_run_still_holds() {
    let limiter = RateLimiter::new(Wall::new().clock(), Some(quota(600)));
    assert_eq!(limiter.pause(), Some(quota(600)));
    assert!(limiter.acquire(Priority::Person).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_ended_between_runs_does_no_harm() {
    let limiter = RateLimiter::new(Wall::new().clock(), Some(quota(-1)));
    assert_eq!(refused(limiter.acquire(Priority::Person).await), None);
}

#[tokio::test(start_paused = true)]
async fn a_pause_ends_while_the_machine_sleeps() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    limiter.pause_for(quota(3600));
    wall.sleep(3601);
    assert_eq!(refused(limiter.acquire(Priority::Person).await), None);
}

#[tokio::test(start_paused = true)]
async fn a_wall_clock_set_back_does_not_prolong_a_pause() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    limiter.pause_for(limited(30));
    wall.sleep(-86_400);
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(refused(limiter.acquire(Priority::Person).await), None);
}

#[tokio::test(start_paused = true)]
async fn the_longest_pause_counts_and_a_quota_stays_a_quota() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    limiter.pause_for(quota(600));
    limiter.pause_for(limited(10));
    assert_eq!(limiter.pause(), Some(quota(600)));
}

#[tokio::test(start_paused = true)]
async fn four_answers_of_one_moment_are_one_piece_of_news() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    let news: Vec<_> = [600, 601, 600, 602].map(|secs| limiter.pause_for(limited(secs))).into();
    assert_eq!(news, [Some(limited(600)), None, None, None]);
    assert_eq!(limiter.pause_for(limited(900)), Some(limited(900)), "much later");
    assert_eq!(limiter.pause_for(quota(900)), Some(quota(900)), "of another kind");
}

#[tokio::test(start_paused = true)]
async fn the_news_is_the_pause_that_holds_and_not_the_answer_that_came_last() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    limiter.pause_for(limited(7_200));
    assert_eq!(limiter.pause_for(quota(600)), Some(quota(7_200)));
    assert_eq!(limiter.pause(), Some(quota(7_200)));
}

#[tokio::test(start_paused = true)]
async fn four_go_at_once_and_the_fifth_waits() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    let mut under_way = Vec::new();
    for _ in 0..AT_ONCE {
        under_way.push(limiter.acquire(Priority::Person).await.unwrap());
    }
    let fifth = limiter.acquire(Priority::Person);
    tokio::pin!(fifth);
    assert!(tokio::time::timeout(Duration::from_secs(60), &mut fifth).await.is_err());
    under_way.pop();
    assert!(fifth.await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_person_overtakes_background_work_that_waits() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    let (told, mut order) = tokio::sync::mpsc::unbounded_channel();
    let mut under_way = Vec::new();
    for _ in 0..AT_ONCE {
        under_way.push(limiter.acquire(Priority::Person).await.unwrap());
    }
    for (priority, name) in [
        (Priority::Background, "recording"),
        (Priority::Background, "more recording"),
        (Priority::Person, "person"),
    ] {
        let (limiter, told) = (Arc::clone(&limiter), told.clone());
        tokio::spawn(async move {
            let _turn = limiter.acquire(priority).await.unwrap();
            told.send(name).unwrap();
        });
        tokio::task::yield_now().await;
    }
    under_way.pop();
    drop(told);
    let mut seen = Vec::new();
    while let Some(name) = order.recv().await {
        seen.push(name);
    }
    assert_eq!(seen, ["person", "recording", "more recording"]);
}

#[tokio::test(start_paused = true)]
async fn who_leaves_the_queue_takes_no_turn_along() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    let mut under_way = Vec::new();
    for _ in 0..AT_ONCE {
        under_way.push(limiter.acquire(Priority::Person).await.unwrap());
    }
    let impatient = tokio::time::timeout(Duration::from_secs(1), limiter.acquire(Priority::Person)).await;
    assert!(impatient.is_err());
    under_way.clear();
    for _ in 0..AT_ONCE {
        under_way.push(limiter.acquire(Priority::Person).await.unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_reaches_those_who_already_wait() {
    let limiter = RateLimiter::new(Wall::new().clock(), None);
    let mut under_way = Vec::new();
    for _ in 0..AT_ONCE {
        under_way.push(limiter.acquire(Priority::Person).await.unwrap());
    }
    let waiting = tokio::spawn({
        let limiter = Arc::clone(&limiter);
        async move { refused(limiter.acquire(Priority::Person).await) }
    });
    tokio::task::yield_now().await;
    limiter.pause_for(quota(3600));
    under_way.clear();
    assert!(matches!(waiting.await.unwrap(), Some(Error::QuotaExceeded { .. })));
}

#[tokio::test(start_paused = true)]
async fn background_work_stays_under_300_calls_in_any_24_hours() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    let mut calls = 0;
    while limiter.acquire(Priority::Background).await.is_ok() {
        calls += 1;
    }
    assert_eq!(calls, 299);
    let until = start() + DAY;
    assert_eq!(
        refused(limiter.acquire(Priority::Background).await),
        Some(Error::RateLimited { until })
    );
    assert_eq!(
        refused(limiter.acquire(Priority::Person).await),
        None,
        "a person has no budget"
    );
    wall.sleep(86_400);
    assert_eq!(refused(limiter.acquire(Priority::Background).await), None);
}

#[tokio::test(start_paused = true)]
async fn calls_made_while_the_clock_was_a_year_ahead_stop_nothing_once_it_is_right() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    let year = 365 * 86_400;
    wall.sleep(year);
    while limiter.acquire(Priority::Background).await.is_ok() {}
    wall.sleep(-year);
    assert_eq!(refused(limiter.acquire(Priority::Background).await), None);
}

#[tokio::test(start_paused = true)]
async fn a_clock_put_right_by_seconds_forgets_no_call() {
    let wall = Wall::new();
    let limiter = RateLimiter::new(wall.clock(), None);
    while limiter.acquire(Priority::Background).await.is_ok() {}
    wall.sleep(-5);
    let until = start() + DAY;
    assert_eq!(
        refused(limiter.acquire(Priority::Background).await),
        Some(Error::RateLimited { until })
    );
}
