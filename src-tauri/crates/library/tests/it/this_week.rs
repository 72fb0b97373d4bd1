//! What was heard today and this week is what exploring the same days shows.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use library::{Archive, ExploreQuery, HiddenTarget, PickedKeys, ThisWeek, Zone};
use plays::CountingRule;
use stats::{Filter, Question};
use tempfile::TempDir;

use crate::listener::archive_of;

/// A Wednesday.
const NOW: &str = "2026-11-18T20:00:00Z";

pub(crate) struct Listener {
    _folder: TempDir,
    pub(crate) archive: Archive,
    pub(crate) zone: Zone,
    pub(crate) today: NaiveDate,
}

impl Listener {
    /// Tracks 0, 1, 2 … by "Artist 0", "Artist 1", "Artist 0" …; each play ends at a time and was heard for some seconds.
    pub(crate) fn heard(plays: &[(&str, u32, u32)]) -> Self {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let (_folder, archive) = archive_of(now, plays);
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let today = zone.local(now.timestamp_millis()).date_naive();
        Self {
            _folder,
            archive,
            zone,
            today,
        }
    }

    fn this_week(&self) -> ThisWeek {
        self.week_by(CountingRule::default())
    }

    fn week_by(&self, rule: CountingRule) -> ThisWeek {
        self.archive.this_week(self.zone, self.today, rule).unwrap()
    }

    /// Seconds and plays, as exploring counts them.
    fn explored(&self, from: NaiveDate, rule: CountingRule) -> (u64, u32) {
        let mut question = Question {
            rule,
            ..Question::new(self.today)
        };
        question.filter = Filter {
            from: Some(from),
            to: Some(self.today),
            ..Filter::default()
        };
        let query = ExploreQuery {
            picks: PickedKeys::default(),
            question,
        };
        let totals = self.archive.explore(&query, self.zone).unwrap().summary.totals;
        (totals.amount.ms / 1000, totals.amount.plays)
    }

    fn is_as_explored(&self) {
        let monday = self.today - Days::new(u64::from(self.today.weekday().num_days_from_monday()));
        let rules = [
            CountingRule::default(),
            CountingRule::AtLeast { ms: 60_000 },
            CountingRule::HalfTheTrack,
            CountingRule::ToTheEnd,
        ];
        for rule in rules {
            let week = self.week_by(rule);
            let today: u64 = week.today_ms_by_hour.iter().sum();
            let explored = self.explored(self.today, rule);
            assert_eq!((today / 1000, week.today_plays), explored, "{rule:?}");
            assert_eq!(week.ms / 1000, self.explored(monday, rule).0);
        }
    }
}

/// Around the beginning of today (23:00 UTC) and of Monday, short and long.
const PLAYS: [(&str, u32, u32); 8] = [
    ("2026-11-15T22:50:00Z", 0, 200),
    // Begins on Sunday and ends on Monday.
    ("2026-11-15T23:01:00Z", 1, 200),
    ("2026-11-15T23:10:00Z", 2, 200),
    ("2026-11-17T22:59:00Z", 3, 100),
    // Begins yesterday and ends today.
    ("2026-11-17T23:00:30Z", 4, 60),
    ("2026-11-17T23:10:00Z", 5, 29),
    ("2026-11-18T08:30:00Z", 6, 200),
    ("2026-11-18T13:05:00Z", 7, 30),
];

#[test]
fn a_play_belongs_to_the_day_and_the_hour_in_which_it_began() {
    let listener = Listener::heard(&PLAYS);
    let week = listener.this_week();
    assert_eq!(week.ms / 1000, 200 + 100 + 60 + 29 + 200 + 30);
    let hours: Vec<(usize, u64)> = week
        .today_ms_by_hour
        .into_iter()
        .enumerate()
        .filter(|(_, ms)| *ms > 0)
        .collect();
    assert_eq!(hours, [(0, 29_000), (9, 200_000), (14, 30_000)]);
    assert_eq!(week.today_plays, 2, "29 s are time, but no play");
    listener.is_as_explored();
}

#[test]
fn what_is_hidden_is_left_out_as_it_is_in_explore() {
    let listener = Listener::heard(&PLAYS);
    let time = |text: &str| text.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
    for target in [
        HiddenTarget::Time {
            from: time("2026-11-18T13:00:00Z"),
            to: time("2026-11-18T14:00:00Z"),
        },
        HiddenTarget::Track(format!("spotify:track:{:022}", 3)),
        HiddenTarget::Artist("tonearm:artist:Artist%200".to_owned()),
    ] {
        let before = listener.this_week();
        listener.archive.hide(&target).unwrap();
        assert!(listener.this_week().ms < before.ms, "{target:?}");
        listener.archive.refresh(listener.zone).unwrap();
        listener.is_as_explored();
    }
}

#[test]
fn with_no_play_there_is_nothing() {
    assert_eq!(Listener::heard(&[]).this_week(), ThisWeek::default());
}
