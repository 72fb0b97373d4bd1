//! Exports damaged at random, each case made of one number, and what must hold whatever the damage: no panic, every row accounted
//! for, every file accounted for, the same outcome at each reading.

use std::{
    fs,
    ops::ControlFlow,
    panic,
    path::PathBuf,
    time::{Duration, Instant},
};

use import::{ImportError, Limits, Options, ParsedExport};
use serde::de::IgnoredAny;
use tempfile::TempDir;

use crate::exports::{self, Chance};

/// No case holds more than a few hundred KiB, so none may take longer, on however busy a machine.
const LONGEST: Duration = Duration::from_secs(20);

/// A file as it lies on the disk or in the zip.
struct Member {
    name: String,
    bytes: Vec<u8>,
    is_sound: bool,
}

/// What was put on the disk.
struct Case {
    folder: TempDir,
    members: Vec<Member>,
    zip_is_damaged: bool,
}

/// Plays one case. What is wrong, in words, if something is.
pub(crate) fn play(seed: u64) -> Result<(), String> {
    let case = Case::new(seed);
    let started = Instant::now();
    let outcome = panic::catch_unwind(|| (case.read(2), case.read(1), import::fingerprint(&[case.path()])));
    let (two, one, fingerprint) = outcome.map_err(|_| "it panicked".to_owned())?;
    if started.elapsed() > LONGEST {
        return Err(format!("it took {:?}", started.elapsed()));
    }
    if two != one {
        return Err(format!(
            "two threads and one differ: {:?}, {:?}",
            two.map(|_| ()),
            one.map(|_| ())
        ));
    }
    match two {
        Ok(reading) => {
            accounted(&reading)?;
            if fingerprint != Ok(reading.sha256) {
                return Err("the fingerprint is another".to_owned());
            }
            case.nothing_lost(&reading)
        }
        Err(error) => case.rightly_refused(&error),
    }
}

/// What holds for every reading.
fn accounted(reading: &ParsedExport) -> Result<(), String> {
    let aside: u64 = reading.rejects.iter().map(|aside| aside.count).sum();
    let of_files: u64 = reading.files.iter().map(|file| file.rows).sum();
    let claims = [
        (
            "rows are evidence or set aside",
            reading.rows == reading.evidence.len() as u64 + aside,
        ),
        ("rows are the files'", reading.rows == of_files),
        (
            "a refused file has no rows",
            reading
                .files
                .iter()
                .all(|file| file.refused.is_none() || file.rows == 0),
        ),
        ("evidence is in order", reading.evidence.is_sorted()),
        (
            "items are in order, each once",
            reading.items.windows(2).all(|pair| pair[0].uri < pair[1].uri),
        ),
        (
            "circumstances are in order, each once",
            reading.circumstances.windows(2).all(|pair| pair[0] < pair[1]),
        ),
        (
            "numbers lead somewhere",
            reading.evidence.iter().all(|evidence| {
                (evidence.item as usize) < reading.items.len()
                    && (evidence.circumstance as usize) < reading.circumstances.len()
                    && evidence.ms_played <= 604_800_000
                    && (1_136_073_600_000..4_102_444_800_000).contains(&evidence.ended_at.as_millis())
            }),
        ),
    ];
    match claims.iter().find(|(_, holds)| !holds) {
        Some((claim, _)) => Err(format!("does not hold: {claim}")),
        None => Ok(()),
    }
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut members: Vec<_> = (0..1 + chance.below(3))
            .map(|number| Member::new(number, &mut chance))
            .collect();
        let is_zip = chance.below(2) == 0;
        let zip_is_damaged = is_zip && chance.below(3) > 0;
        // Either the zip is damaged or what is in it, so that each can be told from what came out.
        if !zip_is_damaged {
            for member in &mut members {
                for _ in 0..chance.below(4) {
                    member.is_sound = false;
                    if chance.below(2) == 0 {
                        damage(&mut member.bytes, &mut chance);
                    } else {
                        rewrite(&mut member.bytes, &mut chance);
                    }
                }
            }
        }
        let folder = TempDir::new().unwrap();
        if is_zip {
            let mut zip = std::io::Cursor::new(Vec::new());
            exports::pack(
                &mut zip,
                members
                    .iter()
                    .map(|member| (member.name.as_str(), member.bytes.as_slice())),
            );
            let mut bytes = zip.into_inner();
            if zip_is_damaged {
                (0..=chance.below(3)).for_each(|_| damage(&mut bytes, &mut chance));
            }
            fs::write(folder.path().join("data.zip"), bytes).unwrap();
        } else {
            for member in &members {
                fs::write(folder.path().join(&member.name), &member.bytes).unwrap();
            }
        }
        Self {
            folder,
            members,
            zip_is_damaged,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn read(&self, threads: usize) -> Result<ParsedExport, ImportError> {
        let limits = Limits {
            bytes: 64 << 20,
            any_ratio_bytes: 1 << 20,
            row_bytes: 64 << 10,
            ..Limits::default()
        };
        import::read(&[self.path()], &Options { limits, threads }, &mut |_| {
            ControlFlow::Continue(())
        })
    }

    /// Every file is read whole, refused, or something else; and none that is sound is lost.
    fn nothing_lost(&self, reading: &ParsedExport) -> Result<(), String> {
        // Damage can copy a user's name into a track's, and then it is a track's name.
        let is_as_written = self.members.iter().all(|member| member.is_sound);
        if is_as_written
            && ["listener_", "203.0.113."]
                .iter()
                .any(|personal| format!("{reading:?}").contains(personal))
        {
            return Err("something personal is in there".to_owned());
        }
        if self.zip_is_damaged {
            let whole: u64 = self.members.iter().filter_map(Member::rows).sum();
            let is_refused = reading.files.iter().any(|file| file.refused.is_some());
            return match reading.rows == whole || is_refused {
                true => Ok(()),
                false => Err(format!("{} rows of {whole}, and nothing refused", reading.rows)),
            };
        }
        if reading.files.len() + reading.other_files != self.members.len() {
            return Err("files are missing".to_owned());
        }
        for member in &self.members {
            let file = reading.files.iter().find(|file| file.name == member.name);
            let found = file.map(|file| (file.rows, file.refused));
            let fits = match (member.rows(), found) {
                (Some(rows), Some((read, None))) => rows == read,
                (None, Some((_, None))) => false,
                // A long row or a file of too much is refused though it is JSON; a damaged file may be so short of keys that
                // it is no history any more.
                (_, Some(_) | None) => !member.is_sound || member.is_other(),
            };
            if !fits {
                return Err(format!("{} of {:?} rows: {found:?}", member.name, member.rows()));
            }
        }
        Ok(())
    }

    fn rightly_refused(&self, error: &ImportError) -> Result<(), String> {
        let all_other = self.members.iter().all(Member::is_other);
        match self.zip_is_damaged || all_other || self.members.iter().any(|member| !member.is_sound) {
            true => Ok(()),
            false => Err(format!("refused, though sound: {error}")),
        }
    }
}

/// Leaves the files of a case on the disk and says where.
#[allow(dead_code, reason = "for the fuzzer only")]
pub(crate) fn kept(seed: u64) -> PathBuf {
    Case::new(seed).folder.keep()
}

impl Member {
    fn new(number: u64, chance: &mut Chance) -> Self {
        let (seed, rows) = (chance.next(), chance.below(40) + 1);
        let first = number * 100;
        let (name, text) = match chance.below(8) {
            0 => (
                format!("Userdata_{number}.json"),
                "{\"username\":\"listener_1\"}".to_owned(),
            ),
            1 => (
                format!("StreamingHistory_podcast_{number}.json"),
                exports::account(seed, first, rows, true),
            ),
            2 | 3 => (
                format!("StreamingHistory_music_{number}.json"),
                exports::account(seed, first, rows, false),
            ),
            // Longer than a window now and then.
            4 => (
                format!("endsong_{number}.json"),
                exports::extended(seed, first, 300 + rows * 5),
            ),
            _ => (
                format!("Streaming_History_Audio_{number}.json"),
                exports::extended(seed, first, rows),
            ),
        };
        Self {
            name,
            bytes: text.into_bytes(),
            is_sound: true,
        }
    }

    fn is_other(&self) -> bool {
        self.name.starts_with("Userdata")
    }

    /// How many rows it has if it is a sound list, told by another way of reading.
    fn rows(&self) -> Option<u64> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        serde_json::from_str::<Vec<IgnoredAny>>(text)
            .ok()
            .map(|rows| rows.len() as u64)
    }
}

