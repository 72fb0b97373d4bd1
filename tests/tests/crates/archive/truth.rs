//! What was really heard, held against what the archive has.

use std::collections::HashMap;

use library::{Archive, Gap};
use simulator::TruePlay;
use tonearm_tests::failure::Outcome;

/// URI, end and length of every play in the archive, the earliest first; times in milliseconds.
pub(crate) fn plays(archive: &Archive) -> Outcome<Vec<(String, i64, i64)>> {
    let (mut plays, mut after) = (Vec::new(), None);
    loop {
        let page = archive.latest(after, 1_000)?;
        let found = page.plays.into_iter();
        plays.extend(found.map(|play| (play.uri, play.ended_at.as_millis(), i64::from(play.ms_played))));
        after = page.next;
        if after.is_none() {
            plays.reverse();
            return Ok(plays);
        }
    }
}

/// Where the list told of each true play, by URI and stamp. The seed is for the failure's message.
pub(crate) fn tellings(truth: &[TruePlay], seed: u64) -> HashMap<(&str, i64), usize> {
    let mut places = HashMap::new();
    for (place, play) in truth.iter().enumerate() {
        let Some(told) = play.told else { continue };
        let stamps = [Some(told.stamp), told.moved.map(|(_, stamp)| stamp)];
        for stamp in stamps.into_iter().flatten() {
            for uri in [&play.uri, &play.other_uri] {
                let before = places.insert((uri.as_str(), stamp.timestamp_millis()), place);
                assert!(
                    before.is_none_or(|before| before == place),
                    "seed {seed}: two plays that nobody could tell apart"
                );
            }
        }
    }
    places
}

pub(crate) fn covers(gap: &Gap, play: &TruePlay) -> bool {
    let stamp = play.told.map(|told| told.stamp.timestamp_millis());
    stamp.is_some_and(|stamp| (gap.from..=gap.to).contains(&stamp))
}

/// After the export of all that was heard, the archive has each play once, as the export tells it, and no gap.
pub(crate) fn has_what_was_heard(archive: &Archive, truth: Vec<TruePlay>, seed: u64) -> Outcome {
    let expected = truth.into_iter().map(|play| {
        let heard = play.heard.num_milliseconds();
        (play.uri, play.ended.timestamp() * 1_000, heard)
    });
    let mut expected: Vec<_> = expected.collect();
    let mut found = plays(archive)?;
    for plays in [&mut expected, &mut found] {
        plays.sort_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0)));
    }
    let differ: Vec<_> = found.iter().filter(|play| !expected.contains(play)).collect();
    assert_eq!((differ, found.len()), (Vec::new(), expected.len()), "seed {seed}");
    assert_eq!(found, expected, "seed {seed}");
    assert_eq!(archive.open_gaps()?, [], "seed {seed}");
    Ok(())
}
