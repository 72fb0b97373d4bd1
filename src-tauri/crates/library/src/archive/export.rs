//! The archive for other tools: Spotify's own JSON, CSV, Parquet, or the file itself. Written beside its place first, so that
//! a half-written file never bears the name that was asked for.

use std::{fs, path::Path};

use super::{Archive, ArchiveError};

/// How to write the archive out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// The shape of Spotify's extended streaming history, which other tools and this one read.
    Json,
    /// A table with a heading.
    Csv,
    /// A table for DuckDB, Polars and the like.
    Parquet,
    /// The archive's own file.
    Sqlite,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// How many plays.
    pub plays: u64,
}

impl Archive {
    /// Writes every play into one file, in place of what is there.
    ///
    /// # Errors
    /// When the file can't be written or the archive can't be read. What was there before is still there then.
    pub fn export(&self, format: ExportFormat, to: &Path) -> Result<Exported, ArchiveError> {
        let failed = |why: std::io::Error| ArchiveError::Export {
            path: to.to_owned(),
            why: why.to_string(),
        };
        let mut part = to.file_name().unwrap_or_default().to_owned();
        part.push(".part");
        let part = to.with_file_name(part);
        if part.exists() {
            fs::remove_file(&part).map_err(failed)?;
        }
        let written = match format {
            ExportFormat::Sqlite => self.store().copy_to(&part).map_err(ArchiveError::from),
            _ => Ok(()),
        };
        let moved = written.and_then(|()| fs::rename(&part, to).map_err(failed));
        if moved.is_err() {
            // It may not have come so far.
            let _ = fs::remove_file(&part);
        }
        moved?;
        Ok(Exported { plays: self.count()? })
    }
}
