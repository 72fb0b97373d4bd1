//! What keeps the archive safe, as the Library shows it: backups of many ages, an archive that is missing or was altered, and one on a
//! network drive.

use std::fs;
use std::sync::Arc;

use chrono::TimeDelta;
use library::Archive;

use super::{Group, SIZES, state};
use crate::archive;
use crate::clock::now;
use crate::downloads::days;
use crate::failure::Outcome;
use crate::testbed::Testbed;

/// For so long a backup was taken every few days.
const DAYS: i64 = 300;

/// Backups of the last days, weeks and months, beside an archive on a network drive.
pub(super) fn backups() -> Group {
    Group {
        name: "backups",
        configure: |builder| builder,
        prepare: |testbed| {
            archive::import(testbed, &testbed.export("spotify", &days(30))?)?;
            for back in (0..DAYS).rev().filter(|back| *back < 10 || back % 5 == 0) {
                days_ago(testbed, back)?.back_up_daily()?;
            }
            Ok(fs::write(testbed.data().join("archive.db.network"), "")?)
        },
        opening: |at| Box::pin(at.app.press("link", "Library")),
        sizes: SIZES,
        states: vec![
            state("library-backups", |at| Box::pin(scroll_to(at, "Backups"))),
            state("library-network-drive", |at| Box::pin(scroll_to(at, "Archive file"))),
        ],
    }
}

pub(super) fn missing() -> Group {
    Group {
        name: "missing",
        configure: |builder| builder,
        prepare: |testbed| {
            archive::import(testbed, &testbed.export("spotify", &days(30))?)?;
            archive::open(testbed)?.back_up()?;
            Ok(fs::remove_file(testbed.data().join("archive.db"))?)
        },
        opening: |at| Box::pin(at.app.sees("The archive is missing")),
        sizes: SIZES,
        states: vec![state("library-missing", |at| {
            Box::pin(at.app.sees("The archive is missing"))
        })],
    }
}

/// One bit of one play is not as it was written.
pub(super) fn altered() -> Group {
    Group {
        name: "altered",
        configure: |builder| builder,
        prepare: |testbed| {
            archive::import(testbed, &testbed.export("spotify", &days(30))?)?;
            let archive = days_ago(testbed, 8)?;
            archive.check_weekly()?;
            archive.back_up()?;
            archive.checkpoint()?;
            // Not the latest, whose end is also kept as that of the import.
            let latest = archive.latest(None, 20)?.plays;
            let ended_at = latest[19].ended_at.as_millis().to_be_bytes();
            drop(archive);
            let file = testbed.data().join("archive.db");
            let mut bytes = fs::read(&file)?;
            // Wherever it is: the table and its indexes agree then, and SQLite finds nothing.
            let is_there = |window: &[u8]| window == &ended_at[2..];
            let places: Vec<usize> = (0..bytes.len() - 6)
                .filter(|at| is_there(&bytes[*at..at + 6]))
                .collect();
            assert!(!places.is_empty(), "the play is in the file");
            for place in places {
                bytes[place + 5] ^= 1 << 3;
            }
            Ok(fs::write(&file, bytes)?)
        },
        opening: |at| {
            Box::pin(async {
                at.app.press("link", "Library").await?;
                at.app.sees("The archive is damaged").await
            })
        },
        sizes: SIZES,
        states: vec![state("library-altered", |at| {
            Box::pin(at.app.sees("The archive is damaged"))
        })],
    }
}

/// The archive on a computer whose clock is this many days behind.
fn days_ago(testbed: &Testbed, back: i64) -> Outcome<Archive> {
    let then = now() - TimeDelta::days(back);
    Ok(Archive::open(
        &testbed.data().join("archive.db"),
        Arc::new(move || then),
    )?)
}

async fn scroll_to(at: &super::Context<'_>, section: &str) -> Outcome {
    at.app.find("region", section).await?;
    let script = "[...document.querySelectorAll('h2')].find((heading) => heading.innerText === arguments[0]) \
                  .scrollIntoView({ block: 'center' })";
    at.app.execute(script, vec![section.into()]).await.map(drop)
}
