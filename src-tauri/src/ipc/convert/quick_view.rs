//! The latest plays and today's listening, as the quick view shows them.

use library::{Gap, Library, PlayEntry, ThisWeek};

use super::{spotify_page::has_page, track::cover};
use crate::ipc::{
    number::{number, secs_from_ms},
    view::{Heard, LatestPlay},
};

/// `plays` come newest first. Of `gaps`, which come oldest first, those are kept that lie between two of them.
pub(crate) fn heard(library: &Library, plays: &[PlayEntry], gaps: &[Gap], week: &ThisWeek) -> Heard {
    let oldest = plays.last().map_or(i64::MAX, |play| play.ended_at.as_millis());
    Heard {
        plays: plays.iter().map(|play| latest_play(library, play)).collect(),
        gaps: gaps
            .iter()
            .rev()
            .filter(|gap| gap.to > oldest)
            .map(Into::into)
            .collect(),
        today_plays: week.today_plays,
        today_secs_by_hour: week.today_ms_by_hour.iter().map(|ms| number(ms / 1000)).collect(),
        week_secs: number(week.ms / 1000),
    }
}

fn latest_play(library: &Library, play: &PlayEntry) -> LatestPlay {
    let artists: Vec<_> = play.artists.iter().map(|artist| artist.name.as_str()).collect();
    LatestPlay {
        key: play.uri.clone(),
        played_secs: secs_from_ms(play.ended_at.as_millis()),
        name: play.name.clone(),
        by: if artists.is_empty() {
            play.album.name.clone()
        } else {
            artists.join(", ")
        },
        uri: Some(play.uri.clone()).filter(|uri| has_page(uri)),
        cover: cover(library, &play.covers),
    }
}
