//! A format: what a file of it is called, how it is recognised, and how its rows are read.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use memchr::memmem;

use crate::{
    layout::Layout,
    read_error::ReadError,
    rows::{FileRows, RowReader, read_list},
};

/// What a file of plays may be. Formats are compared by their codes.
#[derive(Clone, Copy)]
pub struct Format {
    code: &'static str,
    name: &'static str,
    recognises: Signature,
    /// Reads a file from its first byte to its last.
    pub(crate) read: fn(&mut RowReader<'_>) -> Result<FileRows, ReadError>,
}

/// The keys that a format is recognised by.
#[derive(Clone, Copy)]
pub(crate) struct Signature {
    /// Every row has these two.
    pub(crate) core: [&'static str; 2],
    /// No file of another kind has two of these together with one of the core keys.
    pub(crate) more: &'static [&'static str],
}

impl Format {
    /// A list of JSON objects that are laid out like `L`. `code` is a short name that stays the same from release to release; `name` is
    /// what people call it.
    pub(crate) const fn list<L: Layout>(code: &'static str, name: &'static str, recognises: Signature) -> Self {
        Self {
            code,
            name,
            recognises,
            read: read_list::<L>,
        }
    }

    /// A short name that stays the same from release to release, for storing.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Whether a file that begins like this is of this format.
    pub(crate) fn recognises(&self, head: &[u8]) -> bool {
        let Signature { core, more } = self.recognises;
        let core = core.iter().filter(|key| has_key(head, key)).count();
        core == 2 || core == 1 && more.iter().filter(|key| has_key(head, key)).count() >= 2
    }
}

/// Whether an object has this key. The same word in a text does not match: its quotes are escaped there.
pub(crate) fn has_key(head: &[u8], key: &str) -> bool {
    let quoted = format!("\"{key}\"");
    memmem::find_iter(head, &quoted).any(|at| head[at + quoted.len()..].trim_ascii_start().starts_with(b":"))
}

/// What people call it.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Format({})", self.code)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Format {}

impl Ord for Format {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code.cmp(other.code)
    }
}

impl PartialOrd for Format {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Format {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}
