//! What is to be told now, and what was told by then. Pure.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use host::{Notifications, Notified};
use library::Gap;
use stats::DayRange;

/// The end of a sign-in is told this long before.
const BEFORE_THE_END: TimeDelta = TimeDelta::days(14);
/// On Monday, the week that is over is told from this hour on.
const MORNING: u32 = 9;
/// Spotify lists this many plays at most. More at once come from an import or another machine, and whoever brings them knows.
const MOST_RECORDED: u64 = 50;
/// Round numbers of plays: these, and every power of ten times them.
const ROUND: [u64; 3] = [1_000, 2_500, 5_000];

/// How things are.
pub(super) struct Facts {
    pub(super) now: DateTime<Utc>,
    /// The listener's date and time.
    pub(super) local: NaiveDateTime,
    /// When the consent was given, and when it ends. `None` where nobody is signed in.
    pub(super) consent: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Where plays are missing, oldest first.
    pub(super) missing: Vec<Gap>,
    pub(super) plays: u64,
}

/// Something to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    SignInEnds {
        days: i64,
    },
    /// Plays are missing in `count` places that were not told yet, of which this is the last.
    Missing {
        last: Gap,
        count: usize,
    },
    /// A week is over: from its Monday to its Sunday.
    Week(DayRange),
    Milestone(u64),
}

/// What of the `wanted` is to be told now, and what was told afterwards. What was so before a notification was wanted is not told.
pub(super) fn due(wanted: Notifications, told: Notified, facts: &Facts) -> (Vec<Notice>, Notified) {
    let mut notices = Vec::new();
    let now_told = Notified {
        consent_given: wanted
            .sign_in
            .then(|| sign_in(facts, told.consent_given, &mut notices))
            .flatten(),
        gaps_until: wanted.gaps.then(|| gaps(facts, told.gaps_until, &mut notices)),
        monday: wanted.week.then(|| week(facts, told.monday, &mut notices)).flatten(),
        plays: wanted.milestones.then(|| milestone(facts, told.plays, &mut notices)),
    };
    (notices, now_told)
}

/// Once for each consent.
fn sign_in(facts: &Facts, told: Option<DateTime<Utc>>, notices: &mut Vec<Notice>) -> Option<DateTime<Utc>> {
    let (given, ends) = facts.consent?;
    let left = ends - facts.now;
    if left > BEFORE_THE_END || left <= TimeDelta::zero() {
        return told;
    }
    if told != Some(given) {
        notices.push(Notice::SignInEnds { days: left.num_days() });
    }
    Some(given)
}

fn gaps(facts: &Facts, told: Option<i64>, notices: &mut Vec<Notice>) -> i64 {
    let Some(told) = told else {
        return facts.now.timestamp_millis();
    };
    let mut new = facts.missing.iter().filter(|gap| gap.to > told);
    let Some(last) = new.clone().max_by_key(|gap| gap.to) else {
        return told;
    };
    notices.push(Notice::Missing {
        last: *last,
        count: new.by_ref().count(),
    });
    last.to
}

fn week(facts: &Facts, told: Option<NaiveDate>, notices: &mut Vec<Notice>) -> Option<NaiveDate> {
    // The week changes on Monday morning.
    let day = (facts.local - TimeDelta::hours(MORNING.into())).date();
    let monday = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?;
    if let Some(told) = told
        // A clock that went back tells nothing twice.
        && told < monday
        && let (Some(first), Some(last)) = (
            monday.checked_sub_days(Days::new(7)),
            monday.checked_sub_days(Days::new(1)),
        )
    {
        notices.push(Notice::Week(DayRange { first, last }));
    }
    Some(told.map_or(monday, |told| told.max(monday)))
}

fn milestone(facts: &Facts, told: Option<u64>, notices: &mut Vec<Notice>) -> u64 {
    let Some(told) = told else { return facts.plays };
    let reached = round_below(facts.plays);
    if reached > round_below(told) && facts.plays - told <= MOST_RECORDED {
        notices.push(Notice::Milestone(reached));
    }
    facts.plays.max(told)
}

