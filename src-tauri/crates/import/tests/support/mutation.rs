//! Exports damaged at random, each case made from one number, and what must be true whatever the damage: no panic, every row and
//! every file accounted for, the same outcome each time.

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

use crate::exports::{self, Random};

/// No case has more than a few hundred KiB, so none may take longer, even on a busy machine.
const MAX_TIME: Duration = Duration::from_secs(20);

/// A file on the disk or in the zip.
struct Member {
    name: String,
    bytes: Vec<u8>,
    is_intact: bool,
}

/// What was put on the disk.
struct Case {
    folder: TempDir,
    members: Vec<Member>,
    zip_is_damaged: bool,
}

/// Runs one case.
///
/// # Errors
/// What is wrong, in words.
pub(crate) fn run(seed: u64) -> Result<(), String> {
    let case = Case::new(seed);
    let started = Instant::now();
    let outcome = panic::catch_unwind(|| (case.read(2), case.read(1), import::fingerprint(&[case.path()])));
    let (two, one, fingerprint) = outcome.map_err(|_| "it panicked".to_owned())?;
    if started.elapsed() > MAX_TIME {
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
        Ok(export) => {
            check_export(&export)?;
            if fingerprint != Ok(export.sha256) {
                return Err("the fingerprint is another".to_owned());
            }
            case.check_nothing_lost(&export)
        }
        Err(error) => case.check_refusal(&error),
    }
}

