//! One play: each row that tells of it, and the plays that it may be the same as, for whoever wants to decide about it.

use plays::RowName;
use reconcile::Verdict;
use store::{EntityKind, StoreError};

use super::{Archive, entities::Entities, judged::Judged, key, why::ExplainedPlay};

/// Two sources that tell of one play may tell it half a day apart, where one of them took another zone for the listener's.
const MAY_BE_SAME_MS: u64 = 24 * 60 * 60 * 1000;
/// How many plays before it, and how many after it, may be the same as one.
const BESIDE: usize = 2;
/// How many others of its track at most, the nearest in time.
const OF_TRACK: usize = 4;

/// What a list shows of a play, and enough to find it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayKey {
    /// The second since 1970 in which it began.
    pub began_secs: i64,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
    /// The key of its track, or of the one that the track counts as.
    pub track: String,
}

/// Which play is to be explained.
#[derive(Debug, Clone, Copy)]
pub enum AskedPlay<'a> {
    /// The play that a list shows.
    Listed(&'a PlayKey),
    /// The play that a row tells of.
    OfRow(&'a RowName),
}

/// A play, and others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayAmongOthers {
    /// The play.
    pub play: ExplainedPlay,
    /// The two plays before it and the two after it, and the nearest four others of its track, if they began within a day of it: in the
    /// order in which they began.
    pub others: Vec<ExplainedPlay>,
}

impl Archive {
    /// One play, each row that tells of it, and the plays that it may be the same as; `None` if there is no such play. Judges all rows of
    /// the archive anew, which takes a second for a million.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn explain_play(&self, asked: AskedPlay<'_>) -> Result<Option<PlayAmongOthers>, StoreError> {
        let judged = self.judged()?;
        let place = match asked {
            AskedPlay::Listed(key) => self.find_play(key, &judged)?,
            AskedPlay::OfRow(row) => judged.place_of(row).map(|place| judged.lasts[place as usize]),
        };
        let Some(place) = place.filter(|place| matches!(judged.verdicts[*place as usize], Verdict::Play { .. })) else {
            return Ok(None);
        };
        let others = may_be_same(&judged, place);
        let members = judged.members_of(others.iter().copied().chain([place]));
        let explained = |place: &u32| self.explained(&judged, *place, members.get(place).map_or(&[], Vec::as_slice));
        Ok(Some(PlayAmongOthers {
            play: explained(&place)?,
            others: others.iter().map(explained).collect::<Result<_, _>>()?,
        }))
    }

    /// Of plays that are alike in everything that the key tells, any: nobody can tell them apart.
    fn find_play(&self, key: &PlayKey, judged: &Judged) -> Result<Option<u32>, StoreError> {
        let is_alike = |place: &u32| {
            judged.began_ms(*place).div_euclid(1000) == key.began_secs && judged.ms_played(*place) == key.ms_played
        };
        let alike: Vec<u32> = judged.plays().filter(is_alike).collect();
        if alike.len() < 2 {
            return Ok(alike.first().copied());
        }
        let entities = Entities::read(self)?;
        let same = |track: u32| entities.place(track).map(|place| entities.same_track[place]);
        let mut ids = self.store().ids_with_uri(EntityKind::Track, &key.track)?;
        if let (true, Some((name, artist))) = (ids.is_empty(), key::names_in(&key.track)) {
            ids = self
                .store()
                .ids_with_name(EntityKind::Track, &name, artist.as_deref())?;
        }
        let asked: Vec<_> = ids.into_iter().map(same).collect();
        let is_of_track = |place: &&u32| asked.contains(&same(judged.rows[**place as usize].evidence.item));
        Ok(alike.iter().find(is_of_track).copied())
    }
}

/// The places of the plays that the one at `place` may be the same as, in the order in which they began.
fn may_be_same(judged: &Judged, place: u32) -> Vec<u32> {
    let began = judged.began_ms(place);
    let away = |other: u32| judged.began_ms(other).abs_diff(began);
    let mut near: Vec<u32> = judged.plays().filter(|other| away(*other) <= MAY_BE_SAME_MS).collect();
    near.sort_unstable_by_key(|other| (judged.began_ms(*other), *other));
    let at = near.iter().position(|other| *other == place).unwrap_or_default();

    let item = judged.rows[place as usize].evidence.item;
    let mut of_track: Vec<u32> = near
        .iter()
        .copied()
        .filter(|other| *other != place && judged.rows[*other as usize].evidence.item == item)
        .collect();
    of_track.sort_by_key(|other| away(*other));
    of_track.truncate(OF_TRACK);

    let is_other =
        |(index, other): &(usize, &u32)| **other != place && (index.abs_diff(at) <= BESIDE || of_track.contains(other));
    let others = near.iter().enumerate().filter(is_other);
    others.map(|(_, other)| *other).collect()
}
