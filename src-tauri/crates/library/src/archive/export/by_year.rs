//! Parquet in a folder for each year, `year=2024/plays.parquet`, which DuckDB, Spark, Trino and ClickHouse take for one table with a column
//! `year`: a question about some years reads no file of the others. The year is that of the end of a play, in UTC.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::PathBuf,
};

use chrono::{DateTime, Datelike};

use super::{
    parquet::ParquetWriter,
    resolved::{PlayWriter, ResolvedPlay},
};

type YearWriter<'r> = ParquetWriter<'r, BufWriter<File>>;

pub(super) struct YearsWriter<'r> {
    folder: PathBuf,
    /// Plays come in order, so one year is written at a time.
    year: Option<(i32, YearWriter<'r>)>,
}

impl YearsWriter<'_> {
    /// Writes into `folder`, which is made.
    pub(super) fn begin(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir(&folder)?;
        Ok(Self { folder, year: None })
    }
}

impl<'r> YearsWriter<'r> {
    fn writer_of(&mut self, year: i32) -> io::Result<&mut YearWriter<'r>> {
        if self.year.as_ref().is_none_or(|(current, _)| *current != year) {
            self.finish_year()?;
            let folder = self.folder.join(format!("year={year}"));
            fs::create_dir(&folder)?;
            let file = BufWriter::with_capacity(1 << 20, File::create(folder.join("plays.parquet"))?);
            self.year = Some((year, ParquetWriter::begin(file)?));
        }
        let current = self.year.as_mut().map(|(_, writer)| writer);
        current.ok_or_else(|| io::Error::other("a year has no file"))
    }

    fn finish_year(&mut self) -> io::Result<()> {
        match self.year.take() {
            Some((_, writer)) => writer
                .into_inner()?
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all(),
            None => Ok(()),
        }
    }
}

impl<'r> PlayWriter<'r> for YearsWriter<'r> {
    fn write(&mut self, play: ResolvedPlay<'r>) -> io::Result<()> {
        let year = DateTime::from_timestamp_millis(play.ended_at)
            .unwrap_or_default()
            .year();
        self.writer_of(year)?.write(play)
    }

    fn finish(mut self) -> io::Result<()> {
        self.finish_year()
    }
}
