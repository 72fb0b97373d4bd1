//! Checksums in the form that `sha256sum` writes and checks.

use std::path::Path;
use std::process::Command;

use super::{files, write};
use crate::program::Outcome;

/// The file that they are in, beside what they are of.
pub(super) const FILE: &str = "SHA256SUMS";

/// A file's name and its SHA-256 in hexadecimal.
pub(super) type Sum = (String, String);

/// Writes the checksums of everything in the folder.
pub(super) fn write_for(folder: &Path) -> Outcome<Vec<Sum>> {
    let names: Vec<_> = files(folder)?.into_iter().filter(|name| name != FILE).collect();
    if names.is_empty() {
        return Err(format!("there is no package in {}", folder.display()));
    }
    let output = Command::new("sha256sum").args(&names).current_dir(folder).output();
    let output = output.map_err(|error| format!("sha256sum: {error}"))?;
    if !output.status.success() {
        return Err(format!("sha256sum: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    write(&folder.join(FILE), &text)?;
    parse(&text)
}

fn parse(text: &str) -> Outcome<Vec<Sum>> {
    let sum = |line: &str| {
        let (sum, name) = line.split_once("  ")?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sum.then(|| (name.to_owned(), sum.to_owned()))
    };
    text.lines()
        .map(|line| sum(line).ok_or_else(|| format!("this is no line of {FILE}: {line}")))
        .collect()
}

/// The only file whose name ends like this, and its checksum.
pub(super) fn only<'a>(sums: &'a [Sum], ending: &str) -> Outcome<&'a Sum> {
    let mut found = sums.iter().filter(|(name, _)| name.ends_with(ending));
    match (found.next(), found.next()) {
        (Some(sum), None) => Ok(sum),
        (None, _) => Err(format!("{FILE} has no file that ends in {ending}")),
        (Some((one, _)), Some((other, _))) => {
            Err(format!("{FILE} has two files that end in {ending}: {one} and {other}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_anything_else_is_refused() {
        let sum = "a".repeat(64);
        let sums = parse(&format!("{sum}  Tonearm 1.dmg\n")).unwrap();
        assert_eq!(sums, [("Tonearm 1.dmg".to_owned(), sum.clone())]);
        for wrong in [
            format!("{sum} one.dmg"),
            "abc  one.dmg".to_owned(),
            format!("{}  one.dmg", "g".repeat(64)),
        ] {
            assert!(parse(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_file_is_meant_or_none() {
        let sums = ["a.dmg", "b.exe", "c.exe"].map(|name| (name.to_owned(), String::new()));
        assert_eq!(only(&sums, ".dmg").unwrap().0, "a.dmg");
        assert!(only(&sums, ".deb").unwrap_err().contains("no file that ends in .deb"));
        assert!(only(&sums, ".exe").unwrap_err().contains("b.exe and c.exe"));
    }
}
