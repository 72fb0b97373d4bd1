//! Account data: the last year by names and minutes, and the files of the same zip that contain no plays.

use std::{io, path::Path};

use plays::Kind;

use crate::{
    catalogue::Catalogue,
    file::{Zip, write_array},
    json::{Layout, Object},
    play::Play,
    timestamp::write_minute,
};

const FOLDER: &str = "Spotify Account Data";
const ROWS_A_FILE: usize = 10_000;

/// The other files of the zip. A test searches for these personal values where they must not be.
const OTHERS: &[(&str, &str)] = &[
    (
        "Userdata.json",
        r#"{"username":"robin.ashdown.secret","email":"robin.ashdown.secret@example.org","country":"GB","createdFromFacebook":false,"birthdate":"1990-01-01","gender":"unknown"}"#,
    ),
    (
        "Playlist1.json",
        r#"{"playlists":[{"name":"Kitchen","lastModifiedDate":"2026-03-01","items":[{"track":{"trackName":"Jóga","artistName":"Björk","albumName":"Homogenic","trackUri":"spotify:track:0000000000000000000000"},"episode":null,"localTrack":null,"addedDate":"2026-03-01"}],"description":null,"numberOfFollowers":0}]}"#,
    ),
    (
        "YourLibrary.json",
        r#"{"tracks":[],"albums":[],"shows":[],"episodes":[],"bannedTracks":[],"artists":[],"bannedArtists":[],"other":[]}"#,
    ),
    (
        "SearchQueries.json",
        r#"[{"platform":"IPHONE","searchTime":"2026-10-01T10:00:00.000Z[UTC]","searchQuery":"robin.ashdown.secret","searchInteractionURIs":[]}]"#,
    ),
    (
        "Follow.json",
        r#"{"userIsFollowing":[],"userIsFollowedBy":[],"userIsBlocking":[]}"#,
    ),
    ("Inferences.json", r#"{"inferences":[]}"#),
];

/// One row.
#[derive(Clone, Copy)]
pub(crate) struct AccountRow {
    pub(crate) item: u32,
    /// A full minute, in Unix seconds.
    pub(crate) end_secs: i64,
    pub(crate) ms: u32,
}

impl AccountRow {
    /// Account data cut the end off to the minute, but sometimes round it up.
    pub(crate) fn of(play: &Play) -> Self {
        let minute = play.end_secs.div_euclid(60) * 60;
        let up = !play.is_exact && play.noise % 33 == 1;
        Self {
            item: play.item,
            end_secs: if up { minute + 60 } else { minute },
            ms: play.ms,
        }
    }
}

/// Writes the whole zip.
pub(crate) fn write(catalogue: &Catalogue, path: &Path, rows: &[AccountRow]) -> io::Result<()> {
    let mut zip = Zip::create(path)?;
    for (kind, name, owner_key, name_key) in [
        (Kind::Music, "music", "artistName", "trackName"),
        (Kind::Podcast, "podcast", "podcastName", "episodeName"),
    ] {
        let rows: Vec<_> = rows.iter().filter(|row| catalogue.kind(row.item) == kind).collect();
        let mut end = String::new();
        // Without rows there is a file too, with an empty array.
        let files = rows.len().div_ceil(ROWS_A_FILE).max(1);
        for number in 0..files {
            let part = &rows[number * ROWS_A_FILE..rows.len().min((number + 1) * ROWS_A_FILE)];
            let into = zip.begin(&format!("{FOLDER}/StreamingHistory_{name}_{number}.json"))?;
            write_array(into, Layout::Lines, part, |row, into| {
                end.clear();
                write_minute(row.end_secs, &mut end);
                let mut object = Object::open(into, Layout::Lines);
                object.text("endTime", &end);
                object.text(owner_key, catalogue.owner(row.item));
                object.text(name_key, &catalogue.item(row.item).name);
                object.number("msPlayed", i64::from(row.ms));
                object.close();
            })?;
        }
    }
    for (name, content) in OTHERS {
        io::Write::write_all(zip.begin(&format!("{FOLDER}/{name}"))?, content.as_bytes())?;
    }
    zip.finish()
}
