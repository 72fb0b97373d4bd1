//! What two archives must have in common to be the same to a listener.

use library::{Archive, Gap, ImportCounts, Recount, Zone};
use plays::Snapshot;
use store::Store;

use crate::evening::DAY;
use crate::failure::Outcome;

/// Its name, its counts, and the ends of its first and last play.
type Source = (String, ImportCounts, Option<(i64, i64)>);

/// Everything in an archive that a listener could miss.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The end of each play, what was played, for how long in ms, and what tells of it.
    pub plays: Vec<(i64, String, u32, String)>,
    /// Where they came from.
    pub sources: Vec<Source>,
    /// Where some are missing or may be.
    pub gaps: Vec<Gap>,
    /// What is hidden, and since when.
    pub hidden: Vec<(String, i64)>,
    /// Spotify's rankings, day by day.
    pub snapshots: Vec<Snapshot>,
    /// What counting again has changed.
    pub recount: Option<Recount>,
}

impl State {
    /// # Errors
    /// When the archive cannot be read.
    pub fn of(archive: &Archive) -> Outcome<Self> {
        let plays = archive.latest(None, u32::MAX - 1)?.plays.into_iter();
        let mut plays: Vec<_> = plays
            .map(|play| {
                (
                    play.ended_at.as_millis(),
                    play.uri,
                    play.ms_played,
                    format!("{:?}", play.provenance),
                )
            })
            .collect();
        plays.sort();
        let standing = archive.overview(Zone::default())?;
        let mut sources: Vec<_> = standing
            .sources
            .into_iter()
            .map(|source| (source.name, source.counts, source.span))
            .collect();
        sources.sort_by(|a, b| a.0.cmp(&b.0));
        let hidden = archive.hidden()?.into_iter();
        let mut hidden: Vec<_> = hidden
            .map(|entry| (format!("{:?}", entry.target), entry.hidden_at))
            .collect();
        hidden.sort();
        Ok(Self {
            plays,
            sources,
            gaps: standing.gaps,
            hidden,
            // No screen shows them as they are kept.
            snapshots: Store::open(archive.path(), DAY)?.store.snapshots()?,
            recount: archive.recount()?,
        })
    }
}