/// Damage as disks, networks and bad luck do it.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len() as u64;
    // The ends are where a zip keeps its secrets.
    let at = match chance.below(3) {
        0 => length - 1 - chance.below(length.min(300)),
        1 => chance.below(length.min(100)),
        _ => chance.below(length),
    } as usize;
    let size = (1 + chance.below(64)).min(length - at as u64) as usize;
    match chance.below(7) {
        0 => bytes[at] ^= 1 << chance.below(8),
        1 => bytes[at] = chance.next() as u8,
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..at + size)),
        4 => {
            let copy = bytes[at..at + size].to_vec();
            let to = chance.below(length) as usize;
            bytes.splice(to..to, copy);
        }
        5 => {
            let from = chance.below(length) as usize;
            let copy = bytes[from..(from + size).min(bytes.len())].to_vec();
            let end = (at + copy.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&copy[..end - at]);
        }
        _ => bytes[at..at + size].fill(*chance.of(&[0, 0xFF, b' ', b'"', b'['])),
    }
}

/// Damage as programs do it: other values, other types, odd texts.
fn rewrite(bytes: &mut Vec<u8>, chance: &mut Chance) {
    const VALUES: [&str; 22] = [
        "null",
        "true",
        "\"\"",
        "0",
        "-1",
        "1e999",
        "-0.5",
        "\"1234\"",
        "18446744073709551616",
        "[]",
        "{}",
        "[[[[{\"ts\":[]}]]]]",
        "\"\\ud83d\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u0000\"",
        "\"spotify:track:x\"",
        "\"2013-02-30T00:00:00Z\"",
        "\"2013-02-03 04:05:06\"",
        "\"Unknown Artist\"",
        "\"spotify:local:::a:1\"",
        "\"a\\\"b\\\\\"",
        "\"ZZ\"",
    ];
    let colons: Vec<_> = memchr_all(b':', bytes)
        .filter(|at| bytes.get(at + 1) == Some(&b' '))
        .collect();
    if colons.is_empty() {
        return;
    }
    let at = chance.of(&colons) + 2;
    let end = bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |length| at + length);
    match chance.below(12) {
        0 => drop(bytes.splice(0..0, *b"\xEF\xBB\xBF")),
        1 => drop(bytes.splice(
            at..end,
            format!("\"{}\",", "x".repeat(1 << chance.below(18))).into_bytes(),
        )),
        2 => drop(bytes.splice(
            at..end,
            format!("{},", "[".repeat(1 + chance.below(5_000) as usize)).into_bytes(),
        )),
        _ => drop(bytes.splice(at..end, format!("{},", chance.of(&VALUES)).into_bytes())),
    }
}

fn memchr_all(byte: u8, bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes
        .iter()
        .enumerate()
        .filter(move |(_, other)| **other == byte)
        .map(|(at, _)| at)
}
