//! What is told of some of the plays that are lost or doubled, for whoever wants to know why.

use crate::gaps::{Lost, lost};
use crate::recording::Gap;
use crate::sources::{SETS, Sources};
use crate::time::DAY;

/// How many of each are printed for a life.
const MOST: usize = 6;
/// How many rows are printed for each, the nearest.
const MOST_ROWS: usize = 12;

/// Prints gaps that are false, and lost plays without a gap, with the recorded stamps around them.
pub(crate) fn print_gaps(sources: &Sources) {
    let recording = &sources.recording;
    let lost = lost(&sources.recent, recording, sources.last_reading());
    let gaps = recording.gaps();
    let is_false = |gap: &&Gap| !lost.iter().any(|lost| lost.is_marked_by(gap));
    let is_unmarked = |lost: &&Lost| !gaps.iter().any(|gap| lost.is_marked_by(gap));
    for gap in gaps.iter().filter(is_false).take(MOST) {
        println!("\nfalse: {gap:?}");
        print_stamps(sources, gap.from_ms, gap.to_ms);
    }
    for lost in lost.iter().filter(is_unmarked).take(MOST) {
        println!("\nunmarked: {lost:?}");
        print_stamps(sources, lost.stamp_ms, lost.stamp_ms);
    }
}

fn print_stamps(sources: &Sources, from: i64, to: i64) {
    let before = sources.recording.rows.partition_point(|told| told.row.at_ms < from);
    let after = sources.recording.rows.partition_point(|told| told.row.at_ms <= to);
    let near = before.saturating_sub(MOST / 2)..sources.recording.rows.len().min(after + MOST / 2);
    for told in &sources.recording.rows[near] {
        let apart = told.row.at_ms - from;
        println!("  play {} at {apart} ms from there, {} ms long", told.play, told.row.ms);
    }
    for gap in sources.recording.gaps() {
        if gap.to_ms > from - DAY && gap.from_ms < to + DAY {
            println!("  {gap:?}");
        }
    }
}

/// Prints cases of the set of this name.
pub(crate) fn print(sources: &Sources, set: &str) {
    let Some(set) = SETS.into_iter().find(|known| known.name == set) else {
        println!("there is no such set of sources");
        return;
    };
    let rows = sources.rows(set);
    let verdicts = sources.verdicts(&rows);
    let judgement = sources.judge(set);
    let lost = judgement
        .lost
        .iter()
        .map(|play| ("lost", *play, sources.plays[*play as usize].ended_ms));
    let doubled = judgement
        .doubled
        .iter()
        .map(|place| ("doubled", rows[*place].play, rows[*place].row.at_ms));
    for (what, play, at) in lost.take(MOST).chain(doubled.take(MOST)) {
        let truth = sources.plays[play as usize];
        println!("\n{what} at {at}: {truth:?}");
        println!("  {:?}", sources.catalogue.tracks[truth.track as usize]);
        let mut near: Vec<usize> = (0..rows.len())
            .filter(|place| {
                let told = &rows[*place];
                told.row.at_ms.abs_diff(at) <= DAY.unsigned_abs() || told.play == play
            })
            .filter(|place| sources.plays[rows[*place].play as usize].track == truth.track)
            .collect();
        near.sort_by_key(|place| (rows[*place].play != play, rows[*place].row.at_ms.abs_diff(at)));
        near.truncate(MOST_ROWS);
        near.sort_by_key(|place| rows[*place].row.at_ms);
        for place in near {
            let told = &rows[place];
            println!(
                "  row {place} of play {} ({} ms later): {:?} {} ms {:?} item {}: {:?}",
                told.play,
                told.row.at_ms - at,
                told.row.provenance,
                told.row.ms,
                told.row.ending,
                sources.catalogue.names.namings[told.row.naming as usize].item,
                verdicts[place]
            );
        }
    }
}
