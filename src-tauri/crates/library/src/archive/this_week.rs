//! How much was heard today and this week. Counts in a table of this week's plays alone, so that a glance loads no history into memory.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Datelike, Days, NaiveDate};
use plays::{CountingRule, Kind};
use stats::{
    AlbumNo, Catalogue, CatalogueTrack, Engine, HiddenPlays, PlayAttributes, PlayTable, PlayTableBuilder, Question,
    Summary, TableRow, TrackNo,
};
use store::StoreError;

use super::{Archive, DayBounds, ExploreQuery, PickedKeys, Zone, entities::Entities, hidden::ResolvedHidden};

/// How much music was heard today and this week, without what is hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ThisWeek {
    /// Time listened since Monday, in milliseconds.
    pub ms: u64,
    /// Time listened today, in milliseconds, by the hour in which each play began.
    pub today_ms_by_hour: [u64; 24],
    /// How many plays of today count.
    pub today_plays: u32,
}

impl Archive {
    /// Counts what was heard on `today` and since the Monday before it, in `zone`; plays by `rule`. A play belongs to the day on which it
    /// began. A rule about the length of tracks takes the whole history in memory to answer, and leaves it there.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn this_week(&self, zone: Zone, today: NaiveDate, rule: CountingRule) -> Result<ThisWeek, StoreError> {
        let weekday = today.weekday().num_days_from_monday();
        let monday = today.checked_sub_days(Days::new(weekday.into())).unwrap_or(today);
        let since = |first: NaiveDate| {
            let mut question = Question::new(today);
            (question.filter.from, question.filter.to) = (Some(first), Some(today));
            (question.rule, question.ranks) = (rule, 0);
            question
        };
        let [week, day] = match rule {
            CountingRule::AtLeast { .. } => {
                let mut engine = Engine::new(Arc::new(self.table_since(monday, zone)?));
                [monday, today].map(|first| engine.summary(&since(first)))
            }
            // How long a track is may be known from its earlier plays alone.
            CountingRule::HalfTheTrack | CountingRule::ToTheEnd => {
                [self.explored(since(monday), zone)?, self.explored(since(today), zone)?]
            }
        };
        let mut today_ms_by_hour = [0; 24];
        let hours_of_today = day.clock.iter().skip(weekday as usize * 24);
        for (ms, hour) in today_ms_by_hour.iter_mut().zip(hours_of_today) {
            *ms = hour.ms;
        }
        Ok(ThisWeek {
            ms: week.totals.amount.ms,
            today_ms_by_hour,
            today_plays: day.totals.amount.plays,
        })
    }

    fn explored(&self, question: Question, zone: Zone) -> Result<Summary, StoreError> {
        let picks = PickedKeys::default();
        Ok(self.explore(&ExploreQuery { picks, question }, zone)?.summary)
    }

    /// The plays that began on `first` or later, and maybe a few that ended on it. Without albums, artists and genres.
    fn table_since(&self, first: NaiveDate, zone: Zone) -> Result<PlayTable, StoreError> {
        let days = DayBounds {
            from: Some(first),
            to: None,
        };
        let (from, to) = days.millis(zone);
        let plays = self.store().heard(from..to)?;
        let kinds: BTreeMap<u32, Kind> = plays.iter().map(|play| (play.track, play.kind)).collect();
        let tracks: Vec<u32> = kinds.keys().copied().collect();
        let catalogue = Catalogue {
            tracks: kinds.into_values().map(track_of_kind).collect(),
            ..Catalogue::default()
        };
        let mut builder = PlayTableBuilder::new(self.hidden_among(&tracks)?);
        for play in plays {
            let Ok(track) = tracks.binary_search(&play.track) else {
                continue;
            };
            builder.push(TableRow {
                began_ms: play.began_at(),
                ms_played: play.ms_played,
                track: TrackNo(track as u32),
                attributes: 0,
            });
        }
        Ok(builder.finish(&catalogue, vec![PlayAttributes::default()], zone.tz()))
    }

    /// What is hidden, with these tracks by their places in the list.
    fn hidden_among(&self, tracks: &[u32]) -> Result<HiddenPlays, StoreError> {
        let hidden = self.hidden()?;
        if tracks.is_empty() || hidden.is_empty() {
            return Ok(HiddenPlays::default());
        }
        // Which tracks a name stands for takes the whole catalogue to say.
        let entities = Entities::read(self)?;
        let ResolvedHidden { tracks: places, spans } = ResolvedHidden::new(&hidden, &entities);
        let is_hidden = |id: u32| entities.place(id).is_some_and(|place| places.contains(&place));
        let tracks = (0..).zip(tracks).filter(|(_, id)| is_hidden(**id));
        Ok(HiddenPlays {
            tracks: tracks.map(|(number, _)| TrackNo(number)).collect(),
            spans,
        })
    }
}

fn track_of_kind(kind: Kind) -> CatalogueTrack {
    CatalogueTrack {
        kind,
        album: AlbumNo(0),
        artists: Vec::new(),
        length_ms: None,
    }
}
