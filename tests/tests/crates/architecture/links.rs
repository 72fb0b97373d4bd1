//! Links between documents lead somewhere: to a file that there is, and to a heading in it where one is named. The index in
//! docs/README.md has every page.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tonearm_tests::failure::Outcome;

use super::root;

/// The folders with documents.
const FOLDERS: [&str; 4] = ["", "docs", "docs/notes", "packaging"];
const INDEX: &str = "docs/README.md";

fn documents(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| kind == "md") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// Where a document's links lead, as they are written; those out of the repository are left out.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    let targets = prose.flat_map(|part| part.split("](").skip(1).filter_map(|rest| rest.split(')').next()));
    targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
}

/// What a link to a heading ends with: its words in small letters with `-` between them, without punctuation.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|heading| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    })
}

/// A sentence about a link that leads nowhere.
fn fault(document: &Path, link: &str) -> Option<String> {
    let told = |what: &str| Some(format!("{}: {link}: {what}", document.display()));
    let (file, anchor) = link
        .split_once('#')
        .map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let target = match file {
        "" => document.to_owned(),
        file => document.parent()?.join(file),
    };
    if !target.exists() {
        return told("there is no such file");
    }
    let anchor = anchor?;
    let text = fs::read_to_string(&target).unwrap_or_default();
    if anchors(&text).any(|known| known == anchor) {
        return None;
    }
    told("there is no such heading")
}

#[test]
fn every_link_leads_somewhere() -> Outcome {
    let mut count = 0;
    let mut faults = Vec::new();
    for document in documents(&root()?)? {
        let text = fs::read_to_string(&document)?;
        for link in links(&text) {
            count += 1;
            faults.extend(fault(&document, link));
        }
    }
    assert!(count > 50, "the links are found");
    assert_eq!(faults, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_index_has_every_page() -> Outcome {
    let root = root()?;
    let index = fs::read_to_string(root.join(INDEX))?;
    let listed: Vec<_> = links(&index).collect();
    for entry in fs::read_dir(root.join("docs"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "README.md" {
            assert!(listed.contains(&name.as_str()), "{INDEX} lacks {name}");
        }
    }
    Ok(())
}

#[test]
fn a_link_that_leads_nowhere_is_found() -> Outcome {
    let index = root()?.join(INDEX);
    let faults: Vec<_> =
        links("[a](archive.md), [b](gone.md#x), [c](archive.md#gone), [d](https://e.f/g), [h](#for-listeners)")
            .filter_map(|link| fault(&index, link))
            .collect();
    let told: Vec<_> = faults
        .iter()
        .filter_map(|fault| fault.split_once(": "))
        .map(|(_, told)| told)
        .collect();
    assert_eq!(
        told,
        [
            "gone.md#x: there is no such file",
            "archive.md#gone: there is no such heading"
        ]
    );
    Ok(())
}

#[test]
fn headings_become_anchors_as_on_github() {
    let text = "# What they get wrong in 1,000 plays\n## \"Windows protected\"\ntext";
    assert_eq!(
        anchors(text).collect::<Vec<_>>(),
        ["what-they-get-wrong-in-1000-plays", "windows-protected"]
    );
}
