//! `backup`, `backups`, `restore` and `verify`: keeping the archive safe.

use library::{Archive, Backup, BackupTier, Check, StoreError, Zone};
use serde::Serialize;

use crate::{
    answer::Answer,
    exit::Exit,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{day, iso_ms, local, several, size, thousands},
};

#[derive(Serialize)]
struct BackupJson<'a> {
    name: &'a str,
    taken_at: String,
    why: &'static str,
    bytes: u64,
    plays: Option<u64>,
    first: Option<String>,
    last: Option<String>,
}

impl<'a> From<&'a Backup> for BackupJson<'a> {
    fn from(backup: &'a Backup) -> Self {
        let span = backup.content.and_then(|content| content.span);
        Self {
            name: &backup.name,
            taken_at: iso_ms(backup.taken_at.timestamp_millis()),
            why: backup.reason.as_str(),
            bytes: backup.bytes,
            plays: backup.content.map(|content| content.plays),
            first: span.map(|(first, _)| iso_ms(first)),
            last: span.map(|(_, last)| iso_ms(last)),
        }
    }
}

#[derive(Serialize)]
struct KeptJson<'a> {
    #[serde(flatten)]
    backup: BackupJson<'a>,
    /// For a daily backup, which of the daily ones it is kept as.
    kept_as: Option<&'static str>,
    fullest: bool,
}

fn tier(tier: BackupTier) -> &'static str {
    match tier {
        BackupTier::Daily => "daily",
        BackupTier::Weekly => "weekly",
        BackupTier::Monthly => "monthly",
    }
}

pub(super) fn backup(archive: &Archive) -> Result<Answer, Failure> {
    let backup = archive.back_up()?;
    let text = format!("Backed up as {}, {}.", backup.name, size(backup.bytes));
    Answer::done(&BackupJson::from(&backup), text)
}

pub(super) fn backups(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let backups = archive.kept_backups()?;
    let json: Vec<KeptJson<'_>> = backups
        .iter()
        .map(|kept| KeptJson {
            backup: (&kept.backup).into(),
            kept_as: kept.tier.map(tier),
            fullest: kept.is_fullest,
        })
        .collect();
    if backups.is_empty() {
        return Answer::to_question(&json, "There is no backup yet. Take one with: tonearm-cli backup");
    }
    let mut table = TextTable::new(&[
        ("Taken", Side::Left),
        ("Kept as", Side::Left),
        ("Plays", Side::Right),
        ("From", Side::Left),
        ("To", Side::Left),
        ("Size", Side::Right),
        ("Name", Side::Left),
    ]);
    for kept in &backups {
        let backup = &kept.backup;
        let mut kept_as = kept.tier.map_or_else(
            || backup.reason.as_str().replace('-', " "),
            |kept| tier(kept).to_owned(),
        );
        if kept.is_fullest {
            kept_as.push_str(", the fullest");
        }
        let span = backup.content.and_then(|content| content.span);
        table.row([
            local(backup.taken_at.timestamp_millis(), zone),
            kept_as,
            backup
                .content
                .map_or_else(|| "unreadable".to_owned(), |content| thousands(content.plays)),
            span.map_or_else(String::new, |(first, _)| day(first, zone)),
            span.map_or_else(String::new, |(_, last)| day(last, zone)),
            size(backup.bytes),
            backup.name.clone(),
        ]);
    }
    Answer::to_question(&json, table.text())
}

#[derive(Serialize)]
struct RestoreJson<'a> {
    name: &'a str,
    plays: u64,
    /// Plays that are no longer there, or would not be.
    gone: u64,
    /// Plays that are there again, or would be.
    back: u64,
    dry_run: bool,
}

pub(super) fn restore(archive: &Archive, name: &str, dry_run: bool, zone: Zone) -> Result<Answer, Failure> {
    let latest = match name {
        "latest" => archive.newest_good_backup()?.map(|backup| backup.name),
        named => Some(named.to_owned()),
    };
    let name = latest.ok_or_else(|| Failure::new("no_such_backup", "There is no good backup to restore."))?;
    let taken = archive.backups()?.into_iter().find(|backup| backup.name == name);
    let of = taken.map_or_else(
        || name.clone(),
        |backup| local(backup.taken_at.timestamp_millis(), zone),
    );
    let preview = archive.preview_restore(&name)?;
    let goes = several(preview.goes, "play", "plays");
    let comes_back = several(preview.comes_back, "play", "plays");
    if !dry_run {
        archive.restore(&name)?;
    }
    let plays = archive.count()?;
    let json = RestoreJson {
        name: &name,
        plays,
        gone: preview.goes,
        back: preview.comes_back,
        dry_run,
    };
    let text = if dry_run {
        format!(
            "Restoring the backup of {of} would take {goes} out of the archive and bring {comes_back} back. What was recorded, ranked \
             and hidden since would stay. Nothing has been changed."
        )
    } else {
        format!(
            "Restored the backup of {of}: {goes} taken out, {comes_back} brought back, {} in the archive now. What was recorded since \
             has stayed. A backup from before this restore, or from before the first of several, is in: tonearm-cli backups",
            several(plays, "play is", "plays are")
        )
    };
    Answer::done(&json, text)
}

#[derive(Serialize)]
struct VerifyJson {
    ok: bool,
    troubles: Vec<String>,
    rows: u64,
    plays: u64,
}

pub(super) fn verify(archive: &Archive) -> Result<Answer, Failure> {
    let check = match archive.verify() {
        Err(StoreError::Damaged(why)) => Check {
            problems: vec![why],
            rows: 0,
            plays: 0,
        },
        checked => checked?,
    };
    let ok = check.problems.is_empty();
    let text = if ok {
        format!(
            "All is well: {} from {}.",
            several(check.plays, "play", "plays"),
            several(check.rows, "row", "rows")
        )
    } else {
        let troubles: String = check.problems.iter().map(|trouble| format!("  {trouble}\n")).collect();
        format!("The archive is damaged:\n{troubles}Restore a backup: tonearm-cli restore latest")
    };
    let json = VerifyJson {
        ok,
        troubles: check.problems,
        rows: check.rows,
        plays: check.plays,
    };
    let answer = Answer::to_question(&json, text)?;
    Ok(if ok { answer } else { answer.ending(Exit::Damaged) })
}
