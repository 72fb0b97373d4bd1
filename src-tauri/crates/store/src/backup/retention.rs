//! Which backups are kept. Pure: knows the list of backups and what time it is, and no file.
//!
//! - Daily backups: the newest of each of the last 7 days, 4 weeks and 12 months that have one, in UTC.
//! - Of every other reason the newest 3, but only one from before a restore.
//! - The fullest backup always stays: the one with the most plays, and the newest of several.
//! - Backups from the future neither go nor make others go, because the clock is wrong now or was wrong then. While there are any,
//!   daily backups are dropped only once there are more of them than the tiers can hold: the clock may be far behind, and may also
//!   have been far ahead just once, a long time ago.

use std::cmp::Reverse;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::{Backup, BackupReason};

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
const OF_EACH_REASON: usize = 3;

/// Which of the daily backups a daily backup is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupTier {
    /// The newest of one of the last seven days.
    Daily,
    /// The newest of one of the last four weeks.
    Weekly,
    /// The newest of one of the last twelve months.
    Monthly,
}

/// The backups that may go, of `backups` in any order.
pub(super) fn to_drop(backups: &[Backup], now: DateTime<Utc>) -> Vec<&Backup> {
    let is_from_the_future = |backup: &&Backup| backup.taken_at > now + TimeDelta::minutes(1);
    let is_clock_in_doubt = backups.iter().any(|backup| is_from_the_future(&backup));
    let mut past: Vec<&Backup> = backups.iter().filter(|backup| !is_from_the_future(backup)).collect();
    past.sort_by_key(|backup| Reverse((backup.taken_at, &backup.name)));
    let of = |reason: BackupReason| past.iter().copied().filter(move |backup| backup.reason == reason);
    let mut dropped = Vec::new();
    for reason in BackupReason::ALL {
        let limit = match reason {
            BackupReason::Daily => continue,
            BackupReason::BeforeRestore => 1,
            BackupReason::BeforeImport
            | BackupReason::BeforeUpdate
            | BackupReason::BeforeUndo
            | BackupReason::Asked => OF_EACH_REASON,
        };
        dropped.extend(of(reason).skip(limit));
    }
    let daily: Vec<&Backup> = of(BackupReason::Daily).collect();
    if !is_clock_in_doubt || daily.len() > DAYS + WEEKS + MONTHS {
        let tiers = tiers(&daily);
        dropped.extend(
            daily
                .iter()
                .zip(tiers)
                .filter(|(_, tier)| tier.is_none())
                .map(|(old, _)| *old),
        );
    }
    let fullest = fullest(backups);
    dropped.retain(|backup| fullest.is_none_or(|fullest| fullest.name != backup.name));
    dropped
}

/// The backup with the most plays, and the newest of several. `None` if nothing is known of any.
pub(super) fn fullest(backups: &[Backup]) -> Option<&Backup> {
    let known = backups.iter().filter(|backup| backup.content.is_some());
    known.max_by_key(|backup| {
        (
            backup.content.map(|content| content.plays),
            backup.taken_at,
            &backup.name,
        )
    })
}

/// Which tier keeps each of these daily backups, which come newest first. `None` for those that no tier keeps.
pub(super) fn tiers(daily: &[&Backup]) -> Vec<Option<BackupTier>> {
    let day = |at: DateTime<Utc>| (at.year(), at.ordinal());
    let week = |at: DateTime<Utc>| (at.iso_week().year(), at.iso_week().week());
    let month = |at: DateTime<Utc>| (at.year(), at.month());
    let mut tiers = vec![None; daily.len()];
    keep_newest_of_each(daily, &mut tiers, (BackupTier::Daily, DAYS), day);
    keep_newest_of_each(daily, &mut tiers, (BackupTier::Weekly, WEEKS), week);
    keep_newest_of_each(daily, &mut tiers, (BackupTier::Monthly, MONTHS), month);
    tiers
}

fn keep_newest_of_each(
    daily: &[&Backup],
    tiers: &mut [Option<BackupTier>],
    (tier, limit): (BackupTier, usize),
    period: impl Fn(DateTime<Utc>) -> (i32, u32),
) {
    let mut latest = None;
    let mut periods = 0;
    for (backup, kept) in daily.iter().zip(tiers) {
        let its = Some(period(backup.taken_at));
        if its == latest {
            continue;
        }
        if periods == limit {
            break;
        }
        latest = its;
        periods += 1;
        kept.get_or_insert(tier);
    }
}

#[cfg(test)]
mod tests;
