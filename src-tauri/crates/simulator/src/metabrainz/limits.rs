//! How much a client may ask. MusicBrainz: one request a second, else 503, and a ban for whoever goes on. ListenBrainz: so many requests
//! in each ten seconds, else 429.

use std::{collections::VecDeque, time::Duration};

/// The token of ListenBrainz's only user.
pub const LISTENBRAINZ_TOKEN: &str = "5b3c1a90-7f0e-4a6d-9c55-2f4f6f0d7e11";

/// A request may come this much early: loopback and a busy machine shorten the time that a client left between two.
const EARLY: Duration = Duration::from_millis(50);
/// So many refusals within [`PATIENCE`] lead to a ban.
const REFUSALS: usize = 10;
const PATIENCE: Duration = Duration::from_secs(30);
const WINDOW_SECS: i64 = 10;

/// How much a client may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The time that must lie between two requests to MusicBrainz; zero switches this off.
    pub musicbrainz_interval: Duration,
    /// The requests to ListenBrainz in each ten seconds without a token.
    pub listenbrainz_calls: u32,
    /// The same with a token.
    pub listenbrainz_calls_with_token: u32,
}

impl Default for Limits {
    /// As the real services have them.
    fn default() -> Self {
        Self {
            musicbrainz_interval: Duration::from_secs(1),
            listenbrainz_calls: 30,
            listenbrainz_calls_with_token: 50,
        }
    }
}

impl Limits {
    /// As much as a client likes.
    pub fn none() -> Self {
        Self {
            musicbrainz_interval: Duration::ZERO,
            listenbrainz_calls: u32::MAX,
            listenbrainz_calls_with_token: u32::MAX,
        }
    }
}

/// Why MusicBrainz answers a client no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ban {
    /// It had no `User-Agent` with a name and a contact, such as `Name/1.0 ( mail@example.org )`.
    NoContact,
    /// It was refused ten times within 30 seconds for asking too fast.
    TooFast,
}

/// What MusicBrainz does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    TooFast,
    Banned(Ban),
}

/// The pace of requests to MusicBrainz. All of them are one client's.
pub(super) struct Pace {
    interval: Duration,
    latest: Option<Duration>,
    refusals: VecDeque<Duration>,
    pub(super) ban: Option<Ban>,
}

impl Pace {
    pub(super) fn new(interval: Duration) -> Self {
        Self {
            interval,
            latest: None,
            refusals: VecDeque::new(),
            ban: None,
        }
    }

    /// Counts a request. One that is refused counts for the next as well, as with the real service.
    pub(super) fn count(&mut self, now: Duration, user_agent: &str) -> Verdict {
        let too_early = self
            .latest
            .replace(now)
            .is_some_and(|latest| now.saturating_sub(latest) + EARLY < self.interval);
        if let Some(ban) = self.ban {
            return Verdict::Banned(ban);
        }
        if !has_contact(user_agent) {
            self.ban = Some(Ban::NoContact);
            return Verdict::Banned(Ban::NoContact);
        }
        if !too_early {
            return Verdict::Allowed;
        }
        self.refusals.push_back(now);
        while self.refusals.front().is_some_and(|refusal| now - *refusal > PATIENCE) {
            self.refusals.pop_front();
        }
        if self.refusals.len() >= REFUSALS {
            self.ban = Some(Ban::TooFast);
        }
        Verdict::TooFast
    }
}

/// Whether there is a program's name with a version, and an address of mail or the web.
fn has_contact(user_agent: &str) -> bool {
    let (program, rest) = user_agent.split_once(' ').unwrap_or((user_agent, ""));
    program.contains('/') && (rest.contains('@') || rest.contains("://"))
}

/// What is left of one caller's requests to ListenBrainz in the present ten seconds.
#[derive(Default)]
pub(super) struct Allowance {
    window: i64,
    used: u32,
}

/// What an answer of ListenBrainz says about the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) limit: u32,
    pub(super) remaining: u32,
    pub(super) reset_secs: i64,
    pub(super) reset_in_secs: i64,
    pub(super) is_over: bool,
}

impl Allowance {
    /// Counts a request at this time in seconds.
    pub(super) fn count(&mut self, now_secs: i64, limit: u32) -> Standing {
        let window = now_secs.div_euclid(WINDOW_SECS);
        if window != self.window {
            *self = Self { window, used: 0 };
        }
        self.used = self.used.saturating_add(1);
        let reset_secs = (window + 1) * WINDOW_SECS;
        Standing {
            limit,
            remaining: limit.saturating_sub(self.used),
            reset_secs,
            reset_in_secs: reset_secs - now_secs,
            is_over: self.used > limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: &str = "Tonearm/0.1 ( https://tonearm.example )";

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_refused_request_makes_the_next_wait_as_well() {
        let mut pace = Pace::new(at(1000));
        let verdicts = [0, 1000, 1500, 2400, 3400].map(|ms| pace.count(at(ms), AGENT));
        use Verdict::{Allowed, TooFast};
        assert_eq!(verdicts, [Allowed, Allowed, TooFast, TooFast, Allowed]);
    }

    #[test]
    fn ten_refusals_within_half_a_minute_are_a_ban_and_over_a_longer_time_are_none() {
        let mut hasty = Pace::new(at(1000));
        for request in 0..=10 {
            assert_eq!(hasty.ban, None);
            hasty.count(at(request * 100), AGENT);
        }
        assert_eq!(hasty.ban, Some(Ban::TooFast));
        assert_eq!(hasty.count(at(1_000_000), AGENT), Verdict::Banned(Ban::TooFast));
        let mut careless = Pace::new(at(1000));
        for round in 0..30 {
            careless.count(at(round * 5000), AGENT);
            assert_eq!(careless.count(at(round * 5000 + 10), AGENT), Verdict::TooFast);
        }
        assert_eq!(careless.ban, None);
    }

    #[test]
    fn a_contact_is_an_address_of_mail_or_the_web_after_a_program_and_its_version() {
        for agent in [AGENT, "a/1 (me@example.org)"] {
            assert!(has_contact(agent), "{agent}");
        }
        for agent in [
            "",
            "reqwest/0.13",
            "Tonearm",
            "Tonearm/0.1 (no contact)",
            "https://tonearm.example",
        ] {
            assert!(!has_contact(agent), "{agent}");
        }
    }
}
