//! What a life means to tell, counted while it is lived: it must agree with what is counted from the rows afterwards.

use std::collections::{BTreeMap, HashSet};

use plays::Kind;

use super::{
    Figures, Kinds,
    account::AccountRow,
    calendar,
    catalogue::Catalogue,
    generate,
    heard::{Echo, Heard},
    life::Life,
    witness,
};

/// The figures that can be meant; the others are left out of both sides.
#[derive(Debug, Default, PartialEq, Eq)]
struct Meant {
    rows: usize,
    set_aside: BTreeMap<String, usize>,
    plays: usize,
    counted_plays: usize,
    ms: u64,
    kinds: Kinds,
}

impl Meant {
    fn row(&mut self, heard: &Heard, times: usize) {
        self.rows += times;
        if let Some(flaw) = heard.flaw {
            *self.set_aside.entry(flaw.reason().to_owned()).or_default() += times;
        }
    }

    fn play(&mut self, catalogue: &Catalogue, heard: &Heard) {
        self.plays += 1;
        self.counted_plays += usize::from(heard.ms >= 30_000);
        self.ms += u64::from(heard.ms);
        match catalogue.kind(heard.item) {
            Kind::Music => self.kinds.music += 1,
            Kind::Podcast => self.kinds.podcast += 1,
            Kind::Audiobook => self.kinds.audiobook += 1,
        }
    }
}

impl From<Figures> for Meant {
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

/// Extended, older, account, together.
fn meant(plays: usize, seed: u64) -> [Meant; 4] {
    let catalogue = Catalogue::new(seed, plays);
    let mut life = Life::new(&catalogue, seed, plays);
    let mut meant: [Meant; 4] = Default::default();
    let mut lived = 0;
    let mut minutes = HashSet::new();
    for day in calendar::days(seed, plays) {
        let mut today = Vec::new();
        life.live(&day, &mut today);
        for heard in today {
            let told = witness::told(&catalogue, &heard, lived, plays);
            lived += usize::from(heard.flaw.is_none());
            let echoes = usize::from(heard.echo != Echo::None);
            let row = AccountRow::of(&heard);
            let name = catalogue.namesake[heard.item as usize];
            // Two plays of one length in one minute are one to account data.
            let alone = told.account && minutes.insert((name, row.ms, row.end_secs));
            for (at, is_told, times, is_play) in [
                (0, told.extended, 1 + echoes, true),
                (1, told.older, 1, true),
                (2, told.account, 1, alone),
            ] {
                if !is_told {
                    continue;
                }
                meant[at].row(&heard, times);
                meant[3].row(&heard, times);
                if heard.flaw.is_none() && is_play {
                    meant[at].play(&catalogue, &heard);
                }
            }
            if heard.flaw.is_none() {
                meant[3].play(&catalogue, &heard);
            }
        }
    }
    assert_eq!(lived, plays, "the life has as many plays as asked for");
    meant
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
        let counted = [truth.extended, truth.older, truth.account, truth.together].map(Meant::from);
        assert_eq!(counted, meant(plays, seed), "{plays} plays, seed {seed}");
    }
}
