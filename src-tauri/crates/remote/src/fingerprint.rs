//! Fingerprints of sets of rows. Each row has a mark of 64 bits that depends on nothing but what it says, and a set has the sums of the
//! lower and the upper halves of its marks: sums that SQL can work out, too, and that come out alike in any order.
//! docs/remote.md describes them; every machine has to come to the same, so they never change.

use plays::{Circumstance, Evidence, Item, Kind, Part, Provenance, Register, SourceKey, Times};
use sha2::{Digest as _, Sha256};

use crate::{Catalogue, PublishedAlbum, PublishedArtist, PublishedMonth, PublishedPlay};

/// The first half of the SHA-256 of something that is shared: the same on every machine.
pub type Digest = [u8; 16];

/// How many buckets the registers of a kind are spread over.
pub(crate) const BUCKETS: u8 = 16;

/// What a set of rows comes to. Two sets with the same are equal, but for a chance in 2^64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Fingerprint {
    /// How many rows.
    pub rows: u64,
    /// The sum of the lower 32 bits of their marks.
    pub low: u64,
    /// The sum of the upper 32 bits of their marks.
    pub high: u64,
}

impl Fingerprint {
    /// Adds a row.
    pub fn add(&mut self, mark: u64) {
        self.rows += 1;
        self.low += mark & 0xFFFF_FFFF;
        self.high += mark >> 32;
    }
}

impl FromIterator<u64> for Fingerprint {
    fn from_iter<I: IntoIterator<Item = u64>>(marks: I) -> Self {
        let mut fingerprint = Self::default();
        marks.into_iter().for_each(|mark| fingerprint.add(mark));
        fingerprint
    }
}

/// The mark of a row whose item and circumstance have these digests.
pub fn row_mark(row: &Evidence, item: &Digest, circumstance: &Digest) -> u64 {
    let provenance: u64 = match row.provenance {
        Provenance::Live => 0,
        Provenance::Account => 1,
        Provenance::Extended => 2,
    };
    let small = provenance | u64::from(row.times == Times::Begin) << 8 | u64::from(row.number) << 16;
    let halves = |digest: &Digest| [half(digest, 0), half(digest, 8)];
    let [item_1, item_2] = halves(item);
    let [circumstance_1, circumstance_2] = halves(circumstance);
    [
        row.ended_at.as_millis().cast_unsigned(),
        u64::from(row.told_ms),
        small,
        item_1,
        item_2,
        circumstance_1,
        circumstance_2,
    ]
    .into_iter()
    .fold(0, mixed)
}

/// What the rows of a part come to.
pub fn part_fingerprint(part: &Part) -> Fingerprint {
    let items: Vec<_> = part.batch.items.iter().map(item_digest).collect();
    let circumstances: Vec<_> = part.batch.circumstances.iter().map(circumstance_digest).collect();
    let mark = |row: &Evidence| {
        row_mark(
            row,
            &items[row.item as usize],
            &circumstances[row.circumstance as usize],
        )
    };
    part.batch.evidence.iter().map(mark).collect()
}

/// What the plays of a published month come to.
pub fn published_fingerprint(catalogue: &Catalogue, month: &PublishedMonth) -> Fingerprint {
    let tracks: Vec<_> = catalogue.tracks.iter().map(|track| track_digest(&track.uri)).collect();
    let circumstances: Vec<_> = month.circumstances.iter().map(circumstance_digest).collect();
    let mark = |play: &PublishedPlay| {
        play_mark(
            play,
            &tracks[play.track as usize],
            &circumstances[play.circumstance as usize],
        )
    };
    month.plays.iter().map(mark).collect()
}

/// The mark of a published play, whose track and circumstance have these digests.
pub(crate) fn play_mark(play: &PublishedPlay, track: &Digest, circumstance: &Digest) -> u64 {
    let flags = u64::from(play.is_estimated) | u64::from(play.counts) << 1 | u64::from(play.is_hidden) << 2;
    let SourceKey(source) = play.source;
    [
        play.ended_at_ms.cast_unsigned(),
        i64::from(play.day).cast_unsigned(),
        u64::from(play.ms_played),
        flags,
        half(&source, 0),
        half(&source, 8),
        half(track, 0),
        half(track, 8),
        half(circumstance, 0),
        half(circumstance, 8),
    ]
    .into_iter()
    .fold(0, mixed)
}

