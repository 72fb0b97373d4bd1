//! `export`: every play in a file for other programs. Never writes over a file of Tonearm's own.

use std::path::Path;

use host::Folders;
use library::{Archive, ExportFormat};
use serde::Serialize;

use crate::{
    answer::Answer,
    arguments::{Format, Partition},
    failure::Failure,
    wording::several,
};

#[derive(Serialize)]
struct ExportJson<'a> {
    format: &'static str,
    path: &'a Path,
    plays: u64,
}

pub(super) fn run(
    archive: &Archive,
    folders: &Folders,
    (format, partition): (Format, Option<Partition>),
    out: &Path,
) -> Result<Answer, Failure> {
    if folders.is_ours(out) {
        let message = format!("{} belongs to Tonearm. Choose another name or folder.", out.display());
        return Err(Failure::new("belongs_to_tonearm", message));
    }
    if let Some(Partition::Year) = partition {
        if !matches!(format, Format::Parquet) {
            return Err(Failure::usage("Only Parquet is written by year: add --format parquet."));
        }
        return answer("parquet", out, archive.export_by_year(out)?.plays);
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
    answer(name, out, archive.export(as_format, out)?.plays)
}

fn answer(format: &'static str, out: &Path, plays: u64) -> Result<Answer, Failure> {
    let json = ExportJson {
        format,
        path: out,
        plays,
    };
    let text = format!("Wrote {} to {}.", several(plays, "play", "plays"), out.display());
    Answer::done(&json, text)
}
