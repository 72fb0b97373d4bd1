//! Files of plays, from disk into evidence: Spotify's extended streaming history and its account data, as zips, folders or single
//! files. Knows nothing of networks, clocks or databases, writes nothing, and never looks at what is personal in a row.
//! Every row that was read is evidence or is rejected with a reason; a file that can't be read is refused as a whole and reported.
//! For a new format, see `formats.rs`.

mod chunk_buffer;
mod collection;
mod container;
mod content;
mod digest;
mod encoding;
mod error;
mod evidence;
mod file_error;
mod file_kind;
mod fix_surrogates;
mod format;
mod formats;
mod head;
mod inflated_file;
mod input;
mod layout;
mod limits;
mod list;
mod merged;
mod name;
mod options;
mod other_data;
mod parsed_export;
mod peeked;
mod progress;
mod read;
mod read_error;
mod rejects;
mod row;
mod rows;
mod shared_file;
mod task;
mod timestamp;
mod value;
mod workers;
mod zip_bytes;
mod zip_file;

pub use error::ImportError;
pub use file_error::FileError;
pub use format::Format;
pub use limits::Limits;
pub use options::Options;
pub use parsed_export::{FileReport, ParsedExport};
pub use progress::{OnProgress, Progress};
pub use read::{fingerprint, read};
pub use rejects::{Reject, RejectReason, Sample};
