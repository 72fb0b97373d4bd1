//! What happens in each minute of a soak: the seed and the number of the minute decide, and nothing else does.

use std::time::Duration;

use chrono::TimeDelta;
use sample::Random;
use simulator::{Family, Fault, FaultKind};

/// Something that happens to the computer or on it. Its likelihood is in [`of_minute`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happening {
    /// There is no network for so many minutes.
    Offline(i64),
    /// The computer sleeps.
    Sleep(TimeDelta),
    /// The clock is wrong by this much, for so many minutes.
    WrongClock(TimeDelta, i64),
    /// The app is quit and started again.
    Restart,
    /// Spotify ends every access token early.
    TokensExpire,
    /// The command line reads recent plays.
    Sync,
    /// The command line does something to the archive. The number decides what it takes.
    Work(Work, usize),
}

/// What the command line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    Import,
    Undo,
    BackUp,
    Restore,
    Export,
}

/// One minute.
pub(crate) struct Minute {
    pub(crate) happening: Option<Happening>,
    /// What goes wrong if a program asks Spotify.
    pub(crate) fault: Option<Fault>,
}

/// With rotation, an answer of the accounts service that is lost takes the sign-in with it, and no program can help that.
pub(crate) fn of_minute(seed: u64, minute: u64, rotates: bool) -> Minute {
    let random = &mut Random::new(seed, &[90, minute]);
    let happening = (random.below(1_000) < 32).then(|| happening(random));
    let fault = random.percent(25).then(|| fault(random, rotates));
    Minute { happening, fault }
}

fn happening(random: &mut Random) -> Happening {
    match random.below(32) {
        0..6 => Happening::Offline(random.between(1, 90)),
        6..8 => {
            let longest = if random.percent(25) { 9 * 60 } else { 2 * 60 };
            Happening::Sleep(TimeDelta::minutes(random.between(10, longest)))
        }
        8..12 => {
            let longest = if random.percent(50) { 3 * 3_600 } else { 4 * 86_400 };
            let wrong = TimeDelta::seconds(random.between(-longest, longest));
            Happening::WrongClock(wrong, random.between(1, 120))
        }
        12..15 => Happening::Restart,
        15..17 => Happening::TokensExpire,
        17..22 => Happening::Sync,
        22..25 => Happening::Work(Work::Import, 0),
        25..27 => Happening::Work(Work::Undo, random.below(8)),
        27..29 => Happening::Work(Work::BackUp, 0),
        29..31 => Happening::Work(Work::Restore, random.below(8)),
        _ => Happening::Work(Work::Export, 0),
    }
}

fn fault(random: &mut Random, rotates: bool) -> Fault {
    const ASKED: [Family; 4] = [Family::Recent, Family::Recent, Family::NowPlaying, Family::Top];
    let times = u32::try_from(random.between(1, 6)).unwrap_or(1);
    let on = ASKED[random.below(ASKED.len())];
    let refuses_all = if random.percent(30) { Family::Token } else { Family::Any };
    let breaks = if rotates {
        on
    } else {
        [on, Family::Token][random.below(2)]
    };
    let fault = |on, kind, times| Fault { on, kind, times };
    match random.below(8) {
        0 => {
            let secs = [1, 4, 20, 90, 600, 3_600][random.below(6)];
            fault(refuses_all, FaultKind::RetryAfter { secs }, 1)
        }
        1 => {
            // Without a time it lasts until the next day: that is rare, or nothing else would happen.
            let retry_after_secs = (!random.percent(10)).then_some(1_200);
            fault(on, FaultKind::QuotaExceeded { retry_after_secs }, 1)
        }
        2 => fault(refuses_all, FaultKind::Status([500, 502, 503][random.below(3)]), times),
        3 => fault(
            breaks,
            FaultKind::Slow(Duration::from_secs([2, 12, 600][random.below(3)])),
            1,
        ),
        4 => fault(breaks, FaultKind::Cut, times),
        5 => fault(breaks, FaultKind::MalformedJson, 1),
        6 => fault(breaks, FaultKind::EmptyBody, 1),
        _ => fault(on, FaultKind::AccessTokenExpired, times.min(2)),
    }
}
