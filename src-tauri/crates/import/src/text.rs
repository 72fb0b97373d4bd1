//! One file's text, from its first byte to its last: what it is, and all its rows, or none of them.

use std::io::Read;

use crate::{
    FileError, Format, ImportError,
    account::Account,
    extended::Extended,
    format::{HEAD_BYTES, Head, Layout},
    halt::Halt,
    list::{Element, List},
    mend::mended,
    meter::Meter,
    name::shown,
    reason::{Aside, RejectReason},
    table::Table,
    window::Window,
};

/// How much of a file is in memory at a time, unless a row is longer. More is no faster; it should stay in the processor's cache.
const WINDOW_BYTES: usize = 256 * 1024;

/// What a file turned out to be.
pub(crate) enum Text {
    /// A history, read whole.
    History(Format, Rows),
    /// Something of which a listening history might be a part, were it not for this.
    Refused(FileError),
    /// An empty list, or nothing at all.
    Hollow,
    /// Something else.
    Other,
}

/// The rows of one file.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) count: u64,
    pub(crate) table: Table,
    pub(crate) aside: Aside,
}

/// Reads a text that is called `name`. `damaged` is what an error of the source means that does not say it itself.
pub(crate) fn read(source: impl Read, name: &str, meter: &Meter<'_>, damaged: FileError) -> Result<Text, Halt> {
    let mut file = Reader {
        window: Window::new(source, WINDOW_BYTES),
        name,
        meter,
        damaged,
    };
    file.fill()?;
    let bytes = file.window.bytes();
    match Head::of(&bytes[..bytes.len().min(HEAD_BYTES)]) {
        Head::History(format @ Format::Extended) => Ok(Text::History(format, file.rows::<Extended>()?)),
        Head::History(format @ Format::Account) => Ok(Text::History(format, file.rows::<Account>()?)),
        Head::HistoryInUtf16 => Ok(Text::Refused(FileError::Utf16)),
        Head::BrokenList => Ok(Text::Refused(FileError::EndsInTheMiddle)),
        // Only the name can say what an empty file was to hold, and a history may be what is lost.
        Head::Blank if is_called_json(name) => Ok(Text::Refused(FileError::Empty)),
        Head::Blank | Head::EmptyList => Ok(Text::Hollow),
        // A history that came out of the zip wrong may look like anything. Its checksum, at its end, can tell.
        Head::Other if is_called_json(name) => file.skip().map(|()| Text::Other),
        Head::Other => Ok(Text::Other),
    }
}

fn is_called_json(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".json")
}

struct Reader<'n, R> {
    window: Window<R>,
    name: &'n str,
    meter: &'n Meter<'n>,
    damaged: FileError,
}

impl<R: Read> Reader<'_, R> {
    fn fill(&mut self) -> Result<(), Halt> {
        self.window.fill().map_err(|error| Halt::from_io(error, self.damaged))
    }

    /// Reads to the end, looking at nothing.
    fn skip(&mut self) -> Result<(), Halt> {
        while !self.window.bytes().is_empty() {
            self.window.take(WINDOW_BYTES);
            self.fill()?;
        }
        Ok(())
    }

    fn rows<L: Layout>(&mut self) -> Result<Rows, Halt> {
        let limits = self.meter.limits;
        let mut list = List::new(limits.row_bytes);
        let mut rows = Rows::default();
        loop {
            let mut taken = 0;
            let outcome = list.read_on(&self.window, &mut taken, |row, element: Element<'_, L::Row<'_>>| {
                rows.take::<L>(self.name, row, element);
            });
            self.meter.add_rows(list.rows() - rows.count)?;
            rows.count = list.rows();
            if rows.table.text_bytes() > limits.text_bytes {
                return Err(ImportError::TooMuchText {
                    limit_bytes: limits.text_bytes,
                }
                .into());
            }
            if !outcome? {
                return Ok(rows);
            }
            self.window.take(taken);
            self.fill()?;
        }
    }
}

impl Rows {
    fn take<L: Layout>(&mut self, file: &str, row: u64, element: Element<'_, L::Row<'_>>) {
        match element {
            Element::Row(values) => self.weigh::<L>(file, row, &values),
            Element::Spoilt(text) => {
                let mended = mended(text);
                match mended.as_deref().map(serde_json::from_str) {
                    Some(Ok(values)) => self.weigh::<L>(file, row, &values),
                    _ => self.aside.put(RejectReason::RowUnreadable, file, row, String::new),
                }
            }
            Element::NotARow => self.aside.put(RejectReason::NotARow, file, row, String::new),
        }
    }

    fn weigh<L: Layout>(&mut self, file: &str, row: u64, values: &L::Row<'_>) {
        match L::heard(values) {
            Ok(heard) => self.table.hear(&heard),
            Err(reason) => self.aside.put(reason, file, row, || shown(&L::harmless(values))),
        }
    }
}
