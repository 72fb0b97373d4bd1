//! The vocabulary of listening: what was played, when, and which source says so.
//! No I/O, no system clock, no serialisation: a play means the same to whoever stores, counts or shows it.

mod evidence;
mod item;
mod rule;
mod time;
mod track;

pub use evidence::{Circumstance, Evidence, Provenance};
pub use item::{InvalidItemUri, Item, ItemUri, Kind, escaped, unescaped};
pub use rule::CountingRule;
pub use time::{Clock, PlayedAt};
pub use track::{InvalidTrackUri, TrackId};
