//! Rules 6 and 7: a recorded play is absorbed by a row of the extended history or of the account data that tells of the same play,
//! because these know how long it was heard.

use std::collections::{HashMap, HashSet};

use plays::Provenance;

use crate::{
    account::{MINUTE_MS, pair_by_time},
    pairing::Window,
    rows::{Ending, Names, Row, Rows, Rule, Verdicts},
};

/// How far Spotify's stamp usually is from the end.
const NEAR_MS: i64 = 90_000;
const DAY_MS: i64 = 24 * 60 * 60_000;
/// A play that ended because Spotify was left may be told when Spotify is started again.
const EXIT_MS: i64 = 7 * DAY_MS;

/// Rule 6. A recorded play and a row of the extended history are one play if the stamp lies within 90 s of the end or the times of
/// playing overlap: first those of the same item, then those of equal names. Of what is left, they are one play if the stamp lies
/// within a day of the end, or within a week before the end of a row that ended by leaving Spotify, but not after the latest end that
/// the extended history has, which `latest` finds.
pub(crate) fn recorded_in_extended<R: Rows + ?Sized>(
    verdicts: &mut Verdicts,
    rows: &R,
    names: &Names,
    latest: impl FnOnce() -> Option<i64>,
) {
    let mut absorbing = Absorbing::new(verdicts, rows, Provenance::Extended);
    if absorbing.is_done() {
        return;
    }
    let latest = latest().unwrap_or(i64::MIN);
    let near = |recorded: &Row, extended: &Row| distance_if_near(recorded, extended, 0);
    let same_day = |recorded: &Row, extended: &Row| {
        let after = extended.at_ms - recorded.at_ms;
        let may_be = recorded.at_ms <= latest && (-DAY_MS..=latest_told(extended)).contains(&after);
        may_be.then_some(after.unsigned_abs())
    };
    let around = |row: &Row| around(row, NEAR_MS);
    absorbing.by_item(verdicts, names, Rule::RecordedInExtended, around, near);
    absorbing.by_names(verdicts, names, Rule::RecordedInExtended, around, near);
    absorbing.by_item(verdicts, names, Rule::RecordedInExtended, within_day, same_day);
    absorbing.by_names(verdicts, names, Rule::RecordedInExtended, within_day, same_day);
}

/// The latest end of a row of the extended history, in milliseconds since 1970.
pub(crate) fn latest_extended<R: Rows + ?Sized>(rows: &R) -> Option<i64> {
    let rows = (0..rows.count()).map(|place| rows.row(place));
    let extended = rows.filter(|row| row.provenance == Provenance::Extended && !row.set_aside);
    extended.map(|row| row.at_ms).max()
}

/// Rule 7. A recorded play and a row of account data with equal names are one play if the stamp lies within 90 s of the minute or the
/// times of playing overlap; of what is left, if it lies within a day.
pub(crate) fn recorded_in_account<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) {
    let mut absorbing = Absorbing::new(verdicts, rows, Provenance::Account);
    if absorbing.is_done() {
        return;
    }
    let near = |recorded: &Row, account: &Row| distance_if_near(recorded, account, MINUTE_MS);
    let same_day = |recorded: &Row, account: &Row| {
        let apart = recorded.at_ms.abs_diff(account.at_ms);
        (apart <= DAY_MS.unsigned_abs()).then_some(apart)
    };
    let around = |row: &Row| around(row, NEAR_MS + MINUTE_MS);
    absorbing.by_names(verdicts, names, Rule::RecordedInAccount, around, near);
    absorbing.by_names(verdicts, names, Rule::RecordedInAccount, within_day, same_day);
}

/// How far the stamp is from the end, if the two may be one play. The end lies somewhere in `unsure` milliseconds after the time that
/// is told.
fn distance_if_near(recorded: &Row, exported: &Row, unsure: i64) -> Option<u64> {
    let (at, end) = (recorded.at_ms, exported.at_ms);
    let last = end + unsure;
    let apart = if at < end { end - at } else { (at - last).max(0) };
    let began = |row: &Row| row.at_ms - i64::from(row.ms);
    let overlap = began(recorded).max(began(exported)) < at.min(last);
    (apart <= NEAR_MS || overlap).then_some(apart.unsigned_abs())
}

/// How long after the stamp the end may be told.
fn latest_told(extended: &Row) -> i64 {
    if extended.ending == Ending::Exit {
        EXIT_MS
    } else {
        DAY_MS
    }
}

/// The time of playing, and `reach` on both sides.
fn around(row: &Row, reach: i64) -> Window {
    Window {
        from: row.at_ms - i64::from(row.ms) - reach,
        to: row.at_ms + reach,
    }
}

fn within_day(row: &Row) -> Window {
    // The windows of two rows touch if each reaches half of the way; the whole way is on the side that knows it.
    match row.provenance {
        Provenance::Live => Window {
            from: row.at_ms,
            to: row.at_ms,
        },
        Provenance::Account | Provenance::Extended => Window {
            from: row.at_ms - latest_told(row),
            to: row.at_ms + DAY_MS,
        },
    }
}

