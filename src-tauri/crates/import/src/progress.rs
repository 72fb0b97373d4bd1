//! How far reading is, and the callback that is told.

use std::ops::ControlFlow;

/// How far reading is. No number ever falls; at the end `bytes_read` is `bytes_total`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read so far, including rows of files that are refused later.
    pub rows: u64,
    /// Bytes done, uncompressed.
    pub bytes_read: u64,
    /// Bytes to do, uncompressed, as the zips' and folders' listings say; more, once it is known what lies in a zip in a zip.
    pub bytes_total: u64,
}

/// Called once before anything is read, then at most twenty times a second, and once at the end. `Break` cancels the import.
pub type OnProgress<'w> = &'w mut (dyn FnMut(Progress) -> ControlFlow<()> + Send);
