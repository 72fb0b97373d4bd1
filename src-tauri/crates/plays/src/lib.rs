//! The vocabulary of listening: what was played, when, and which source says so.
//! No I/O, no system clock, no serialisation: a play means the same to whoever stores, counts or shows it.

mod amounts;
mod batch;
mod evidence;
mod gap;
mod genre;
mod hidden;
mod item;
mod part;
mod row_name;
mod rule;
mod shared;
mod snapshot;
mod spotify_track;
mod time;
mod told;
mod track;

pub use amounts::{several, thousands};
pub use batch::{Batch, BatchSource, ImportedFiles, Recording, RefusedFile, Reject};
pub use evidence::{Circumstance, Evidence, Provenance};
pub use gap::{Gap, GapKind};
pub use genre::{GenreAnswer, GenreOutcome, GenreSource, WeighedGenre};
pub use hidden::HiddenTarget;
pub use item::{InvalidItemUri, Item, ItemUri, Kind, escaped, unescaped};
pub use part::{Part, PartContent};
pub use row_name::{InvalidRowName, RowDecision, RowName};
pub use rule::CountingRule;
pub use shared::{InvalidKey, MachineId, PartId, Register, SourceKey, Stamp, UNDONE};
pub use snapshot::Snapshot;
pub use spotify_track::{Cover, Credit, SpotifyTrack};
pub use time::{Clock, PlayedAt};
pub use told::{Times, Told};
pub use track::{InvalidTrackUri, TrackId};