/// The recorded plays and the exported ones that have no partner yet.
struct Absorbing<'r, R: ?Sized> {
    rows: &'r R,
    recorded: Vec<u32>,
    exported: Vec<u32>,
}

impl<'r, R: Rows + ?Sized> Absorbing<'r, R> {
    fn new(verdicts: &Verdicts, rows: &'r R, exported: Provenance) -> Self {
        let recorded = verdicts.plays(rows, Provenance::Live);
        let exported = if recorded.is_empty() {
            Vec::new()
        } else {
            verdicts.plays(rows, exported)
        };
        Self {
            rows,
            recorded,
            exported,
        }
    }

    fn is_done(&self) -> bool {
        self.recorded.is_empty() || self.exported.is_empty()
    }

    fn row(&self, place: u32) -> Row {
        self.rows.row(place as usize)
    }

    fn by_item(
        &mut self,
        verdicts: &mut Verdicts,
        names: &Names,
        rule: Rule,
        window: impl Fn(&Row) -> Window,
        distance: impl Fn(&Row, &Row) -> Option<u64>,
    ) {
        let item = |row: &Row| Some(names.item(row));
        self.pair(verdicts, rule, item, item, window, distance);
    }

    /// Equal names: the title is the same, and the exported row's artist is one of the recorded track's or its album's.
    fn by_names(
        &mut self,
        verdicts: &mut Verdicts,
        names: &Names,
        rule: Rule,
        window: impl Fn(&Row) -> Window,
        distance: impl Fn(&Row, &Row) -> Option<u64>,
    ) {
        let groups = NameGroups::new(self.recorded.iter().map(|place| names.naming(&self.row(*place))));
        let recorded = |row: &Row| groups.of(names.naming(row));
        let exported = |row: &Row| groups.of(names.naming(row));
        let fits = |one: &Row, other: &Row| {
            let (one, other) = (names.naming(one), names.naming(other));
            one.artists.iter().any(|artist| other.artists.contains(artist))
        };
        self.pair(verdicts, rule, recorded, exported, window, |one, other| {
            if fits(one, other) { distance(one, other) } else { None }
        });
    }

    fn pair<K: std::hash::Hash + Eq>(
        &mut self,
        verdicts: &mut Verdicts,
        rule: Rule,
        recorded_group: impl Fn(&Row) -> Option<K>,
        exported_group: impl Fn(&Row) -> Option<K>,
        window: impl Fn(&Row) -> Window,
        distance: impl Fn(&Row, &Row) -> Option<u64>,
    ) {
        let mut groups: HashMap<K, (Vec<u32>, Vec<u32>)> = HashMap::new();
        for place in &self.recorded {
            if let Some(group) = recorded_group(&self.row(*place)) {
                groups.entry(group).or_default().0.push(*place);
            }
        }
        for place in &self.exported {
            if let Some(found) = exported_group(&self.row(*place)).and_then(|group| groups.get_mut(&group)) {
                found.1.push(*place);
            }
        }
        let mut partners = HashSet::new();
        for (recorded, exported) in groups.into_values() {
            for (recorded, exported) in pair_by_time(self.rows, recorded, exported, &window, &distance) {
                verdicts.absorb(recorded, exported, rule);
                partners.insert(recorded);
                partners.insert(exported);
            }
        }
        self.recorded.retain(|place| !partners.contains(place));
        self.exported.retain(|place| !partners.contains(place));
    }
}

/// The recorded tracks of one title, in groups of those that share an artist, directly or through others.
struct NameGroups {
    /// The group of each title and artist.
    of: HashMap<(u32, u32), u32>,
    /// For each group the one that it has become a part of, or itself.
    parents: Vec<u32>,
}

impl NameGroups {
    fn new<'n>(recorded: impl Iterator<Item = &'n crate::rows::Naming>) -> Self {
        let mut groups = Self {
            of: HashMap::new(),
            parents: Vec::new(),
        };
        for naming in recorded {
            let mut first = None;
            for artist in &naming.artists {
                let next = groups.parents.len() as u32;
                let own = *groups.of.entry((naming.title, *artist)).or_insert(next);
                if own == next {
                    groups.parents.push(next);
                }
                let root = groups.root(own);
                let first = *first.get_or_insert(root);
                groups.parents[root as usize] = groups.root(first);
            }
        }
        groups
    }

    fn root(&self, mut group: u32) -> u32 {
        while self.parents[group as usize] != group {
            group = self.parents[group as usize];
        }
        group
    }

    fn of(&self, naming: &crate::rows::Naming) -> Option<u32> {
        let mut groups = naming
            .artists
            .iter()
            .filter_map(|artist| self.of.get(&(naming.title, *artist)));
        groups.next().map(|group| self.root(*group))
    }
}
