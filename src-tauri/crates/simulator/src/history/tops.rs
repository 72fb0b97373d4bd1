//! The rankings of the three ranges, counted from the plays themselves.

use std::{cmp::Reverse, collections::HashMap};

use super::History;
use crate::catalogue::Catalogue;

/// Spotify's "about four weeks", "about six months" and "about a year", in days.
const RANGES: [i64; 3] = [28, 183, 365];

/// The most played tracks and artists of the three ranges at the beginning of `day`, the best first.
pub(crate) struct Tops {
    pub(crate) day: i64,
    pub(crate) tracks: [Vec<usize>; 3],
    pub(crate) artists: [Vec<usize>; 3],
}

impl History {
    /// The rankings up to the day of `now_ms`: Spotify renews them about once a day.
    pub(crate) fn tops(&self, catalogue: &Catalogue, now_ms: i64) -> Tops {
        let today = self.day_of(now_ms);
        let mut tracks: HashMap<usize, usize> = HashMap::new();
        let mut artists: HashMap<usize, usize> = HashMap::new();
        let mut tops = Tops {
            day: today,
            tracks: Default::default(),
            artists: Default::default(),
        };
        for back in 1..=RANGES[2] {
            for play in self
                .plays_of_day(catalogue, today - back)
                .filter(|play| !play.is_skip())
            {
                *tracks.entry(play.track).or_default() += 1;
                for artist in &catalogue.tracks[play.track].artists {
                    *artists.entry(*artist).or_default() += 1;
                }
            }
            if let Some(range) = RANGES.iter().position(|days| *days == back) {
                tops.tracks[range] = ranked(&tracks);
                tops.artists[range] = ranked(&artists);
            }
        }
        tops
    }
}

fn ranked(counts: &HashMap<usize, usize>) -> Vec<usize> {
    let mut ranked: Vec<_> = counts.iter().map(|(index, count)| (Reverse(*count), *index)).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::Life;

    /// Saturday 21 November 2026, 22:00.
    const EVENING: i64 = 1_795_298_400_000;

    fn life() -> (Catalogue, History) {
        let catalogue = Catalogue::new(1);
        let history = History::new(Life::Even, &catalogue, EVENING);
        (catalogue, history)
    }

    #[test]
    fn taste_drifts_so_the_three_rankings_differ() {
        let (catalogue, history) = life();
        let tops = history.tops(&catalogue, EVENING);
        for lists in [&tops.tracks, &tops.artists] {
            assert!(
                lists.iter().all(|list| list.len() >= 50),
                "{:?}",
                lists.each_ref().map(Vec::len)
            );
            assert_ne!(lists[0][..10], lists[1][..10]);
            assert_ne!(lists[1][..10], lists[2][..10]);
        }
        let shared = tops.tracks[0][..50]
            .iter()
            .filter(|track| tops.tracks[2][..50].contains(track))
            .count();
        assert!(shared > 0 && shared < 45, "{shared}");
    }

    #[test]
    fn the_top_lists_show_other_scripts_and_the_endless_name() {
        let (catalogue, history) = life();
        let tops = history.tops(&catalogue, EVENING);
        let names: Vec<_> = tops
            .tracks
            .iter()
            .flat_map(|list| &list[..50])
            .map(|track| &catalogue.tracks[*track].name)
            .collect();
        assert!(names.iter().any(|name| name.chars().count() == 80));
        assert!(
            names
                .iter()
                .any(|name| name.chars().any(|letter| letter as u32 > 0x36F))
        );
    }
}
