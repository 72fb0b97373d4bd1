//! The fields of one row of an extended history, and how each generation of exports writes them.
//! Writes what it is given, right or wrong.

use crate::json::{Layout, Object};

/// A boolean as the exports have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LooseBool {
    Yes,
    No,
    Null,
    /// `""`.
    Empty,
    /// `1` or `0`.
    Number(bool),
    /// `"true"` or `"false"`.
    Word(bool),
}

impl From<bool> for LooseBool {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl LooseBool {
    fn json(self) -> &'static str {
        match self {
            Self::Yes => "true",
            Self::No => "false",
            Self::Null => "null",
            Self::Empty => "\"\"",
            Self::Number(true) => "1",
            Self::Number(false) => "0",
            Self::Word(true) => "\"true\"",
            Self::Word(false) => "\"false\"",
        }
    }
}

/// `offline_timestamp` as the exports have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfflineTimestamp {
    Null,
    Empty,
    /// Seconds, milliseconds or 0.
    Number(i64),
}

/// Name, owner (artist or show) and collection: either all or none.
pub(crate) type Names<'a> = Option<(&'a str, &'a str, &'a str)>;

/// One row.
pub(crate) struct RowFields<'a> {
    pub(crate) ts: &'a str,
    pub(crate) ms_played: Option<i64>,
    pub(crate) platform: &'a str,
    pub(crate) country: &'a str,
    pub(crate) ip: &'a str,
    /// User name and user agent, in rows that have them.
    pub(crate) user: Option<(&'a str, &'a str)>,
    /// Title, artist, album.
    pub(crate) track: Names<'a>,
    pub(crate) track_uri: Option<&'a str>,
    /// Title and show; the third is unused.
    pub(crate) episode: Names<'a>,
    pub(crate) episode_uri: Option<&'a str>,
    /// Whether the row has the keys of audiobooks at all, even if they are null.
    pub(crate) has_book_keys: bool,
    /// Title of the chapter, title of the book, URI of the book.
    pub(crate) chapter: Names<'a>,
    pub(crate) chapter_uri: Option<&'a str>,
    pub(crate) reason_start: Option<&'a str>,
    pub(crate) reason_end: Option<&'a str>,
    pub(crate) shuffle: LooseBool,
    pub(crate) skipped: LooseBool,
    pub(crate) offline: LooseBool,
    pub(crate) offline_timestamp: OfflineTimestamp,
    pub(crate) incognito: LooseBool,
}

impl RowFields<'_> {
    /// As in exports since 2023.
    pub(crate) fn write(&self, into: &mut Vec<u8>) {
        let mut row = Object::open(into, Layout::Lines);
        row.text("ts", self.ts);
        if let Some((name, _)) = self.user {
            row.text("username", name);
        }
        row.text("platform", self.platform);
        write_length(&mut row, self.ms_played);
        row.text("conn_country", self.country);
        row.text("ip_addr", self.ip);
        if let Some((_, agent)) = self.user {
            row.text("user_agent_decrypted", agent);
        }
        self.write_track_and_episode(&mut row);
        if self.has_book_keys {
            let (chapter, book, book_uri) = split(self.chapter);
            row.text_or_null("audiobook_title", book);
            row.text_or_null("audiobook_uri", book_uri);
            row.text_or_null("audiobook_chapter_uri", self.chapter_uri);
            row.text_or_null("audiobook_chapter_title", chapter);
        }
        self.write_circumstances(&mut row);
        row.close();
    }

    /// As in `endsong` files, until 2022: with other personal fields and no audiobooks.
    pub(crate) fn write_older(&self, into: &mut Vec<u8>) {
        let mut row = Object::open(into, Layout::OneLine);
        row.text("ts", self.ts);
        row.text_or_null("username", self.user.map(|user| user.0));
        row.text("platform", self.platform);
        write_length(&mut row, self.ms_played);
        row.text("conn_country", self.country);
        row.text("ip_addr_decrypted", self.ip);
        row.text_or_null("user_agent_decrypted", self.user.map(|user| user.1));
        self.write_track_and_episode(&mut row);
        self.write_circumstances(&mut row);
        row.close();
    }

    fn write_track_and_episode(&self, row: &mut Object<'_>) {
        let (title, artist, album) = split(self.track);
        row.text_or_null("master_metadata_track_name", title);
        row.text_or_null("master_metadata_album_artist_name", artist);
        row.text_or_null("master_metadata_album_album_name", album);
        row.text_or_null("spotify_track_uri", self.track_uri);
        let (episode, show, _) = split(self.episode);
        row.text_or_null("episode_name", episode);
        row.text_or_null("episode_show_name", show);
        row.text_or_null("spotify_episode_uri", self.episode_uri);
    }

    fn write_circumstances(&self, row: &mut Object<'_>) {
        row.text_or_null("reason_start", self.reason_start);
        row.text_or_null("reason_end", self.reason_end);
        row.raw("shuffle", self.shuffle.json());
        row.raw("skipped", self.skipped.json());
        row.raw("offline", self.offline.json());
        match self.offline_timestamp {
            OfflineTimestamp::Null => row.raw("offline_timestamp", "null"),
            OfflineTimestamp::Empty => row.raw("offline_timestamp", "\"\""),
            OfflineTimestamp::Number(number) => row.number("offline_timestamp", number),
        }
        row.raw("incognito_mode", self.incognito.json());
    }
}

fn write_length(row: &mut Object<'_>, ms: Option<i64>) {
    match ms {
        Some(ms) => row.number("ms_played", ms),
        None => row.raw("ms_played", "null"),
    }
}

fn split(names: Names<'_>) -> (Option<&str>, Option<&str>, Option<&str>) {
    match names {
        Some((name, owner, collection)) => (Some(name), Some(owner), Some(collection)),
        None => (None, None, None),
    }
}