/// What is true for every export.
fn check_export(export: &ParsedExport) -> Result<(), String> {
    let rejected: u64 = export.rejects.iter().map(|reject| reject.count).sum();
    let of_files: u64 = export.files.iter().map(|file| file.rows).sum();
    let claims = [
        (
            "rows are evidence or rejected",
            export.rows == export.evidence.len() as u64 + rejected,
        ),
        ("rows are those of the files", export.rows == of_files),
        (
            "a refused file has no rows",
            export.files.iter().all(|file| file.refused.is_none() || file.rows == 0),
        ),
        ("evidence is in order", export.evidence.is_sorted()),
        (
            "items are in order, each name once",
            export.items.windows(2).all(|pair| pair[0] < pair[1]),
        ),
        (
            "circumstances are in order, each once",
            export.circumstances.windows(2).all(|pair| pair[0] < pair[1]),
        ),
        (
            "numbers point to something",
            export.evidence.iter().all(|evidence| {
                (evidence.item as usize) < export.items.len()
                    && (evidence.circumstance as usize) < export.circumstances.len()
                    && evidence.told_ms <= 604_800_000
                    && (1_136_073_600_000..4_102_444_800_000).contains(&evidence.ended_at.as_millis())
            }),
        ),
    ];
    match claims.iter().find(|(_, is_true)| !is_true) {
        Some((claim, _)) => Err(format!("not true: {claim}")),
        None => Ok(()),
    }
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut members: Vec<_> = (0..1 + random.below(3))
            .map(|number| Member::new(number, &mut random))
            .collect();
        let is_zip = random.below(2) == 0;
        let zip_is_damaged = is_zip && random.below(3) > 0;
        // Either the zip is damaged or what is in it, so that the outcome shows which.
        if !zip_is_damaged {
            for member in &mut members {
                for _ in 0..random.below(4) {
                    member.is_intact = false;
                    if random.below(2) == 0 {
                        damage(&mut member.bytes, &mut random);
                    } else {
                        rewrite(&mut member.bytes, &mut random);
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
                (0..=random.below(3)).for_each(|_| damage(&mut bytes, &mut random));
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

    /// Every file is read whole, refused, or something else; no intact one is lost.
    fn check_nothing_lost(&self, export: &ParsedExport) -> Result<(), String> {
        // Damage can copy a user's name into a track's, and then it is a track's name.
        let all_intact = self.members.iter().all(|member| member.is_intact);
        if all_intact
            && ["listener_", "203.0.113."]
                .iter()
                .any(|personal| format!("{export:?}").contains(personal))
        {
            return Err("something personal is in there".to_owned());
        }
        if self.zip_is_damaged {
            let whole: u64 = self.members.iter().filter_map(Member::rows).sum();
            let is_refused = export.files.iter().any(|file| file.refused.is_some());
            return match export.rows == whole || is_refused {
                true => Ok(()),
                false => Err(format!("{} rows of {whole}, and nothing refused", export.rows)),
            };
        }
        if export.files.len() + export.other_files != self.members.len() {
            return Err("files are missing".to_owned());
        }
        for member in &self.members {
            let file = export.files.iter().find(|file| file.name == member.name);
            let found = file.map(|file| (file.rows, file.refused));
            let fits = match (member.rows(), found) {
                (Some(rows), Some((read, None))) => rows == read,
                (None, Some((_, None))) => false,
                // A long row or a file of too much is refused though it is JSON; a damaged file may be so short of keys that
                // it is no history any more.
                (_, Some(_) | None) => !member.is_intact || member.is_other(),
            };
            if !fits {
                return Err(format!("{} of {:?} rows: {found:?}", member.name, member.rows()));
            }
        }
        Ok(())
    }

    fn check_refusal(&self, error: &ImportError) -> Result<(), String> {
        let all_other = self.members.iter().all(Member::is_other);
        match self.zip_is_damaged || all_other || self.members.iter().any(|member| !member.is_intact) {
            true => Ok(()),
            false => Err(format!("refused, though intact: {error}")),
        }
    }
}

/// Leaves the files of a case on the disk and returns their folder.
#[allow(dead_code, reason = "for the fuzzer only")]
pub(crate) fn keep_files(seed: u64) -> PathBuf {
    Case::new(seed).folder.keep()
}

impl Member {
    fn new(number: u64, random: &mut Random) -> Self {
        let (seed, rows) = (random.next(), random.below(40) + 1);
        let first = number * 100;
        let (name, text) = match random.below(8) {
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
            // Sometimes longer than one chunk.
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
            is_intact: true,
        }
    }

    fn is_other(&self) -> bool {
        self.name.starts_with("Userdata")
    }

    /// How many rows it has if it is a valid list, according to another parser.
    fn rows(&self) -> Option<u64> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        serde_json::from_str::<Vec<IgnoredAny>>(text)
            .ok()
            .map(|rows| rows.len() as u64)
    }
}

/// Damage as disks and networks do it.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len() as u64;
    // A zip's headers are at its ends, so damage there matters most.
    let at = match random.below(3) {
        0 => length - 1 - random.below(length.min(300)),
        1 => random.below(length.min(100)),
        _ => random.below(length),
    } as usize;
    let size = (1 + random.below(64)).min(length - at as u64) as usize;
    match random.below(7) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..at + size)),
        4 => {
            let copy = bytes[at..at + size].to_vec();
            let to = random.below(length) as usize;
            bytes.splice(to..to, copy);
        }
        5 => {
            let from = random.below(length) as usize;
            let copy = bytes[from..(from + size).min(bytes.len())].to_vec();
            let end = (at + copy.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&copy[..end - at]);
        }
        _ => bytes[at..at + size].fill(*random.pick(&[0, 0xFF, b' ', b'"', b'['])),
    }
}

/// Damage as programs do it: other values, other types, unusual texts.
fn rewrite(bytes: &mut Vec<u8>, random: &mut Random) {
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
    let at = random.pick(&colons) + 2;
    let end = bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |length| at + length);
    match random.below(12) {
        0 => drop(bytes.splice(0..0, *b"\xEF\xBB\xBF")),
        1 => drop(bytes.splice(
            at..end,
            format!("\"{}\",", "x".repeat(1 << random.below(18))).into_bytes(),
        )),
        2 => drop(bytes.splice(
            at..end,
            format!("{},", "[".repeat(1 + random.below(5_000) as usize)).into_bytes(),
        )),
        _ => drop(bytes.splice(at..end, format!("{},", random.pick(&VALUES)).into_bytes())),
    }
}

fn memchr_all(byte: u8, bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes
        .iter()
        .enumerate()
        .filter(move |(_, other)| **other == byte)
        .map(|(at, _)| at)
}
