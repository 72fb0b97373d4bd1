//! Account data: the last year by names and minutes, and the files that come with it and hold no plays.

use std::{io, path::Path};

use plays::Kind;

use super::{
    catalogue::Catalogue,
    file::{Zip, write_array},
    heard::Heard,
    json::{Layout, Object},
    telling::write_minute,
};

const FOLDER: &str = "Spotify Account Data";
const ROWS_A_FILE: usize = 10_000;

/// What else lies in the zip. The personal values are to be searched for where they must not be.
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

/// One row: what, the minute it ended as Unix seconds, how long.
#[derive(Clone, Copy)]
pub(super) struct AccountRow {
    pub(super) item: u32,
    pub(super) end_secs: i64,
    pub(super) ms: u32,
}

impl AccountRow {
    /// Account data cut the end off to the minute; now and then they round it up.
    pub(super) fn of(heard: &Heard) -> Self {
        let minute = heard.end_secs.div_euclid(60) * 60;
        let up = !heard.is_proof && heard.salt % 33 == 1;
        Self {
            item: heard.item,
            end_secs: if up { minute + 60 } else { minute },
            ms: heard.ms,
        }
    }
}

/// Writes the whole zip.
pub(super) fn write(catalogue: &Catalogue, path: &Path, rows: &[AccountRow]) -> io::Result<()> {
    let mut zip = Zip::create(path)?;
    for (kind, name, owner_key, name_key) in [
        (Kind::Music, "music", "artistName", "trackName"),
        (Kind::Podcast, "podcast", "podcastName", "episodeName"),
    ] {
        let rows: Vec<_> = rows.iter().filter(|row| catalogue.kind(row.item) == kind).collect();
        let mut end = String::new();
        // With nothing to tell, the file is there all the same.
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
