//! An import under way or done, as the page shows it.

use std::time::Duration;

use library::{ImportPhase, ImportProgress, ImportReport, Reject};

use crate::{
    import_slot::ImportState,
    ipc::{
        number::{count, number, secs_from_ms},
        view,
    },
};

/// For so long the first bytes say nothing about the rest.
const BEFORE_ESTIMATE: Duration = Duration::from_millis(500);

impl From<&ImportState> for view::ImportStatus {
    fn from(state: &ImportState) -> Self {
        match state {
            ImportState::Running {
                name,
                progress,
                elapsed,
            } => running(name.clone(), *progress, *elapsed),
            ImportState::Done { report, took } => Self::Done {
                report: import_report(report.clone(), *took),
            },
            ImportState::Failed { name, error } => Self::Failed {
                name: name.clone(),
                error: (&**error).into(),
            },
        }
    }
}

fn running(name: String, ImportProgress { phase, read }: ImportProgress, elapsed: Duration) -> view::ImportStatus {
    let kib = |bytes: u64| number(bytes / 1024);
    let bytes_left = read.bytes_total.saturating_sub(read.bytes_read);
    let can_estimate = read.bytes_read > 0 && elapsed > BEFORE_ESTIMATE && phase == ImportPhase::Reading;
    let secs_left = can_estimate.then(|| elapsed.as_secs_f64() * bytes_left as f64 / read.bytes_read as f64);
    view::ImportStatus::Running {
        name,
        rows: number(read.rows),
        done_kib: kib(read.bytes_read),
        total_kib: kib(read.bytes_total),
        secs_left: secs_left.map(|secs| secs.ceil() as u32),
        stage: match phase {
            ImportPhase::Reading => view::ImportStage::Reading,
            ImportPhase::Writing => view::ImportStage::Writing,
        },
    }
}

fn import_report(report: ImportReport, took: Duration) -> view::ImportReport {
    view::ImportReport {
        source: report.source,
        name: report.name,
        files: number(report.counts.files),
        read: number(report.counts.read),
        added: number(report.counts.added),
        already_known: number(report.counts.already_known),
        merged: number(report.counts.merged),
        set_aside: report.rejects.into_iter().map(rejected_rows).collect(),
        refused: report
            .refused
            .into_iter()
            .map(|refused| view::RefusedFile {
                file: refused.file,
                why: refused.why,
            })
            .collect(),
        first_secs: report.span.map(|(first, _)| secs_from_ms(first)),
        last_secs: report.span.map(|(_, last)| secs_from_ms(last)),
        gaps_closed: count(report.gaps_closed),
        took_ms: u32::try_from(took.as_millis()).unwrap_or(u32::MAX),
    }
}

pub(super) fn rejected_rows(reject: Reject) -> view::RejectedRows {
    let known = import::RejectReason::ALL
        .into_iter()
        .find(|reason| reason.code() == reject.reason);
    view::RejectedRows {
        // A reason of a newer Tonearm is better named than left out.
        reason: known.map_or(reject.reason, |reason| reason.to_string()),
        count: number(reject.count),
        sample: reject.sample,
    }
}
