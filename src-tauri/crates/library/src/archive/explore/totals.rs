//! How much was played in all: plays of every kind and length, and which of them count.

use chrono::NaiveDate;
use plays::{CountingRule, Kind};
use stats::{Filter, LocalPlay, Question, Subject};
use store::{EntityKind, Heard, StoreError};

use super::{
    super::{Archive, DayBounds, Zone},
    history::LoadedHistory,
};

/// Which plays to sum up, and which of them count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TotalsQuery {
    /// The days on which a play may begin.
    pub days: DayBounds,
    /// What counts as a play.
    pub rule: CountingRule,
    /// Whether hidden things are summed up too.
    pub with_hidden: bool,
}

/// Totals over a range of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArchiveTotals {
    /// Plays of any length and kind.
    pub plays: u32,
    /// Those of them that count by the rule.
    pub counted_plays: u32,
    /// Time listened, in milliseconds.
    pub ms: u64,
    /// Different music tracks with a play of any length.
    pub tracks: u32,
    /// Different artists credited for them.
    pub artists: u32,
    /// The end of the play that began first, in milliseconds since 1970.
    pub first: Option<i64>,
    /// The end of the play that began last, in milliseconds since 1970.
    pub last: Option<i64>,
}

const EVERY_KIND: [Kind; 3] = [Kind::Music, Kind::Podcast, Kind::Audiobook];

impl Archive {
    /// Sums up the archive as it is now, with days as they were in `zone`: takes the history in memory, and loads it again if the
    /// archive has changed since.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn totals(&self, query: &TotalsQuery, zone: Zone) -> Result<ArchiveTotals, StoreError> {
        self.refresh(zone)?;
        let (history, _) = self.current_history(zone)?;
        let question = |kinds: &[Kind], rule| Question {
            filter: Filter {
                from: query.days.from,
                to: query.days.to,
                kinds: kinds.to_vec(),
                ..Filter::default()
            },
            rule,
            with_hidden: query.with_hidden,
            ranks: 0,
            // No sum depends on today's date.
            ..Question::new(NaiveDate::default())
        };
        let any_length = CountingRule::AtLeast { ms: 0 };
        let [of_every_kind, of_music, counted] = [
            question(&EVERY_KIND, any_length),
            question(&[Kind::Music], any_length),
            question(&EVERY_KIND, query.rule),
        ]
        .map(|question| self.with_engine(&history, |engine| engine.summary(&question)));
        let ends = |play: Option<LocalPlay>| play.map_or(Ok(Vec::new()), |play| self.ends_of(&history, play));
        Ok(ArchiveTotals {
            plays: of_every_kind.totals.amount.plays,
            counted_plays: counted.totals.amount.plays,
            ms: of_every_kind.totals.amount.ms,
            tracks: of_music.totals.tracks,
            artists: of_music.totals.artists,
            first: ends(of_every_kind.first)?.first().copied(),
            last: ends(of_every_kind.last)?.last().copied(),
        })
    }

    /// When a play ended, in milliseconds since 1970, with those of the same track and length that began in the same second, earliest
    /// first. The table has whole seconds, so the archive is asked for the rest.
    fn ends_of(&self, history: &LoadedHistory, play: LocalPlay) -> Result<Vec<i64>, StoreError> {
        let earliest = i64::from(play.began_secs) * 1000 + i64::from(play.ms_played);
        let track = Some(Subject::Track(play.track));
        let is_it = |heard: &Heard| {
            heard.ms_played == play.ms_played && history.subject(EntityKind::Track, heard.track) == track
        };
        let heard = self.store().heard(earliest..earliest + 1000)?;
        let ends: Vec<i64> = heard.into_iter().filter(is_it).map(|heard| heard.ended_at).collect();
        // There are none only if the archive has changed since.
        Ok(if ends.is_empty() { vec![earliest] } else { ends })
    }
}