/// The mark of a register.
pub fn register_mark(register: &Register) -> u64 {
    let mut text = Fields::new("register");
    text.text(&register.kind);
    text.text(&register.key);
    text.number(Some(register.stamp.counter));
    text.bytes(&register.stamp.machine.0);
    text.maybe(register.value.as_deref());
    half(&text.digest(), 0)
}

/// In which bucket of its kind a register is.
pub fn register_bucket(key: &str) -> u8 {
    let mut text = Fields::new("bucket");
    text.text(key);
    text.digest()[0] % BUCKETS
}

/// The digest of what a register is about.
pub(crate) fn register_digest(kind: &str, key: &str) -> Digest {
    let mut text = Fields::new("decision");
    text.text(kind);
    text.text(key);
    text.digest()
}

/// The digest of an artist: of the URI or, where there is none, of the name.
pub(crate) fn artist_digest(artist: &PublishedArtist) -> Digest {
    let mut text = Fields::new("artist");
    text.maybe(artist.uri.as_deref());
    if artist.uri.is_none() {
        text.text(&artist.name);
    }
    text.digest()
}

/// The digest of an album: of the URI or, where there is none, of the names.
pub(crate) fn album_digest(album: &PublishedAlbum) -> Digest {
    let mut text = Fields::new("album");
    text.maybe(album.uri.as_deref());
    if album.uri.is_none() {
        text.text(&album.name);
        text.text(&album.artist);
    }
    text.digest()
}

/// The digest of a track, by its URI.
pub(crate) fn track_digest(uri: &str) -> Digest {
    let mut text = Fields::new("track");
    text.text(uri);
    text.digest()
}

/// The digest of a genre, by its name.
pub(crate) fn genre_digest(name: &str) -> Digest {
    let mut text = Fields::new("genre");
    text.text(name);
    text.digest()
}

/// The digest of an item as a source names it.
pub fn item_digest(item: &Item) -> Digest {
    let mut text = Fields::new("item");
    text.text(item.uri.as_str());
    text.text(match item.kind {
        Kind::Music => "music",
        Kind::Podcast => "podcast",
        Kind::Audiobook => "audiobook",
    });
    text.text(&item.name);
    text.text(&item.artist);
    text.text(&item.album);
    text.number(item.length_ms.map(u64::from));
    text.maybe(item.isrc.as_deref());
    text.digest()
}

/// The digest of a circumstance.
pub fn circumstance_digest(circumstance: &Circumstance) -> Digest {
    let Circumstance {
        reason_start,
        reason_end,
        shuffle,
        skipped,
        offline,
        incognito,
        platform,
        country,
    } = circumstance;
    let mut text = Fields::new("circumstance");
    for words in [reason_start, reason_end, platform, country] {
        text.maybe(words.as_deref());
    }
    for flag in [shuffle, skipped, offline, incognito] {
        text.number(flag.map(u64::from));
    }
    text.digest()
}

/// Fields one after another, so that no other fields come to the same bytes.
pub(crate) struct Fields(Sha256);

impl Fields {
    pub(crate) fn new(what: &str) -> Self {
        let mut fields = Self(Sha256::new());
        fields.text(what);
        fields
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn maybe(&mut self, text: Option<&str>) {
        self.0.update([u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }

    fn number(&mut self, number: Option<u64>) {
        self.0.update([u8::from(number.is_some())]);
        self.0.update(number.unwrap_or_default().to_le_bytes());
    }

    pub(crate) fn digest(self) -> Digest {
        let whole = self.0.finalize();
        std::array::from_fn(|at| whole[at])
    }
}

fn half(digest: &Digest, at: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|byte| digest[at + byte]))
}

/// Another number for every other value: each step can be undone.
fn mixed(hash: u64, value: u64) -> u64 {
    let hash = (hash ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash ^ (hash >> 32))
        .wrapping_mul(0xD6E8_FEB8_6659_FD93)
        .rotate_left(29)
}

#[cfg(test)]
mod tests;
