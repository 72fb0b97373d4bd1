//! How long source files may be: none over 400 lines, half of them at most 120. Generated files and migrations aside.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use tonearm_tests::failure::Outcome;

use super::root;

const LONGEST: usize = 400;
const MEDIAN: usize = 120;

/// A file with its number of lines.
pub(super) type Sized = (PathBuf, usize);

/// One sentence for each file that is too long.
fn too_long(files: &[Sized]) -> Vec<String> {
    files
        .iter()
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect()
}

/// Half of the files have this many lines or fewer.
fn median(files: &[Sized]) -> usize {
    let mut lines: Vec<usize> = files.iter().map(|(_, lines)| *lines).collect();
    lines.sort_unstable();
    let middle = lines.len().saturating_sub(1) / 2;
    lines.get(middle).copied().unwrap_or_default()
}

fn is_generated(path: &Path) -> bool {
    path.file_name() == Some(OsStr::new("bindings.ts"))
        || path.components().any(|part| part.as_os_str() == "migrations")
}

/// All sources below `folder` that somebody wrote.
fn sources(folder: &Path, into: &mut Vec<Sized>) -> Outcome {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let hidden = name.to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() {
            let foreign = ["node_modules", "target", "dist", "gen"].map(OsStr::new);
            if !hidden && !foreign.contains(&name.as_os_str()) {
                sources(&path, into)?;
            }
        } else if path
            .extension()
            .is_some_and(|kind| kind == "rs" || kind == "ts" || kind == "svelte" || kind == "js")
            && !is_generated(&path)
        {
            let text = std::fs::read_to_string(&path)?;
            into.push((path, text.lines().count()));
        }
    }
    Ok(())
}

/// Every source file of ours.
pub(super) fn all() -> Outcome<Vec<Sized>> {
    let mut files = Vec::new();
    sources(&root()?, &mut files)?;
    assert!(files.len() > 10, "sources were found");
    Ok(files)
}

#[test]
fn no_source_file_outgrows_a_reader() -> Outcome {
    assert_eq!(too_long(&all()?), Vec::<String>::new());
    Ok(())
}

#[test]
fn half_of_the_source_files_are_short() -> Outcome {
    let median = median(&all()?);
    assert!(median <= MEDIAN, "the median is {median} lines");
    Ok(())
}

fn files(lines: &[usize]) -> Vec<Sized> {
    lines
        .iter()
        .map(|&lines| (PathBuf::from("src/lib.rs"), lines))
        .collect()
}

#[test]
fn a_long_file_is_found() {
    assert_eq!(too_long(&files(&[400, 401])), ["src/lib.rs has 401 lines"]);
}

#[test]
fn a_generated_file_may_be_long() {
    assert!(is_generated(Path::new("ui/src/shell/bindings.ts")));
    assert!(is_generated(Path::new("store/src/migrations/one.rs")));
    assert!(!is_generated(Path::new("src/bindings.rs")));
}

#[test]
fn a_median_is_of_the_middle() {
    assert_eq!(median(&files(&[500, 120, 1])), 120);
    assert_eq!(median(&files(&[500, 121, 120, 1])), 120);
    assert_eq!(median(&files(&[500, 121, 1])), 121);
}
