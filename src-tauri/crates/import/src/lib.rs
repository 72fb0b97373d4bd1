//! Spotify's own exports, from disk into evidence: the extended streaming history and the account data, as zips, folders or single
//! files. Knows nothing of networks, clocks or databases, writes nothing, and never looks at what is personal in a row.
//! Every row that was read is evidence or set aside with a reason; a file that is damaged is refused as a whole and said to be.

mod account;
mod archive;
mod digest;
mod error;
mod extended;
mod format;
mod halt;
mod heard;
mod list;
mod mend;
mod meter;
mod moment;
mod name;
mod reading;
mod reason;
mod row;
mod source;
mod table;
mod text;
mod value;
mod window;
mod work;

pub use error::{FileError, ImportError};
pub use format::Format;
pub use reading::{FileReport, Limits, OnProgress, Options, ParsedExport, Progress, fingerprint, read};
pub use reason::{Reject, RejectReason, Sample};
