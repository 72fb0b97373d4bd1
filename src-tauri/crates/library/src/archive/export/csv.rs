//! A table in text: UTF-8, commas, quotes where needed, what is unknown left empty. Every name is written as it is, also one
//! that a spreadsheet takes for a formula (it begins with `=`, `+`, `-` or `@`): a mark before it would make it another name.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use chrono::SecondsFormat;

use super::{
    columns::{COLUMNS, Cell},
    play::{Play, Sheet, date},
};

/// A table being written.
pub(super) struct Table<W: Write>(::csv::Writer<W>);

impl<W: Write> Table<W> {
    pub(super) fn begin(out: W) -> io::Result<Self> {
        let mut table = ::csv::Writer::from_writer(out);
        table.write_record(COLUMNS.map(|(heading, _)| heading))?;
        Ok(Self(table))
    }
}

impl<'k, W: Write> Sheet<'k> for Table<W> {
    fn put(&mut self, play: Play<'k>) -> io::Result<()> {
        for (_, cell) in COLUMNS {
            let text = match cell {
                Cell::EndedAt => date(play.ended_at)?.to_rfc3339_opts(SecondsFormat::Millis, true).into(),
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

    fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
