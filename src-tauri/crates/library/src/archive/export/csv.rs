//! CSV: UTF-8, commas, quotes where needed, an empty cell for what is unknown. Names are written as they are, even if a
//! spreadsheet takes them for a formula because they begin with `=`, `+`, `-` or `@`: a mark in front would change the name.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use chrono::SecondsFormat;

use super::{
    columns::{COLUMNS, Cell},
    resolved::{PlayWriter, ResolvedPlay, utc},
};

pub(super) struct CsvWriter<W: Write>(::csv::Writer<W>);

impl<W: Write> CsvWriter<W> {
    pub(super) fn begin(out: W) -> io::Result<Self> {
        let mut table = ::csv::Writer::from_writer(out);
        table.write_record(COLUMNS.map(|(heading, _)| heading))?;
        Ok(Self(table))
    }
}

impl<'r, W: Write> PlayWriter<'r> for CsvWriter<W> {
    fn write(&mut self, play: ResolvedPlay<'r>) -> io::Result<()> {
        for (_, cell) in COLUMNS {
            let text = match cell {
                Cell::EndedAt => utc(play.ended_at)?.to_rfc3339_opts(SecondsFormat::Millis, true).into(),
                Cell::MsPlayed => play.ms_played.to_string().into(),
                Cell::Flag(flag) => flag(&play)
                    .map_or("", |flag| if flag { "true" } else { "false" })
                    .into(),
                Cell::Text(text) => text(&play).unwrap_or(Cow::Borrowed("")),
            };
            self.0.write_field(text.as_bytes())?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
