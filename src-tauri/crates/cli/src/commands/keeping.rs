//! `backup`, `backups`, `restore`, `verify` and `export`: keeping the archive safe, and taking it elsewhere.

use std::path::Path;

use host::Folders;
use library::{Archive, Backup, Check, ExportFormat, StoreError, Zone};
use serde::Serialize;

use crate::{
    answer::{Answer, Exit},
    arguments::Format,
    failure::Failure,
    table::{Side, Table},
    wording::{iso_ms, local, several, size},
};

#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    taken_at: String,
    why: &'static str,
    bytes: u64,
}

impl<'a> From<&'a Backup> for Told<'a> {
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
    Answer::done(&Told::from(&backup), text)
}

pub(super) fn backups(archive: &Archive, zone: Zone) -> Result<Answer, Failure> {
    let backups = archive.backups()?;
    let told: Vec<Told<'_>> = backups.iter().map(Told::from).collect();
    if backups.is_empty() {
        return Answer::to_question(&told, "There is no backup yet. Take one with: tonearm-cli backup");
    }
    let mut table = Table::new(&[
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
    Answer::to_question(&told, table.text())
}

#[derive(Serialize)]
struct Restored<'a> {
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
    let told = Restored { name: &name, plays };
    let taken = archive.backups()?.into_iter().find(|backup| backup.name == name);
    let of = taken.map_or(name.clone(), |backup| local(backup.taken_at.timestamp_millis(), zone));
    let text = format!(
        "Restored the backup of {of}: {} in the archive now. What was there before is a backup, too.",
        several(plays, "play is", "plays are")
    );
    Answer::done(&told, text)
}

#[derive(Serialize)]
struct Verified {
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
    let told = Verified {
        ok,
        troubles: check.problems,
        rows: check.rows,
        plays: check.plays,
    };
    let answer = Answer::to_question(&told, text)?;
    Ok(if ok { answer } else { answer.ending(Exit::Damaged) })
}

#[derive(Serialize)]
struct Exported<'a> {
    format: &'static str,
    path: &'a Path,
    plays: u64,
}

pub(super) fn export(archive: &Archive, folders: &Folders, format: Format, out: &Path) -> Result<Answer, Failure> {
    if folders.is_ours(out) {
        let message = format!("{} belongs to Tonearm. Choose another name or folder.", out.display());
        return Err(Failure::new("belongs_to_tonearm", message));
    }
    if out.is_dir() || out.file_name().is_none() {
        let message = format!(
            "{} is a folder. Say what the file in it is to be called.",
            out.display()
        );
        return Err(Failure::new("is_a_folder", message));
    }
    let (as_format, name) = match format {
        Format::Json => (ExportFormat::Json, "json"),
        Format::Csv => (ExportFormat::Csv, "csv"),
        Format::Parquet => (ExportFormat::Parquet, "parquet"),
        Format::Sqlite => (ExportFormat::Sqlite, "sqlite"),
    };
    let plays = archive.export(as_format, out)?.plays;
    let told = Exported {
        format: name,
        path: out,
        plays,
    };
    let text = format!("Wrote {} to {}.", several(plays, "play", "plays"), out.display());
    Answer::done(&told, text)
}
