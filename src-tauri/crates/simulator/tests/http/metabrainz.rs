//! MusicBrainz and ListenBrainz over HTTP: each of their rules that the simulator follows.

mod faults;
mod harness;
mod kind;
mod limits;
mod listenbrainz;
mod recordings;
mod search;
mod urls;
