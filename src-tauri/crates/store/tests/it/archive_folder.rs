//! A temporary folder with an archive in it, a way to fill the archive with plays, and every file in the folder, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use plays::{Circumstance, Evidence, Item, Kind, PlayedAt, Provenance, Times};
use store::{Credit, EvidenceRow, NewSource, Opened, SourceId, SourceKind, SpotifyTrack, Store};

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_168_800, 0).expect("a time")
}

pub(crate) fn after(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

pub(crate) struct ArchiveFolder(tempfile::TempDir);

impl ArchiveFolder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.0.path().join("archive.db")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn open(&self) -> Opened {
        Store::open(&self.archive(), now()).expect("an archive")
    }

    pub(crate) fn store(&self) -> Store {
        let opened = self.open();
        assert_eq!(opened.damage, None);
        opened.store
    }

    /// The same files in another folder, as a program that was killed would have left them.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new();
        for (name, bytes) in self.files() {
            let to = copy.beside(&name);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::write(to, bytes).expect("a file");
        }
        copy
    }

    /// All files in the folder but for locks and shared memory, which only say who has the archive open.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        add_files(self.0.path(), "", &mut files);
        files.retain(|name, _| ![".lock", ".open", "-shm"].iter().any(|ending| name.ends_with(ending)));
        files
    }
}

fn add_files(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            add_files(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}

pub(crate) fn spotify_track(track: usize) -> SpotifyTrack {
    SpotifyTrack {
        uri: format!("spotify:track:{track:022}"),
        name: format!("Track {track}"),
        artists: vec![Credit {
            uri: None,
            name: format!("Artist {}", track % 7),
        }],
        album: Credit {
            uri: None,
            name: format!("Album {}", track % 11),
        },
        album_artist: format!("Artist {}", track % 7),
        covers: Vec::new(),
        duration_ms: 200_000,
        isrc: None,
    }
}

fn told_item(track: &SpotifyTrack) -> Item {
    Item {
        uri: track.uri.parse().expect("a URI"),
        kind: Kind::Music,
        name: track.name.as_str().into(),
        artist: "".into(),
        album: track.album.name.as_str().into(),
        length_ms: Some(track.duration_ms),
        isrc: None,
    }
}

/// Records `count` plays as a new source; the first is number `from`.
pub(crate) fn play(store: &Store, from: usize, count: usize) -> SourceId {
    bring(store, SourceKind::Live, from, count)
}

/// Imports `count` plays; the first is number `from`.
pub(crate) fn import(store: &Store, from: usize, count: usize) -> SourceId {
    bring(store, SourceKind::Import, from, count)
}

fn bring(store: &Store, kind: SourceKind, from: usize, count: usize) -> SourceId {
    let mut write = store.write().expect("a write");
    let tracks: Vec<SpotifyTrack> = (from..from + count).map(|at| spotify_track(at % 300)).collect();
    let items = write.save_tracks(&tracks).expect("tracks");
    let names: Vec<Item> = tracks.iter().map(told_item).collect();
    let namings = write.naming_ids(&items, &names).expect("namings");
    let circumstance = write.circumstance_ids(&[Circumstance::default()]).expect("one")[0];
    let source = write
        .begin_source(&NewSource {
            kind,
            name: &format!("from {from}"),
            sha256: (kind == SourceKind::Import).then(|| [u8::try_from(from).expect("few imports"); 32]),
            added_at: now(),
            origin: None,
        })
        .expect("a source");
    let rows: Vec<EvidenceRow> = items
        .into_iter()
        .zip(namings)
        .zip(from..)
        .map(|((item, naming), at)| EvidenceRow {
            evidence: Evidence {
                ended_at: PlayedAt::from_millis(1_600_000_000_000 + 240_000 * at as i64),
                item,
                told_ms: 0,
                circumstance,
                number: 0,
                provenance: Provenance::Live,
                times: Times::End,
            },
            source,
            naming,
            is_canonical: true,
            ms_played: 200_000,
        })
        .collect();
    write.put_evidence(rows).expect("rows");
    write.commit().expect("on disk");
    source
}

/// When each play ended.
pub(crate) fn ends(store: &Store) -> Vec<i64> {
    let mut ends = Vec::new();
    let all = store.plays(|row| {
        ends.push(row.evidence.ended_at.as_millis());
        ControlFlow::Continue(())
    });
    all.expect("plays");
    ends
}

pub(crate) fn assert_intact(store: &Store) {
    assert_eq!(store.check().expect("a check").problems, Vec::<String>::new());
}
