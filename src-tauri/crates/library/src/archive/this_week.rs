//! How much was heard today and this week. Read from the archive itself, so that a glance loads no history into memory.

use chrono::{Datelike, Days, NaiveDate, Timelike};
use plays::{CountingRule, Kind};
use stats::Question;
use store::{Heard, StoreError};

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
        let since_monday = u64::from(today.weekday().num_days_from_monday());
        let week = DayBounds {
            from: today.checked_sub_days(Days::new(since_monday)),
            to: Some(today),
        };
        let (from, to) = week.millis(zone);
        let mut plays = self.store().heard_since(from)?;
        plays.retain(|play| play.kind == Kind::Music && (from..to).contains(&play.began_at()));
        self.drop_hidden(&mut plays)?;
        let mut heard = ThisWeek::default();
        for play in plays {
            let ms = u64::from(play.ms_played);
            heard.ms += ms;
            let began = zone.local(play.began_at());
            if began.date_naive() != today {
                continue;
            }
            if let Some(hour) = heard.today_ms_by_hour.get_mut(began.hour() as usize) {
                *hour += ms;
            }
            if let CountingRule::AtLeast { ms } = rule {
                heard.today_plays += u32::from(play.ms_played >= ms);
            }
        }
        if matches!(rule, CountingRule::HalfTheTrack | CountingRule::ToTheEnd) {
            heard.today_plays = self.plays_on(today, zone, rule)?;
        }
        Ok(heard)
    }

    fn plays_on(&self, day: NaiveDate, zone: Zone, rule: CountingRule) -> Result<u32, StoreError> {
        let mut question = Question {
            rule,
            ..Question::new(day)
        };
        (question.filter.from, question.filter.to) = (Some(day), Some(day));
        let picks = PickedKeys::default();
        let explored = self.explore(&ExploreQuery { picks, question }, zone)?;
        Ok(explored.summary.totals.amount.plays)
    }

    fn drop_hidden(&self, plays: &mut Vec<Heard>) -> Result<(), StoreError> {
        let hidden = self.hidden()?;
        if plays.is_empty() || hidden.is_empty() {
            return Ok(());
        }
        // Which tracks a name stands for takes the whole catalogue to say.
        let entities = Entities::read(self)?;
        let hidden = ResolvedHidden::new(&hidden, &entities).by_same_track(&entities);
        plays.retain(|play| {
            let place = entities.place(play.track);
            !place.is_some_and(|place| hidden.hides(place, play.ended_at))
        });
        Ok(())
    }
}