/// The largest round number that is not above `plays`; 0 below the first.
fn round_below(plays: u64) -> u64 {
    let powers = std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
    let round = powers.flat_map(|power| ROUND.into_iter().filter_map(move |round| round.checked_mul(power)));
    round.take_while(|round| *round <= plays).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use library::GapKind;

    use super::*;

    const NONE: Notifications = Notifications {
        sign_in: false,
        gaps: false,
        week: false,
        milestones: false,
    };
    const SIGN_IN: Notifications = Notifications { sign_in: true, ..NONE };
    const GAPS: Notifications = Notifications { gaps: true, ..NONE };
    const WEEK: Notifications = Notifications { week: true, ..NONE };
    const MILESTONES: Notifications = Notifications {
        milestones: true,
        ..NONE
    };

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn facts(now: &str) -> Facts {
        let now = at(now);
        Facts {
            now,
            local: now.naive_utc(),
            consent: None,
            missing: Vec::new(),
            plays: 0,
        }
    }

    fn gap(from: &str, to: &str) -> Gap {
        Gap {
            from: at(from).timestamp_millis(),
            to: at(to).timestamp_millis(),
            kind: GapKind::Missing,
        }
    }

    /// What is told by one look after another.
    fn told_by(wanted: Notifications, looks: impl IntoIterator<Item = Facts>) -> Vec<Vec<Notice>> {
        let mut told = Notified::default();
        looks
            .into_iter()
            .map(|facts| {
                let (notices, now_told) = due(wanted, told, &facts);
                told = now_told;
                notices
            })
            .collect()
    }

    #[test]
    fn the_end_of_a_consent_is_told_once_and_two_weeks_before() {
        let signed_in = |now: &str, given: &str, ends: &str| Facts {
            consent: Some((at(given), at(ends))),
            ..facts(now)
        };
        let (given, ends) = ("2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z");
        let looks = [
            signed_in("2026-06-16T23:00:00Z", given, ends),
            signed_in("2026-06-17T01:00:00Z", given, ends),
            signed_in("2026-06-30T00:00:00Z", given, ends),
            signed_in("2026-07-01T00:00:00Z", given, ends),
            signed_in("2026-12-20T12:00:00Z", "2026-06-30T06:00:00Z", "2026-12-30T06:00:00Z"),
        ];
        let ends_in = |days| vec![Notice::SignInEnds { days }];
        assert_eq!(
            told_by(SIGN_IN, looks),
            [vec![], ends_in(13), vec![], vec![], ends_in(9)]
        );
    }

    #[test]
    fn gaps_are_told_once_and_only_those_that_came_later() {
        let (old, first, second) = (
            gap("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"),
            gap("2026-03-10T10:00:00Z", "2026-03-10T12:00:00Z"),
            gap("2026-03-10T13:00:00Z", "2026-03-10T15:00:00Z"),
        );
        let look = |now: &str, missing: &[Gap]| Facts {
            missing: missing.to_vec(),
            ..facts(now)
        };
        let looks = [
            look("2026-03-10T09:30:00Z", &[old]),
            look("2026-03-10T15:30:00Z", &[old, first, second]),
            look("2026-03-10T15:31:00Z", &[old, first, second]),
            look("2026-03-10T15:32:00Z", &[old]),
        ];
        let both = Notice::Missing { last: second, count: 2 };
        assert_eq!(told_by(GAPS, looks), [vec![], vec![both], vec![], vec![]]);
    }

    #[test]
    fn a_week_is_told_on_monday_morning_or_at_the_next_start() {
        let looks = [
            facts("2026-11-22T23:00:00Z"),
            facts("2026-11-23T08:59:00Z"),
            facts("2026-11-23T09:00:00Z"),
            facts("2026-11-23T09:01:00Z"),
            facts("2026-11-22T12:00:00Z"),
            facts("2026-11-23T09:02:00Z"),
            facts("2026-12-02T00:00:00Z"),
        ];
        let week = |first: &str, last: &str| {
            vec![Notice::Week(DayRange {
                first: first.parse().unwrap(),
                last: last.parse().unwrap(),
            })]
        };
        let wanted = [
            vec![],
            vec![],
            week("2026-11-16", "2026-11-22"),
            vec![],
            vec![],
            vec![],
            week("2026-11-23", "2026-11-29"),
        ];
        assert_eq!(told_by(WEEK, looks), wanted);
    }

    #[test]
    fn a_round_number_is_told_when_recording_reached_it() {
        let now = "2026-11-25T12:00:00Z";
        let plays = [990, 1_003, 1_004, 9_960, 10_002, 9_000, 10_003, 30_000];
        let looks = plays.map(|plays| Facts { plays, ..facts(now) });
        let reached = |plays| vec![Notice::Milestone(plays)];
        let wanted = [
            vec![],
            reached(1_000),
            vec![],
            // By an import.
            vec![],
            reached(10_000),
            // An import was undone.
            vec![],
            vec![],
            vec![],
        ];
        assert_eq!(told_by(MILESTONES, looks), wanted);
    }

    #[test]
    fn round_numbers() {
        let plays = [0, 999, 1_000, 4_999, 7_000, 10_000, 260_000, u64::MAX];
        let round = [0, 0, 1_000, 2_500, 5_000, 10_000, 250_000, 10_000_000_000_000_000_000];
        assert_eq!(plays.map(round_below), round);
    }

    #[test]
    fn what_is_not_wanted_is_forgotten() {
        let told = Notified {
            monday: "2026-11-16".parse().ok(),
            plays: Some(990),
            ..Notified::default()
        };
        let (notices, told) = due(GAPS, told, &facts("2026-11-23T10:00:00Z"));
        let kept = Notified {
            gaps_until: told.gaps_until,
            ..Notified::default()
        };
        assert_eq!((notices, told), (vec![], kept));
        assert!(told.gaps_until.is_some());
    }
}
