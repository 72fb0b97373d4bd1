//! CHANGELOG.md in the shapes that packages want. It is in the form of "Keep a Changelog": a heading for each version, with its date or as
//! `Unreleased`; below it headings for kinds of changes, and a list below each.

use std::fs;

use crate::paths;
use crate::program::{Outcome, output_of};

/// How long a line of a Debian changelog may be.
const WIDTH: usize = 78;

/// The changelog, and which version is being packaged.
pub(super) struct Changelog {
    text: String,
    version: String,
    /// Of a release without a date: when the sources were last changed, in seconds since 1970.
    changed_secs: i64,
}

/// A version, newest first.
struct Release<'t> {
    /// `None` for what is not released yet.
    version: Option<&'t str>,
    /// Such as `2026-11-30`.
    date: Option<&'t str>,
    /// What changed, one text for each entry.
    changes: Vec<String>,
}

impl Changelog {
    pub(super) fn read() -> Outcome<Self> {
        let file = paths::root().join("CHANGELOG.md");
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let root = paths::root().display().to_string();
        // What is packaged from an archive of the sources has no history.
        let changed = std::env::var("SOURCE_DATE_EPOCH")
            .ok()
            .or_else(|| output_of("git", &["-C", &root, "log", "-1", "--format=%ct"]));
        Ok(Self {
            text,
            // All crates have one.
            version: env!("CARGO_PKG_VERSION").to_owned(),
            changed_secs: changed.and_then(|secs| secs.parse().ok()).unwrap_or_default(),
        })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// As Debian's policy wants it. Newer entries come first; what is unreleased counts as the version that is being packaged.
    pub(super) fn as_debian(&self, maintainer: &str) -> String {
        let entry = |release: &Release<'_>| {
            let changes: String = release.changes.iter().map(|change| item(change)).collect();
            let version = release.version.unwrap_or(&self.version);
            let date = self.date(release, "--rfc-email");
            format!("tonearm ({version}) unstable; urgency=medium\n\n{changes}\n -- {maintainer}  {date}\n")
        };
        self.releases().iter().map(entry).collect::<Vec<_>>().join("\n")
    }

    /// As AppStream wants it.
    pub(super) fn as_releases(&self) -> String {
        let entry = |release: &Release<'_>| {
            let version = release.version.unwrap_or(&self.version);
            let date = self.date(release, "+%Y-%m-%d");
            let kind = if release.version.is_some() {
                "stable"
            } else {
                "development"
            };
            format!("    <release version=\"{version}\" date=\"{date}\" type=\"{kind}\"/>\n")
        };
        let entries: String = self.releases().iter().map(entry).collect();
        format!("<releases>\n{entries}  </releases>")
    }

    /// All with at least one change.
    fn releases(&self) -> Vec<Release<'_>> {
        let mut releases: Vec<Release<'_>> = Vec::new();
        let mut in_list = false;
        for line in self.text.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                releases.push(heading_of(heading));
                in_list = false;
                continue;
            }
            let Some(release) = releases.last_mut() else { continue };
            if let Some(change) = line.strip_prefix("- ") {
                release.changes.push(change.to_owned());
                in_list = true;
            } else if in_list && line.starts_with("  ") {
                if let Some(change) = release.changes.last_mut() {
                    change.push(' ');
                    change.push_str(line.trim());
                }
            } else {
                in_list = false;
            }
        }
        releases.retain(|release| !release.changes.is_empty());
        releases
    }

    /// In a form of `date`'s.
    fn date(&self, release: &Release<'_>, form: &str) -> String {
        let when = match release.date {
            Some(date) => date.to_owned(),
            None => format!("@{}", self.changed_secs),
        };
        output_of("date", &["--utc", "--date", &when, form]).unwrap_or_default()
    }
}

/// `Unreleased`, or `0.2.0 - 2026-12-24`; the version may be in brackets.
fn heading_of(heading: &str) -> Release<'_> {
    let (version, date) = match heading.split_once(" - ") {
        Some((version, date)) => (version, Some(date.trim())),
        None => (heading, None),
    };
    let version = version.trim().trim_start_matches('[').trim_end_matches(']');
    Release {
        version: (version != "Unreleased").then_some(version),
        date,
        changes: Vec::new(),
    }
}

/// An entry of a list, in lines that are short enough.
fn item(change: &str) -> String {
    let mut lines = vec![String::from("  *")];
    for word in change.split_whitespace() {
        let too_long = lines
            .last()
            .is_some_and(|line| line.chars().count() + 1 + word.chars().count() > WIDTH);
        if too_long {
            lines.push(String::from("   "));
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changelog() -> Changelog {
        Changelog {
            text: "# Changelog\n\nAll changes.\n\n## Unreleased\n\n### Added\n\n- A tray\n  that shows plays.\n\n## [0.1.0] - 2026-12-24\n\n\
                   ### Added\n\n- Explore.\n- Backups.\n\n## 0.0.1 - 2026-01-01\n"
                .to_owned(),
            version: "0.2.0".to_owned(),
            changed_secs: 1_800_000_000,
        }
    }

    #[test]
    fn debian_gets_every_version_that_changed_something() {
        assert_eq!(
            changelog().as_debian("Somebody <somebody@example.org>"),
            "tonearm (0.2.0) unstable; urgency=medium\n\n  * A tray that shows plays.\n\n \
             -- Somebody <somebody@example.org>  Fri, 15 Jan 2027 08:00:00 +0000\n\n\
             tonearm (0.1.0) unstable; urgency=medium\n\n  * Explore.\n  * Backups.\n\n \
             -- Somebody <somebody@example.org>  Thu, 24 Dec 2026 00:00:00 +0000\n"
        );
    }

    #[test]
    fn a_software_centre_gets_versions_and_dates() {
        assert_eq!(
            changelog().as_releases(),
            "<releases>\n    <release version=\"0.2.0\" date=\"2027-01-15\" type=\"development\"/>\n    \
             <release version=\"0.1.0\" date=\"2026-12-24\" type=\"stable\"/>\n  </releases>"
        );
    }

    #[test]
    fn lines_are_as_short_as_they_may_be() {
        let long = item(&"word ".repeat(60));
        assert!(long.lines().all(|line| line.len() <= WIDTH), "{long}");
        assert!(long.lines().skip(1).all(|line| line.starts_with("    word")), "{long}");
        assert!(long.starts_with("  * word"));
    }
}
