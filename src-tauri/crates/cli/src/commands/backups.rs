//! `backup`, `backups`, `restore` and `verify`: keeping the archive safe.

use library::{Archive, Backup, Check, StoreError, Zone};
use serde::Serialize;

use crate::{
    answer::Answer,
    exit::Exit,
    failure::Failure,
    text_table::{Side, TextTable},
    wording::{iso_ms, local, several, size},
};

#[derive(Serialize)]
struct BackupJson<'a> {
    name: &'a str,
    taken_at: String,
    why: &'static str,
    bytes: u64,
}

impl<'a> From<&'a Backup> for BackupJson<'a> {
    fn from(backup: &'a Backup) -> Self {
        Self {
            name: &backup.name,
            taken_at: iso_ms(backup.taken_at.timestamp_millis()),
            why: backup.reason.as_str(),
            bytes: backup.bytes,
        }
    }
}

pub(super) fn backup(archive: &Archive) -> Result<Answer, Failure> {
    let backup = archive.back_up()?;
    let text = format!("Backed up as {}, {}.", backup.name, size(backup.bytes));
    Answer::done(&BackupJson::from(&backup), text)
}

pub(super) fn backups(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let backups = archive.backups()?;
    let json: Vec<BackupJson<'_>> = backups.iter().map(BackupJson::from).collect();
    if backups.is_empty() {
        return Answer::to_question(&json, "There is no backup yet. Take one with: tonearm-cli backup");
    }
    let mut table = TextTable::new(&[
        ("Taken", Side::Left),
        ("Why", Side::Left),
        ("Size", Side::Right),
        ("Name", Side::Left),
    ]);
    for backup in &backups {
        table.row([
            local(backup.taken_at.timestamp_millis(), zone),
            backup.reason.as_str().replace('-', " "),
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
}

pub(super) fn restore(archive: &Archive, name: &str, zone: Zone) -> Result<Answer, Failure> {
    let latest = match name {
        "latest" => archive.newest_good_backup().map(|backup| backup.name),
        named => Some(named.to_owned()),
    };
    let name = latest.ok_or_else(|| Failure::new("no_such_backup", "There is no good backup to restore."))?;
    archive.restore(&name)?;
    let plays = archive.count()?;
    let json = RestoreJson { name: &name, plays };
    let taken = archive.backups()?.into_iter().find(|backup| backup.name == name);
    let of = taken.map_or(name.clone(), |backup| local(backup.taken_at.timestamp_millis(), zone));
    let text = format!(
        "Restored the backup of {of}: {} in the archive now. What was there before is a backup, too.",
        several(plays, "play is", "plays are")
    );
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
