//! The expected figures, counted while the life is simulated. They must agree with those counted from the rows afterwards.

use std::collections::{BTreeMap, HashMap};

use plays::Kind;

use crate::{
    Figures, Kinds,
    account::AccountRow,
    calendar,
    catalogue::Catalogue,
    coverage, generate,
    life::Life,
    play::{Duplicate, Play},
};

/// The figures that can be expected; the others are left out of both sides.
#[derive(Debug, Default, PartialEq, Eq)]
struct Expected {
    rows: usize,
    set_aside: BTreeMap<String, usize>,
    plays: usize,
    counted_plays: usize,
    ms: u64,
    kinds: Kinds,
}

impl Expected {
    fn row(&mut self, play: &Play, times: usize) {
        self.rows += times;
        if let Some(flaw) = play.flaw {
            *self.set_aside.entry(flaw.reason().to_owned()).or_default() += times;
        }
    }

    fn play(&mut self, catalogue: &Catalogue, play: &Play) {
        self.plays += 1;
        self.counted_plays += usize::from(play.ms >= 30_000);
        self.ms += u64::from(play.ms);
        match catalogue.kind(play.item) {
            Kind::Music => self.kinds.music += 1,
            Kind::Podcast => self.kinds.podcast += 1,
            Kind::Audiobook => self.kinds.audiobook += 1,
        }
    }
}

impl From<Figures> for Expected {
    fn from(figures: Figures) -> Self {
        Self {
            rows: figures.rows,
            set_aside: figures.set_aside,
            plays: figures.plays,
            counted_plays: figures.counted_plays,
            ms: figures.ms,
            kinds: figures.kinds,
        }
    }
}

/// For the extended export, the older one, the account data, and all together.
fn expected(plays: usize, seed: u64) -> [Expected; 4] {
    let catalogue = Catalogue::new(seed, plays);
    let mut life = Life::new(&catalogue, seed, plays);
    let mut expected: [Expected; 4] = Default::default();
    let mut earlier = 0;
    let mut minutes: HashMap<(u32, u32, i64), usize> = HashMap::new();
    for day in calendar::days(seed, plays) {
        let mut today = Vec::new();
        life.simulate_day(&day, &mut today);
        for play in today {
            let exports = coverage::exports_with(&catalogue, &play, earlier, plays);
            earlier += usize::from(play.flaw.is_none());
            let duplicates = usize::from(play.duplicate != Duplicate::None);
            let row = AccountRow::of(&play);
            let name = catalogue.same_name[play.item as usize];
            // Account data can't tell apart more plays of one length than fit into a minute.
            let most = if row.ms < 10_000 {
                1
            } else {
                ((60_000 + row.ms) / row.ms) as usize
            };
            let follows = row.ms > 121_500 && minutes.contains_key(&(name, row.ms, row.end_secs - 60));
            let mut fits = exports.account && play.flaw.is_none() && !follows;
            if fits {
                let known = minutes.entry((name, row.ms, row.end_secs)).or_default();
                fits = *known < most;
                *known += usize::from(fits);
            }
            for (at, is_written, times, is_play) in [
                (0, exports.extended, 1 + duplicates, true),
                (1, exports.older, 1, true),
                (2, exports.account, 1, fits),
            ] {
                if !is_written {
                    continue;
                }
                expected[at].row(&play, times);
                expected[3].row(&play, times);
                if play.flaw.is_none() && is_play {
                    expected[at].play(&catalogue, &play);
                }
            }
            if play.flaw.is_none() {
                expected[3].play(&catalogue, &play);
            }
        }
    }
    assert_eq!(earlier, plays, "the life has as many plays as asked for");
    expected
}

#[test]
fn what_was_meant_and_what_was_counted_agree() {
    for (plays, seed) in [
        (0, 1),
        (1, 1),
        (40, 3),
        (700, 4),
        (2_500, 1),
        (2_500, 2),
        (2_500, 99),
        (12_000, 7),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let truth = generate(folder.path(), plays, seed).unwrap();
        let counted = [truth.extended, truth.older, truth.account, truth.together].map(Expected::from);
        assert_eq!(counted, expected(plays, seed), "{plays} plays, seed {seed}");
    }
}
