//! Files that hold something else than what Tonearm reads and are known for what they are: exports of other services, and the other
//! parts of Spotify's own. They are recognised to be named, never read.

use chrono::NaiveDateTime;
use memchr::memmem;

use crate::format::has_key;

/// What a file is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OtherData {
    /// Plays, in an export of this service.
    Service(&'static str),
    /// A part of Spotify's account data that tells of no plays.
    AccountData(&'static str),
    /// A file of Spotify's technical log, which is an export of its own.
    TechnicalLog,
    /// Spotify's history, saved as a table by another program.
    Table,
}

/// How a kind of file is recognised.
enum Sign {
    /// An object near the beginning has all these keys.
    Keys(&'static [&'static str]),
    /// The first line is a table's head and has all these columns.
    Columns(&'static [&'static str]),
    /// All these words are in it.
    Words(&'static [&'static str]),
}

use OtherData::{AccountData, Service, Table, TechnicalLog};
use Sign::{Columns, Keys, Words};

/// The first that fits counts, so that those with more keys stand above those with fewer.
const SIGNS: &[(Sign, OtherData)] = &[
    (Keys(&["listened_at", "track_metadata"]), Service("ListenBrainz")),
    (Keys(&["exported_at", "listens", "listened_at"]), Service("Koito")),
    (Keys(&["exported_at", "user", "listens"]), Service("Koito")),
    (Keys(&["listened_at", "track", "artists"]), Service("Koito")),
    (Keys(&["maloja", "scrobbles"]), Service("Maloja")),
    (
        Keys(&["scrobbles", "time", "track", "artists", "title"]),
        Service("Maloja"),
    ),
    (Keys(&["played_at", "primaryArtistId"]), Service("Your Spotify")),
    (Keys(&["played_at", "owner"]), Service("Your Spotify")),
    // A copy of its database.
    (Words(&["played_at\0", "owner\0"]), Service("Your Spotify")),
    (Keys(&["timeHuman", "timeMs"]), Service("Pano Scrobbler")),
    (Columns(&["timeHuman", "timeMs"]), Service("Pano Scrobbler")),
    (Words(&["\"recenttracks\"", "libre.fm"]), Service("Libre.fm")),
    (Words(&["\"#text\"", "\"uts\"", "libre.fm"]), Service("Libre.fm")),
    (Keys(&["recenttracks", "track"]), Service("Last.fm")),
    (Keys(&["#text", "uts"]), Service("Last.fm")),
    (Keys(&["scrobbles", "albumId", "date"]), Service("Last.fm")),
    (Keys(&["scrobbles", "track", "artist", "date"]), Service("Last.fm")),
    (Columns(&["uts", "utc_time", "artist", "track"]), Service("Last.fm")),
    (Columns(&["artist", "albumid", "track", "date#"]), Service("Last.fm")),
    (Columns(&["#AUDIOSCROBBLER/"]), Service("Last.fm")),
    (Words(&["<?xml", "<recenttracks"]), Service("Last.fm")),
    (Columns(&["ts", "ms_played"]), Table),
    (Columns(&["endTime", "msPlayed"]), Table),
    (Keys(&["timestamp_utc", "context_time"]), TechnicalLog),
    (Keys(&["playlists", "lastModifiedDate"]), AccountData("your playlists")),
    (Keys(&["playlists", "items"]), AccountData("your playlists")),
    (
        Keys(&["searchTime", "searchQuery"]),
        AccountData("what you searched for"),
    ),
    (Keys(&["tracks", "albums", "shows"]), AccountData("your library")),
    (Keys(&["userIsFollowing"]), AccountData("whom you follow")),
    (Keys(&["inferences"]), AccountData("what Spotify infers about you")),
    (Keys(&["payment_method"]), AccountData("how you pay")),
    (Keys(&["username", "country"]), AccountData("your account's details")),
];

/// Names that files of the account data have, in lower case and without their numbers and endings.
const ACCOUNT_DATA_NAMES: &[&str] = &[
    "carthing",
    "duonewfamily",
    "familyplan",
    "follow",
    "identifiers",
    "identity",
    "inferences",
    "marquee",
    "messagedata",
    "payments",
    "playlist",
    "playlistinteraction",
    "podcastinteractivity",
    "podcastinteractivitycomment",
    "searchqueries",
    "useraddress",
    "userdata",
    "userprompts",
    "voiceinput",
    "wrapped",
    "yourlibrary",
    "yoursoundcapsule",
];

impl OtherData {
    /// What a text is that begins like this, in UTF-8.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let found = SIGNS.iter().find(|(sign, _)| sign.fits(head)).map(|(_, data)| *data);
        found.or_else(|| match first_line(head) {
            line if is_row_of_libre_fm(line) => Some(Service("Libre.fm")),
            line if is_row_of_last_fm(line) => Some(Service("Last.fm")),
            _ => None,
        })
    }

    /// What it is, to continue "holds no listening history, only".
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Service(name) | Self::AccountData(name) => name,
            Self::TechnicalLog => "Spotify's technical log",
            Self::Table => "a table",
        }
    }
}

impl Sign {
    fn fits(&self, head: &[u8]) -> bool {
        match self {
            Self::Keys(keys) => {
                matches!(head.trim_ascii_start(), [b'{' | b'[', ..]) && keys.iter().all(|key| has_key(head, key))
            }
            Self::Columns(words) => {
                let line = first_line(head).to_ascii_lowercase();
                words.iter().all(|word| has_column(&line, &word.to_ascii_lowercase()))
            }
            Self::Words(words) => words.iter().all(|word| memmem::find(head, word.as_bytes()).is_some()),
        }
    }
}

