//! Tracks that are skipped, between those that are heard.

use sample::Random;

use super::Play;

/// How long a track is heard that is skipped, in milliseconds.
const SKIPPED_AFTER_MS: (i64, i64) = (1_000, 29_900);

/// How long a track is heard that is skipped, in milliseconds.
pub(super) fn skipped_after_ms(random: &mut Random) -> i64 {
    random.between(SKIPPED_AFTER_MS.0, SKIPPED_AFTER_MS.1)
}

/// Puts a track that is skipped before `percent` of 100 plays, which begin as much later. `skipped` gives the track, and for how many
/// milliseconds it is heard. What begins after `end_ms` is not played.
pub(super) fn add_skips(
    plays: &mut Vec<Play>,
    end_ms: i64,
    percent: usize,
    random: &mut Random,
    skipped: impl Fn(&mut Random) -> (usize, i64),
) {
    let mut later = 0;
    let mut all = Vec::with_capacity(plays.len());
    for mut play in plays.drain(..) {
        if random.percent(percent) {
            let (track, heard_ms) = skipped(random);
            let started_ms = play.started_ms + later;
            all.push(Play {
                track,
                started_ms,
                ended_ms: started_ms + heard_ms,
                heard_ms,
                context: play.context,
            });
            later += heard_ms + random.between(200, 1_400);
        }
        play.started_ms += later;
        play.ended_ms += later;
        all.push(play);
    }
    all.retain(|play| play.started_ms < end_ms);
    *plays = all;
}
