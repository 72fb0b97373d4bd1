//! `import`: brings in an export. The numbers of the report add up to the rows that were read.

use std::{collections::BTreeMap, path::PathBuf};

use library::{Archive, ImportOptions, ImportReport, Zone};
use serde::Serialize;
use tokio::runtime::Handle;

use crate::{
    answer::Answer,
    exit::Exit,
    failure::Failure,
    output::Output,
    progress::Progress,
    terminal_text::one_line,
    text_table::{Side, TextTable},
    wording::{day, iso, several, thousands},
};

#[derive(Serialize)]
struct ImportJson<'a> {
    source: Option<u32>,
    name: &'a str,
    files: u64,
    read: u64,
    added: u64,
    already_known: u64,
    merged: u64,
    set_aside: BTreeMap<&'a str, u64>,
    samples: BTreeMap<&'a str, &'a str>,
    refused: Vec<RefusedJson<'a>>,
    gaps_closed: usize,
    first: Option<String>,
    last: Option<String>,
    dry_run: bool,
    took_ms: u64,
}

#[derive(Serialize)]
struct RefusedJson<'a> {
    file: &'a str,
    code: &'a str,
    why: &'a str,
}

pub(super) fn run(
    archive: &Archive,
    paths: &[PathBuf],
    dry_run: bool,
    zone: Zone,
    output: &Output,
    runtime: &Handle,
) -> Result<Answer, Failure> {
    let mut progress = Progress::begin(output.is_quiet(), runtime);
    let imported = archive.import(paths, ImportOptions { dry_run }, &mut |step| progress.step(step));
    let took = progress.end();
    let report = imported?;
    let json = ImportJson {
        source: report.source,
        name: &report.name,
        files: report.counts.files,
        read: report.counts.read,
        added: report.counts.added,
        already_known: report.counts.already_known,
        merged: report.counts.merged,
        set_aside: report
            .rejects
            .iter()
            .map(|reject| (&*reject.reason, reject.count))
            .collect(),
        samples: report
            .rejects
            .iter()
            .map(|reject| (&*reject.reason, &*reject.sample))
            .collect(),
        refused: report
            .refused
            .iter()
            .map(|refused| RefusedJson {
                file: &refused.file,
                code: &refused.code,
                why: &refused.why,
            })
            .collect(),
        gaps_closed: report.gaps_closed,
        first: report.span.map(|(first, _)| iso(first)),
        last: report.span.map(|(_, last)| iso(last)),
        dry_run,
        took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
    };
    let mut answer = Answer::done(&json, text(&report, dry_run, zone))?;
    for refused in &report.refused {
        answer = answer.warning(format!("“{}” {}", refused.file, refused.why));
    }
    Ok(if report.refused.is_empty() {
        answer
    } else {
        answer.ending(Exit::SomeRefused)
    })
}

fn text(report: &ImportReport, dry_run: bool, zone: Zone) -> String {
    let counts = &report.counts;
    let mut text = headline(report, dry_run);
    text.push_str("\n\n");
    let mut table = TextTable::new(&[("", Side::Left), ("", Side::Right), ("", Side::Left)]);
    let mut line = |what: &str, count: u64, why: &str| table.row([what.to_owned(), thousands(count), why.to_owned()]);
    line(
        "Rows read",
        counts.read,
        &format!("in {}", several(counts.files, "file", "files")),
    );
    line("Added", counts.added, "");
    line("Already known", counts.already_known, "");
    line("Merged", counts.merged, "with plays that were recorded");
    line("Set aside", report.rejects.iter().map(|reject| reject.count).sum(), "");
    text.push_str(&table.text());
    for reject in &report.rejects {
        let why = sentence(&reject.reason);
        text.push_str(&format!(
            "  {} × {why} For example {}\n",
            thousands(reject.count),
            one_line(&reject.sample)
        ));
    }
    if let Some((first, last)) = report.span {
        text.push_str(&format!(
            "\nIt reaches from {} to {}.",
            day(first, zone),
            day(last, zone)
        ));
    }
    if report.gaps_closed > 0 {
        let gaps = several(report.gaps_closed as u64, "gap is", "gaps are");
        text.push_str(&format!(" {gaps} closed now."));
    }
    if let Some(source) = report.source {
        text.push_str(&format!("\nTo take it out again: tonearm-cli undo {source}"));
    }
    text
}

fn headline(report: &ImportReport, dry_run: bool) -> String {
    let new = report.counts.added + report.counts.merged;
    let name = one_line(&report.name);
    match (dry_run, new, report.source) {
        (true, 0, _) => format!("“{name}” would bring nothing new."),
        (true, ..) => format!(
            "“{name}” would add {}. Nothing was changed.",
            several(new, "play", "plays")
        ),
        (false, 0, None) => format!("Nothing new: “{name}” is in the archive already."),
        (false, 0, Some(source)) => format!("Nothing new in “{name}”; it is noted as source {source}."),
        (false, ..) => format!("Imported “{name}”."),
    }
}

fn sentence(code: &str) -> String {
    let reason = import::RejectReason::ALL.iter().find(|reason| reason.code() == code);
    reason.map_or_else(|| code.to_owned(), ToString::to_string)
}
