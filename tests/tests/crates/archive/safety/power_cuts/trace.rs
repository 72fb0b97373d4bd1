//! Runs a program under `strace` and gives what it did to the files in a folder: every write, sync and change of a name, in order.
//! What it cannot make sense of is an error: a call that is overlooked would make the disk safer than it is.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;

use super::super::state::Home;

/// The calls by which files, and the names of files, come, change and go; and what is printed.
const CALLS: &str = "trace=openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,\
    copy_file_range,sendfile,splice,fsync,fdatasync,sync_file_range,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,\
    link,linkat,symlink,symlinkat,mmap";

/// Something that a program did. Paths are relative to the folder.
#[derive(Debug)]
pub(crate) enum Event {
    /// There is a file of this name now, if there was none.
    Create(PathBuf),
    CreateFolder(PathBuf),
    Write {
        path: PathBuf,
        offset: usize,
        bytes: Vec<u8>,
    },
    Resize(PathBuf, usize),
    /// Everything written to this file, or every name changed in this folder, is on the disk now.
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    /// It said that one more thing is done.
    Done,
}

/// What an operation does to the folder of an archive. `None` where there is no `strace` that may look.
pub(crate) fn trace(home: &Home, operation: &Operation) -> Outcome<Option<Vec<Event>>> {
    let log = tempfile::NamedTempFile::new()?;
    let may_look = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !may_look.is_ok_and(|output| output.status.success()) {
        // Not by `println!`, which shows only with tests that fail.
        writeln!(
            io::stderr(),
            "skipped: there is no strace here that may look at a program"
        )?;
        return Ok(None);
    }
    let output = Command::new("strace")
        // All threads, open files by their paths, and all bytes as `\x2e`.
        .args(["-f", "-y", "-xx", "-s", "16777216", "-e", CALLS, "-o"])
        .arg(log.path())
        .arg(env!("CARGO_BIN_EXE_operation"))
        .arg(home.archive())
        .args(operation.to_arguments())
        .output()?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
    }
    let log = fs::read_to_string(log.path())?;
    let mut events = Vec::new();
    for line in joined(&log) {
        let event = parse(&line, home.folder());
        events.extend(event.ok_or_else(|| Failure::new(format!("not understood: {}", shortened(&line))))?);
    }
    Ok(Some(events))
}

fn shortened(line: &str) -> String {
    line.chars().take(600).collect()
}

/// The calls, each on one line without the number of its thread. Where another thread came in between, a call is on two lines.
fn joined(log: &str) -> Vec<String> {
    let mut begun: Vec<(&str, &str)> = Vec::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(' ') else {
            continue;
        };
        let call = call.trim_start();
        if let Some(start) = call.strip_suffix("<unfinished ...>") {
            begun.push((thread, start));
        } else if let Some((_, end)) = call.split_once(" resumed>") {
            let at = begun.iter().position(|(of, _)| *of == thread);
            calls.push(at.map(|at| begun.remove(at).1).unwrap_or_default().to_owned() + end);
        } else {
            calls.push(call.to_owned());
        }
    }
    calls
}

/// The event that a line tells of, if it is one: `Some(None)` if it changes nothing in `folder`, `None` if it cannot be understood.
fn parse(line: &str, folder: &Path) -> Option<Option<Event>> {
    if line.starts_with("+++") || line.starts_with("---") {
        return Some(None);
    }
    let (call, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments = arguments.trim_end().strip_suffix(')')?;
    if result.starts_with('-') {
        return Some(None);
    }
    let strings: Vec<Vec<u8>> = quoted(arguments, '"', '"')?;
    // What is open is named like `3<\x2f\x74\x6d\x70>`.
    let open: Vec<Vec<u8>> = quoted(arguments.split('"').next()?, '<', '>')?;
    let inside = |bytes: Option<&Vec<u8>>| -> Option<PathBuf> {
        let path = PathBuf::from(String::from_utf8(bytes?.clone()).ok()?);
        Some(path.strip_prefix(folder).ok()?.to_owned())
    };
    if arguments.starts_with("1<") && call == "write" {
        return Some((strings.first()? == b"done\n").then_some(Event::Done));
    }
    // Relative paths are not used; those of the folder are in the strings or, for open files, between angle brackets.
    let paths: Vec<PathBuf> = strings.iter().filter_map(|bytes| inside(Some(bytes))).collect();
    let file = inside(open.first());
    if paths.is_empty() && file.is_none() {
        return Some(None);
    }
    // Shared memory says who reads where. It is not synced, and made anew after the power failed.
    let is_shared = |path: &PathBuf| path.to_string_lossy().ends_with("-shm");
    if file.iter().chain(&paths).any(is_shared) {
        return Some(None);
    }
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let mut paths = paths.into_iter();
    Some(Some(match call {
        "openat" | "open" if !arguments.contains("O_CREAT") && !arguments.contains("O_TRUNC") => return Some(None),
        "openat" | "open" if !arguments.contains("O_TRUNC") => Event::Create(paths.next()?),
        "pwrite64" => {
            let bytes = strings.into_iter().next()?;
            let offset = number(arguments.rsplit(',').next()?)?;
            if number(result)? != bytes.len() {
                return None;
            }
            Event::Write {
                path: file?,
                offset,
                bytes,
            }
        }
        "ftruncate" => Event::Resize(file?, number(arguments.rsplit(',').next()?)?),
        "fsync" | "fdatasync" => Event::Sync(file?),
        "unlink" => Event::Remove(paths.next()?),
        "rename" => Event::Rename(paths.next()?, paths.next()?),
        "mkdir" => Event::CreateFolder(paths.next()?),
        "mmap" if !arguments.contains("MAP_SHARED") => return Some(None),
        _ => return None,
    }))
}

/// The bytes of everything between two marks. All of them are written as `\x2e`.
fn quoted(text: &str, from: char, to: char) -> Option<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(from) {
        let (inside, after) = after.split_once(to)?;
        found.push(bytes(inside)?);
        rest = after;
    }
    Some(found)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let mut parts = hex.split("\\x");
    // Anything else, as `pipe:[1]`, is no path.
    if !parts.next()?.is_empty() {
        return Some(Vec::new());
    }
    parts.map(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}