/// Whether a table's head, in lower case, has this column. A word that ends in a sign is only the beginning of a column's name.
fn has_column(line: &[u8], word: &str) -> bool {
    let is_whole = word.ends_with(|letter: char| letter.is_ascii_alphanumeric());
    line.split(|byte| b",;\t|".contains(byte)).any(|cell| {
        let cell = cell.strip_prefix(b"\"").unwrap_or(cell);
        let cell = cell.strip_suffix(b"\"").unwrap_or(cell);
        cell == word.as_bytes() || !is_whole && cell.starts_with(word.as_bytes())
    })
}

fn first_line(head: &[u8]) -> &[u8] {
    head.split(|byte| matches!(byte, b'\n' | b'\r'))
        .next()
        .unwrap_or_default()
}

/// The usual table of Last.fm's plays has no head: artist, album, track, and a time such as `04 May 2023 13:37`.
fn is_row_of_last_fm(line: &[u8]) -> bool {
    let Some(last) = str::from_utf8(line).ok().and_then(|line| line.rsplit(',').next()) else {
        return false;
    };
    let time = last.trim().trim_matches('"');
    line.len() < MAX_LINE_BYTES && NaiveDateTime::parse_from_str(time, "%d %b %Y %H:%M").is_ok()
}

/// Longer lines are no rows of a table of plays.
const MAX_LINE_BYTES: usize = 4 * 1024;

/// A line of the tables that Libre.fm's own tools write: seconds since 1970, track, artist, album and three ids.
fn is_row_of_libre_fm(line: &[u8]) -> bool {
    let cells: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    let is_time = |cell: &[u8]| (9..=10).contains(&cell.len()) && cell.iter().all(u8::is_ascii_digit);
    cells.len() >= 6 && is_time(cells[0]) && cells[1..3].iter().all(|cell| !cell.is_empty())
}

/// Whether a file of this name belongs to Spotify's account data and tells of no plays: nobody misses it.
pub(crate) fn is_account_data_by_name(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let Some(stem) = name.strip_suffix(".json") else {
        return false;
    };
    let stem = stem.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
    ACCOUNT_DATA_NAMES.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_of_other_services_are_known_by_what_is_in_them() {
        for (head, service) in [
            (
                r#"{"listened_at": 1700000000, "track_metadata": {"artist_name": "Bicep", "track_name": "Glue"}}"#,
                "ListenBrainz",
            ),
            (
                r#"{"version": "1", "exported_at": "2025-11-01T10:00:00Z", "user": "robin", "listens": ["#,
                "Koito",
            ),
            (
                r#"{"maloja": {"export_time": 1700000000}, "scrobbles": [{"time": 1700000000}]}"#,
                "Maloja",
            ),
            (
                r#"[{"owner": "x", "id": "y", "played_at": "2024-01-01T10:00:00.000Z", "primaryArtistId": "z", "durationMs": 1}]"#,
                "Your Spotify",
            ),
            (
                r#"{"timeHuman":"1 Jan 2024","timeMs":1704103200000,"artist":"Bicep","track":"Glue","event":"scrobble"}"#,
                "Pano Scrobbler",
            ),
            (
                "timeHuman,timeMs,artist,track,album,albumArtist\n1 Jan,2",
                "Pano Scrobbler",
            ),
            (
                r##"{"recenttracks": {"track": [{"artist": {"#text": "Bicep"}, "url": "https://libre.fm/artist/Bicep"}]}}"##,
                "Libre.fm",
            ),
            ("1704103200\tGlue\tBicep\tBicep\t\t\t\n", "Libre.fm"),
            (
                r##"{"recenttracks": {"track": [{"artist": {"#text": "Bicep"}, "date": {"uts": "1704103200"}}]}}"##,
                "Last.fm",
            ),
            (
                r#"{"username":"robin","scrobbles":[{"track":"Glue","artist":"Bicep","albumId":"","date":1704103200000}]}"#,
                "Last.fm",
            ),
            (
                "uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n\"17041\"",
                "Last.fm",
            ),
            ("\u{FEFF}Artist;Album;AlbumId;Track;Date#robin\n", "Last.fm"),
            ("Bicep,Isles,Atlas,04 May 2023 13:37\n", "Last.fm"),
            ("\"Bicep\",\"Isles\",\"Atlas\",\"04 May 2023 13:37\"\r\n", "Last.fm"),
            ("#AUDIOSCROBBLER/1.1\n#TZ/UTC\n", "Last.fm"),
        ] {
            assert_eq!(OtherData::of(head.as_bytes()), Some(Service(service)), "{head}");
        }
    }

    #[test]
    fn other_parts_of_spotify_are_known_and_the_rest_is_not() {
        let log = r#"[{"timestamp_utc":"2024-01-01T00:00:00Z","context_time":1704067200,"message_item_uri":"x"}]"#;
        assert_eq!(OtherData::of(log.as_bytes()), Some(TechnicalLog));
        let playlists = r#"{"playlists": [{"name": "x", "lastModifiedDate": "2024-01-01", "items": []}]}"#;
        assert_eq!(OtherData::of(playlists.as_bytes()), Some(AccountData("your playlists")));
        for head in [
            "name,price\n",
            r#"{"name": "package", "version": "1"}"#,
            "%PDF-1.7",
            "",
            "Dear Robin, the 04 May was nice",
        ] {
            assert_eq!(OtherData::of(head.as_bytes()), None, "{head}");
        }
    }

    #[test]
    fn names_of_the_account_data_are_known_with_their_numbers() {
        for name in [
            "Userdata.json",
            "Spotify Account Data/Playlist1.json",
            "YourLibrary.json",
        ] {
            assert!(is_account_data_by_name(name), "{name}");
        }
        for name in ["StreamingHistory0.json", "Userdata.txt", "numbers.json"] {
            assert!(!is_account_data_by_name(name), "{name}");
        }
    }
}
