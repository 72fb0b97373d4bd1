//! Exports damaged at random, each case made from one number, and what must be true whatever the damage: no panic, every row and
//! every file accounted for, the same outcome each time.

use std::{
    fs,
    io::{Cursor, Write},
    ops::ControlFlow,
    panic,
    path::PathBuf,
    time::{Duration, Instant},
};

use import::{ImportError, Limits, Options, ParsedExport, Progress};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    damage::damage,
    exports::{self, Random},
    member::Member,
};

/// No case has more than a few hundred KiB, so none may take longer, even on a busy machine.
const MAX_TIME: Duration = Duration::from_secs(20);

/// Where the files of a case are.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Folder,
    Zip,
    ZipInZip,
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
    let ((two, progress), (one, _), fingerprint) = outcome.map_err(|_| "it panicked".to_owned())?;
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
            if progress.bytes_read != progress.bytes_total {
                return Err(format!("it ends at {progress:?}"));
            }
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

/// A zip of these files, or a zip of that zip; if it is damaged, one or both of them are.
fn zip_bytes<'f>(
    place: Place,
    is_damaged: bool,
    files: impl Iterator<Item = (&'f str, &'f [u8])>,
    random: &mut Random,
) -> Vec<u8> {
    let mut inner = Cursor::new(Vec::new());
    exports::pack(&mut inner, files);
    let mut bytes = inner.into_inner();
    let damages = if is_damaged { 1 + random.below(3) } else { 0 };
    let damages_inside = if place == Place::ZipInZip {
        random.below(damages + 1)
    } else {
        damages
    };
    (0..damages_inside).for_each(|_| damage(&mut bytes, random));
    if place == Place::Zip {
        return bytes;
    }
    let method = *random.pick(&[CompressionMethod::Stored, CompressionMethod::Deflated]);
    let mut outer = ZipWriter::new(Cursor::new(Vec::new()));
    outer
        .start_file("inner.zip", SimpleFileOptions::default().compression_method(method))
        .unwrap();
    outer.write_all(&bytes).unwrap();
    let mut bytes = outer.finish().unwrap().into_inner();
    (damages_inside..damages).for_each(|_| damage(&mut bytes, random));
    bytes
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let place = *random.pick(&[Place::Folder, Place::Folder, Place::Zip, Place::ZipInZip]);
        let zip_is_damaged = place != Place::Folder && random.below(3) > 0;
        // Either the zip is damaged or what is in it, so that the outcome shows which.
        let mut members: Vec<_> = (0..1 + random.below(3))
            .map(|number| Member::new(number, !zip_is_damaged, &mut random))
            .collect();
        if place == Place::ZipInZip && members.iter().any(Member::is_bomb) {
            // What lies in the same zip counts with it.
            members.iter_mut().for_each(|member| member.is_intact = false);
        }
        let folder = TempDir::new().unwrap();
        if place == Place::Folder {
            for member in &members {
                fs::write(folder.path().join(&member.name), &member.bytes).unwrap();
            }
        } else {
            let files = members
                .iter()
                .map(|member| (member.name.as_str(), member.bytes.as_slice()));
            let bytes = zip_bytes(place, zip_is_damaged, files, &mut random);
            fs::write(folder.path().join("data.zip"), bytes).unwrap();
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

    fn read(&self, threads: usize) -> (Result<ParsedExport, ImportError>, Progress) {
        let limits = Limits {
            bytes: 64 << 20,
            any_ratio_bytes: 1 << 20,
            row_bytes: 64 << 10,
            ..Limits::default()
        };
        let mut last = Progress::default();
        let outcome = import::read(&[self.path()], &Options { limits, threads }, &mut |progress| {
            last = progress;
            ControlFlow::Continue(())
        });
        (outcome, last)
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
