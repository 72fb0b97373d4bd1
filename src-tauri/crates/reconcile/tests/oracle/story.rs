//! Rows told in words, for examples.

use plays::Provenance;
use reconcile::{Ending, Item, Names, Naming, Row};

use crate::agreement::plays;

/// What a row calls a track.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Track {
    /// Its id; empty if there is none.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) artists: &'static [&'static str],
    pub(crate) isrc: Option<&'static str>,
}

pub(crate) const GLUE: Track = Track {
    id: "glue",
    title: "Glue",
    artists: &["Bicep"],
    isrc: None,
};
pub(crate) const OPAL: Track = Track {
    id: "opal",
    title: "Opal",
    ..GLUE
};
pub(crate) const APRICOTS: Track = Track {
    id: "apricots",
    title: "Apricots",
    ..GLUE
};

/// The track without its id: as account data names it, and the first edition of the extended history.
pub(crate) const fn named(track: Track) -> Track {
    Track { id: "", ..track }
}

/// Rows of evidence. Times are milliseconds after some midnight.
#[derive(Debug, Default)]
pub(crate) struct Story {
    rows: Vec<Row>,
    names: Names,
    items: Vec<(&'static str, &'static str, &'static [&'static str])>,
    words: Vec<&'static str>,
}

/// A play of a story: when, and for how many milliseconds.
pub(crate) type Play = (i64, u32);

impl Story {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A row of the extended history.
    pub(crate) fn extended(self, end: i64, heard_ms: u32, track: Track) -> Self {
        self.row(Provenance::Extended, end, heard_ms, track)
    }

    /// A row of account data; its time must be a whole minute.
    pub(crate) fn account(self, minute: i64, heard_ms: u32, track: Track) -> Self {
        assert_eq!(minute % 60_000, 0, "account data has whole minutes");
        self.row(Provenance::Account, minute, heard_ms, named(track))
    }

    /// A row of Spotify's list of recent plays.
    pub(crate) fn recorded(self, stamp: i64, track_ms: u32, track: Track) -> Self {
        self.row(Provenance::Live, stamp, track_ms, track)
    }

    /// What ended the last row.
    pub(crate) fn ended_by(mut self, reason_end: &str) -> Self {
        self.rows.last_mut().unwrap().ending = Ending::of(Some(reason_end));
        self
    }

    /// The place of the last row among the equal rows of its file.
    pub(crate) fn numbered(mut self, number: u32) -> Self {
        self.rows.last_mut().unwrap().number = number;
        self
    }

    /// Which recording the last row belongs to.
    pub(crate) fn of_recording(mut self, recording: u32) -> Self {
        self.rows.last_mut().unwrap().recording = recording;
        self
    }

    /// The plays in order of time. In whatever order the rows are told, they are the same.
    pub(crate) fn plays(&self) -> Vec<Play> {
        let told = plays(&self.rows, &self.names);
        let mut backwards = self.rows.clone();
        backwards.reverse();
        assert_eq!(
            plays(&backwards, &self.names),
            told,
            "the order of rows makes a difference"
        );
        told.into_iter().map(|(at, _, ms, _)| (at, ms)).collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.plays().len()
    }

    /// The ids of what was played, in order of time.
    pub(crate) fn ids(&self) -> Vec<&'static str> {
        let told = plays(&self.rows, &self.names);
        told.into_iter()
            .map(|(_, item, ..)| self.items[item as usize].0)
            .collect()
    }

    fn row(mut self, provenance: Provenance, at_ms: i64, ms: u32, track: Track) -> Self {
        let item = self.item(track);
        let naming = Naming {
            item,
            title: self.word(track.title),
            artists: track.artists.iter().map(|artist| self.word(artist)).collect(),
            isrc: track.isrc.map(|isrc| self.word(isrc)),
        };
        let known = self.names.namings.iter().position(|known| *known == naming);
        let naming = known.unwrap_or_else(|| {
            self.names.namings.push(naming);
            self.names.namings.len() - 1
        }) as u32;
        self.rows.push(Row::plain(provenance, at_ms, ms, naming));
        self
    }

    /// Items with an id are told apart by it, the others by title and artists.
    fn item(&mut self, track: Track) -> u32 {
        let key = match track.id {
            "" => ("", track.title, track.artists),
            id => (id, "", &[][..]),
        };
        let known = self.items.iter().position(|known| *known == key);
        known.unwrap_or_else(|| {
            self.items.push(key);
            let has_id = !track.id.is_empty();
            self.names.items.push(Item { has_id });
            self.items.len() - 1
        }) as u32
    }

    fn word(&mut self, word: &'static str) -> u32 {
        let known = self.words.iter().position(|known| *known == word);
        known.unwrap_or_else(|| {
            self.words.push(word);
            self.words.len() - 1
        }) as u32
    }
}
