//! The rules a second time, each as a sentence about one backup, and held against backups of every kind in any order.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::backup::BackupContent;

fn noon(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    day.and_hms_opt(12, 0, 0).unwrap().and_utc()
}

fn backup(taken_at: DateTime<Utc>, reason: BackupReason, plays: Option<u64>) -> Backup {
    Backup {
        name: format!("{taken_at} {}", reason.as_str()),
        taken_at,
        reason,
        bytes: 1,
        content: plays.map(|plays| BackupContent { plays, span: None }),
    }
}

/// What is left when backups are taken one after the other, each at its time.
fn kept(taken: impl IntoIterator<Item = Backup>) -> Vec<Backup> {
    let mut backups: Vec<Backup> = Vec::new();
    for new in taken {
        let now = new.taken_at;
        backups.push(new);
        let gone: BTreeSet<String> = to_drop(&backups, now).iter().map(|old| old.name.clone()).collect();
        backups.retain(|backup| !gone.contains(&backup.name));
    }
    backups
}

fn daily(at: DateTime<Utc>) -> Backup {
    backup(at, BackupReason::Daily, Some(10))
}

fn days(from: DateTime<Utc>, count: i64) -> impl Iterator<Item = DateTime<Utc>> {
    (0..count).map(move |day| from + TimeDelta::days(day))
}

#[test]
fn a_year_and_a_half_leaves_a_week_of_days_a_month_of_weeks_and_a_year_of_months() {
    let dates: Vec<String> = kept(days(noon(2025, 1, 1), 500).map(daily))
        .iter()
        .map(|backup| backup.taken_at.format("%Y-%m-%d").to_string())
        .collect();
    let expected = [
        "2025-06-30",
        "2025-07-31",
        "2025-08-31",
        "2025-09-30",
        "2025-10-31",
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-26",
        "2026-04-30",
        "2026-05-03",
        "2026-05-09",
        "2026-05-10",
        "2026-05-11",
        "2026-05-12",
        "2026-05-13",
        "2026-05-14",
        "2026-05-15",
    ];
    assert_eq!(dates, expected);
}

#[test]
fn the_fullest_outlives_two_years_of_a_nearly_empty_archive() {
    let full = backup(noon(2025, 1, 1), BackupReason::Daily, Some(20_000));
    let later = days(noon(2025, 1, 2), 730).map(|at| backup(at, BackupReason::Daily, Some(9)));
    assert!(kept([full.clone()].into_iter().chain(later)).contains(&full));
}

#[test]
fn nine_days_of_small_imports_cost_no_daily_backup() {
    let good = daily(noon(2026, 1, 1));
    let imports = days(noon(2026, 1, 2), 9).flat_map(|at| {
        (0..5).map(move |hour| backup(at + TimeDelta::hours(hour), BackupReason::BeforeImport, Some(9)))
    });
    let left = kept([good.clone()].into_iter().chain(imports));
    assert!(left.contains(&good));
    assert_eq!(left.len(), 4);
}

#[test]
fn a_clock_years_behind_costs_no_true_backup() {
    let mut backups = kept(days(noon(2025, 1, 1), 500).map(daily));
    let good = backups.clone();
    for at in days(noon(2015, 1, 1), 60) {
        backups.push(daily(at));
        let gone: BTreeSet<String> = to_drop(&backups, at).iter().map(|old| old.name.clone()).collect();
        backups.retain(|backup| !gone.contains(&backup.name));
    }
    assert!(good.iter().all(|backup| backups.contains(backup)));
    assert!(backups.len() <= good.len() + DAYS + WEEKS + MONTHS, "{}", backups.len());
}

#[test]
fn a_clock_that_ran_ahead_once_costs_no_backup_once_it_is_right_again() {
    let mut backups = kept(days(noon(2025, 1, 1), 30).map(daily));
    backups.push(daily(noon(2035, 1, 1)));
    assert_eq!(to_drop(&backups, noon(2025, 1, 30)), Vec::<&Backup>::new());
    for at in days(noon(2025, 1, 31), 10) {
        backups.push(daily(at));
        assert_eq!(to_drop(&backups, at), Vec::<&Backup>::new());
    }
}

fn any_backups() -> impl Strategy<Value = Vec<Backup>> {
    let one = (
        0..900i64,
        0..24i64,
        0..BackupReason::ALL.len() * 2,
        prop::option::of(0..6u64),
    );
    prop::collection::vec(one, 0..120).prop_map(|all| {
        let mut backups: Vec<Backup> = all
            .into_iter()
            .map(|(day, hour, reason, plays)| {
                // Half of all are daily ones.
                let reason = BackupReason::ALL.get(reason).copied().unwrap_or(BackupReason::Daily);
                let at = noon(2024, 1, 1) + TimeDelta::days(day) + TimeDelta::hours(hour);
                backup(at, reason, plays)
            })
            .collect();
        backups.sort_by(|a, b| a.name.cmp(&b.name));
        backups.dedup_by(|a, b| a.name == b.name);
        backups
    })
}

fn distinct<'a>(newer: impl Iterator<Item = &'a &'a Backup>, format: &str) -> BTreeSet<String> {
    newer.map(|backup| backup.taken_at.format(format).to_string()).collect()
}

proptest! {
    #[test]
    fn a_backup_goes_if_and_only_if_no_rule_keeps_it(backups in any_backups(), today in 0..900i64, shuffled in any::<bool>()) {
        let now = noon(2024, 1, 1) + TimeDelta::days(today);
        let mut given = backups.clone();
        if shuffled {
            given.reverse();
        }
        let dropped: BTreeSet<&str> = to_drop(&given, now).iter().map(|backup| backup.name.as_str()).collect();
        let is_ahead = |backup: &Backup| backup.taken_at > now + TimeDelta::minutes(1);
        let any_ahead = backups.iter().any(is_ahead);
        let daily = backups.iter().filter(|backup| backup.reason == BackupReason::Daily && !is_ahead(backup)).count();
        for backup in &backups {
            let is_fuller = |other: &&Backup| {
                let plays = |backup: &Backup| backup.content.map(|content| content.plays);
                plays(other) > plays(backup) || (plays(other) == plays(backup) && (other.taken_at, &other.name) > (backup.taken_at, &backup.name))
            };
            let is_fullest = backup.content.is_some() && !backups.iter().any(|other| is_fuller(&other));
            let newer: Vec<&Backup> = backups
                .iter()
                .filter(|other| other.reason == backup.reason && !is_ahead(other) && other.taken_at > backup.taken_at)
                .collect();
            // It is the newest of its period, and fewer than so many periods after it have one.
            let among = |format: &str, limit: usize| {
                let later = distinct(newer.iter(), format);
                !later.contains(&backup.taken_at.format(format).to_string()) && later.len() < limit
            };
            let by_reason = match backup.reason {
                BackupReason::Daily => among("%Y %j", 7) || among("%G %V", 4) || among("%Y %m", 12) || (any_ahead && daily <= 23),
                BackupReason::BeforeRestore => newer.is_empty(),
                _ => newer.len() < 3,
            };
            let stays = is_ahead(backup) || is_fullest || by_reason;
            prop_assert_eq!(!dropped.contains(backup.name.as_str()), stays, "{} on {}", &backup.name, now);
        }
    }
}
