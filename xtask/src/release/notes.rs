//! The notes of a release: its section of CHANGELOG.md, without the heading.

use super::read;
use crate::paths;
use crate::program::Outcome;

/// Prints the section about this version.
pub(super) fn print(version: &str) -> Outcome {
    let changelog = read(&paths::root().join("CHANGELOG.md"))?;
    println!("{}", section(&changelog, version)?);
    Ok(())
}

/// What stands between the version's heading and the next one.
fn section<'a>(changelog: &'a str, version: &str) -> Outcome<&'a str> {
    let missing = || {
        format!("CHANGELOG.md has no section `## {version} - DATE`: rename `## Unreleased`, as docs/releasing.md says")
    };
    let heading = changelog
        .lines()
        .find(|line| is_about(line, version))
        .ok_or_else(missing)?;
    let (_, after) = changelog.split_once(&format!("{heading}\n")).ok_or_else(missing)?;
    let end = after.find("\n## ").map_or(after.len(), |end| end);
    match after[..end].trim() {
        "" => Err(format!("CHANGELOG.md says nothing about version {version}")),
        notes => Ok(notes),
    }
}

/// `## 1.2.3`, `## [1.2.3]`, both with or without a date.
fn is_about(line: &str, version: &str) -> bool {
    let Some(heading) = line.strip_prefix("## ") else {
        return false;
    };
    let named = heading.split_whitespace().next().unwrap_or_default();
    named.trim_start_matches('[').trim_end_matches(']') == version
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n- Next.\n\n## 1.10.0 - 2026-12-24\n\n### Added\n\n- New.\n\n\
                             ## [1.1.0] - 2026-11-01\n\n- Old.\n\n## 1.0.0\n";

    #[test]
    fn the_section_of_one_version_is_cut_out() {
        assert_eq!(section(CHANGELOG, "1.10.0"), Ok("### Added\n\n- New."));
        assert_eq!(section(CHANGELOG, "1.1.0"), Ok("- Old."));
    }

    #[test]
    fn a_version_without_notes_is_no_release() {
        assert!(section(CHANGELOG, "1.1").unwrap_err().contains("no section `## 1.1 "));
        assert!(section(CHANGELOG, "2.0.0").is_err());
        assert!(
            section(CHANGELOG, "1.0.0")
                .unwrap_err()
                .contains("nothing about version 1.0.0")
        );
    }
}
