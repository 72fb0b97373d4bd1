//! Invented exports in Spotify's form. The same seed gives the same export.

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Seek, Write},
    path::Path,
};

use zip::{ZipWriter, write::SimpleFileOptions};

/// A sequence that looks random and is the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u64) as usize]
    }
}

const WORDS: [&str; 16] = [
    "Night",
    "Glass",
    "River",
    "Hollow",
    "Amber",
    "Paper",
    "Static",
    "Violet",
    "Winter",
    "Motor",
    "Silver",
    "Echo",
    "Señora",
    "Über",
    "東京",
    "Don't \\\"Stop\\\"",
];
const STARTS: [&str; 8] = [
    "trackdone",
    "fwdbtn",
    "backbtn",
    "clickrow",
    "playbtn",
    "appload",
    "remote",
    "trackerror",
];
const ENDS: [&str; 7] = [
    "trackdone",
    "fwdbtn",
    "endplay",
    "logout",
    "unexpected-exit-while-paused",
    "backbtn",
    "remote",
];
const PLATFORMS: [&str; 6] = [
    "iOS 12.1 (iPhone9,3)",
    "Android OS 9 API 28 (samsung, SM-G960F)",
    "Windows 10 (10.0.19041; x64)",
    "ios",
    "web_player windows 10;chrome 112.0.0.0;desktop",
    "OS X 10.15.7 [x86 8]",
];

fn id(number: u64) -> String {
    let mut random = Random::new(number);
    let letters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    (0..22).map(|_| char::from(*random.pick(letters))).collect()
}

fn words(number: u64) -> String {
    let mut random = Random::new(number ^ 0xABCD);
    let count = 1 + random.below(3);
    (0..count).map(|_| *random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
}

/// A time as Spotify writes it, so many seconds after the first play.
fn timestamp(secs: u64) -> String {
    let date = chrono::DateTime::from_timestamp(1_230_768_000 + secs as i64, 0).unwrap();
    date.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A file of the extended history: `rows` rows of a history, from number `first` on.
pub(crate) fn extended(seed: u64, first: u64, rows: u64) -> String {
    let mut random = Random::new(seed ^ (first << 1));
    let mut text = String::from("[\n");
    for row in first..first + rows {
        // A few tracks are played often, most of them once.
        let track = random.below(1_000) * random.below(1_000) * random.below(100) / 1_000;
        let (artist, album) = (track / 12, track / 9);
        let is_episode = random.below(40) == 0;
        let text_or_null = |show: bool, value: String| {
            if show {
                format!("\"{value}\"")
            } else {
                "null".to_owned()
            }
        };
        let ms = if random.below(4) == 0 {
            random.below(30_000)
        } else {
            120_000 + random.below(180_000)
        };
        write!(
            text,
            r#"  {{
    "ts": "{ts}",
    "username": "listener_{seed}",
    "platform": "{platform}",
    "ms_played": {ms},
    "conn_country": "{country}",
    "ip_addr_decrypted": "203.0.113.{ip}",
    "user_agent_decrypted": null,
    "master_metadata_track_name": {name},
    "master_metadata_album_artist_name": {artist_name},
    "master_metadata_album_album_name": {album_name},
    "spotify_track_uri": {uri},
    "episode_name": {episode},
    "episode_show_name": {show},
    "spotify_episode_uri": {episode_uri},
    "reason_start": "{start}",
    "reason_end": "{end}",
    "shuffle": {shuffle},
    "skipped": {skipped},
    "offline": false,
    "offline_timestamp": {offline_at},
    "incognito_mode": false
  }}"#,
            ts = timestamp(row * 240 + random.below(200)),
            platform = PLATFORMS[(row / 40_000 % 6) as usize],
            country = if random.below(50) == 0 { "SE" } else { "GB" },
            ip = random.below(250),
            name = text_or_null(!is_episode, words(track)),
            artist_name = text_or_null(!is_episode, words(artist ^ 0x1111)),
            album_name = text_or_null(!is_episode, words(album ^ 0x2222)),
            uri = text_or_null(!is_episode, format!("spotify:track:{}", id(track))),
            episode = text_or_null(is_episode, words(track ^ 0x3333)),
            show = text_or_null(is_episode, words(artist ^ 0x4444)),
            episode_uri = text_or_null(is_episode, format!("spotify:episode:{}", id(track ^ 0x5555))),
            start = random.pick(&STARTS),
            end = random.pick(&ENDS),
            shuffle = random.below(2) == 0,
            skipped = random.pick(&["null", "false", "true"]),
            offline_at = random.pick(&["null", "0", "1597353605431", "\"\""]),
        )
        .unwrap();
        text.push_str(if row + 1 < first + rows { ",\n" } else { "\n" });
    }
    text.push(']');
    text
}

/// A file of the account data: music, or podcasts.
#[allow(dead_code, reason = "not for the benchmark")]
pub(crate) fn account(seed: u64, first: u64, rows: u64, podcasts: bool) -> String {
    let mut random = Random::new(seed ^ (first << 1) ^ 0xACC0);
    let keys = if podcasts {
        ("podcastName", "episodeName")
    } else {
        ("artistName", "trackName")
    };
    let rows = (first..first + rows).map(|row| {
        let track = random.below(5_000);
        format!(
            "  {{\n    \"endTime\" : \"{}\",\n    \"{}\" : \"{}\",\n    \"{}\" : \"{}\",\n    \"msPlayed\" : {}\n  }}",
            timestamp(row * 240).replace('T', " ").split_at(16).0,
            keys.0,
            words(track / 12),
            keys.1,
            words(track),
            random.below(300_000),
        )
    });
    format!("[\n{}\n]", rows.collect::<Vec<_>>().join(",\n"))
}

/// Packs files into a zip as Spotify does.
#[allow(dead_code, reason = "not for the benchmark")]
pub(crate) fn pack<'a>(into: impl Write + Seek, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) {
    let mut zip = ZipWriter::new(into);
    for (name, bytes) in files {
        zip.start_file(
            name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
        )
        .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// A whole history in a zip, with 16,000 rows a file; with `unpacked`, the same files in that folder too.
#[allow(dead_code, reason = "for the benchmark only")]
pub(crate) fn whole_history(path: &Path, rows: u64, unpacked: Option<&Path>) {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    for (number, first) in (0..rows).step_by(16_000).enumerate() {
        let text = extended(7, first, 16_000.min(rows - first));
        let name = format!("Streaming_History_Audio_{}_{number}.json", 2009 + number / 5);
        zip.start_file(
            format!("Spotify Extended Streaming History/{name}"),
            SimpleFileOptions::default(),
        )
        .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        if let Some(folder) = unpacked {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
    zip.finish().unwrap();
}
