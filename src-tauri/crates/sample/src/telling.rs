//! One row of an extended history in words, and how each generation of exports writes it down.

use chrono::{DateTime, Datelike, Timelike};

use super::json::{Layout, Object};

/// A boolean as the exports have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truthy {
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

impl From<bool> for Truthy {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl Truthy {
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
pub(super) enum Hint {
    Null,
    Empty,
    /// Seconds, milliseconds or 0.
    Number(i64),
}

/// Name, owner (artist or show) and collection: all there or all not.
pub(super) type Names<'a> = Option<(&'a str, &'a str, &'a str)>;

/// One row. Everything is as it will stand there, right or wrong.
pub(super) struct Telling<'a> {
    pub(super) ts: &'a str,
    pub(super) ms_played: Option<i64>,
    pub(super) platform: &'a str,
    pub(super) country: &'a str,
    pub(super) ip: &'a str,
    /// User name and user agent, in rows that still carry them.
    pub(super) user: Option<(&'a str, &'a str)>,
    /// Title, artist, album.
    pub(super) track: Names<'a>,
    pub(super) track_uri: Option<&'a str>,
    /// Title and show; the last is unused.
    pub(super) episode: Names<'a>,
    pub(super) episode_uri: Option<&'a str>,
    /// Whether the row has the keys of audiobooks at all, be they null.
    pub(super) knows_books: bool,
    /// Title of the chapter, title of the book, URI of the book.
    pub(super) chapter: Names<'a>,
    pub(super) chapter_uri: Option<&'a str>,
    pub(super) reason_start: Option<&'a str>,
    pub(super) reason_end: Option<&'a str>,
    pub(super) shuffle: Truthy,
    pub(super) skipped: Truthy,
    pub(super) offline: Truthy,
    pub(super) offline_timestamp: Hint,
    pub(super) incognito: Truthy,
}

impl Telling<'_> {
    /// As in exports since 2023.
    pub(super) fn write(&self, into: &mut Vec<u8>) {
        let mut row = Object::open(into, Layout::Lines);
        row.text("ts", self.ts);
        if let Some((name, _)) = self.user {
            row.text("username", name);
        }
        row.text("platform", self.platform);
        length(&mut row, self.ms_played);
        row.text("conn_country", self.country);
        row.text("ip_addr", self.ip);
        if let Some((_, agent)) = self.user {
            row.text("user_agent_decrypted", agent);
        }
        self.write_track_and_episode(&mut row);
        if self.knows_books {
            let (chapter, book, book_uri) = apart(self.chapter);
            row.text_or_null("audiobook_title", book);
            row.text_or_null("audiobook_uri", book_uri);
            row.text_or_null("audiobook_chapter_uri", self.chapter_uri);
            row.text_or_null("audiobook_chapter_title", chapter);
        }
        self.write_circumstances(&mut row);
        row.close();
    }

    /// As in `endsong` files, until 2022: other personal fields, no audiobooks.
    pub(super) fn write_older(&self, into: &mut Vec<u8>) {
        let mut row = Object::open(into, Layout::OneLine);
        row.text("ts", self.ts);
        row.text_or_null("username", self.user.map(|user| user.0));
        row.text("platform", self.platform);
        length(&mut row, self.ms_played);
        row.text("conn_country", self.country);
        row.text("ip_addr_decrypted", self.ip);
        row.text_or_null("user_agent_decrypted", self.user.map(|user| user.1));
        self.write_track_and_episode(&mut row);
        self.write_circumstances(&mut row);
        row.close();
    }

    fn write_track_and_episode(&self, row: &mut Object<'_>) {
        let (title, artist, album) = apart(self.track);
        row.text_or_null("master_metadata_track_name", title);
        row.text_or_null("master_metadata_album_artist_name", artist);
        row.text_or_null("master_metadata_album_album_name", album);
        row.text_or_null("spotify_track_uri", self.track_uri);
        let (episode, show, _) = apart(self.episode);
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
            Hint::Null => row.raw("offline_timestamp", "null"),
            Hint::Empty => row.raw("offline_timestamp", "\"\""),
            Hint::Number(number) => row.number("offline_timestamp", number),
        }
        row.raw("incognito_mode", self.incognito.json());
    }
}

fn length(row: &mut Object<'_>, ms: Option<i64>) {
    match ms {
        Some(ms) => row.number("ms_played", ms),
        None => row.raw("ms_played", "null"),
    }
}

fn apart(names: Names<'_>) -> (Option<&str>, Option<&str>, Option<&str>) {
    match names {
        Some((name, owner, collection)) => (Some(name), Some(owner), Some(collection)),
        None => (None, None, None),
    }
}

/// Appends `2013-05-04T13:37:00Z`.
pub(super) fn write_time(secs: i64, into: &mut String) {
    let Some(time) = DateTime::from_timestamp(secs, 0) else {
        return;
    };
    two_by_two(into, &[time.year() as u32 / 100, time.year() as u32 % 100], "");
    into.push('-');
    two_by_two(into, &[time.month(), time.day()], "-");
    into.push('T');
    two_by_two(into, &[time.hour(), time.minute(), time.second()], ":");
    into.push('Z');
}

/// Appends `2013-05-04 13:37`.
pub(super) fn write_minute(secs: i64, into: &mut String) {
    let from = into.len();
    write_time(secs, into);
    into.truncate(from + "2013-05-04T13:37".len());
    into.replace_range(from + 10..from + 11, " ");
}

fn two_by_two(into: &mut String, numbers: &[u32], between: &str) {
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            into.push_str(between);
        }
        into.push(char::from(b'0' + (number / 10 % 10) as u8));
        into.push(char::from(b'0' + (number % 10) as u8));
    }
}

/// The year of a time, for file names and totals.
pub(super) fn year(secs: i64) -> i32 {
    DateTime::from_timestamp(secs, 0).map_or(1970, |time| time.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_spotify_writes_them() {
        let mut text = String::new();
        write_time(1_367_674_620, &mut text);
        text.push(' ');
        write_minute(1_367_674_679, &mut text);
        assert_eq!(text, "2013-05-04T13:37:00Z 2013-05-04 13:37");
    }
}
