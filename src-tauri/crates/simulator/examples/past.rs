//! How long it takes to make up the twelve years that "Look around" shows: the export as a file, and what was recorded since.
//! `cargo run --release -p simulator --example past`

#![expect(clippy::print_stdout, reason = "the figures go to the terminal")]

use std::{error::Error, sync::Arc, time::Instant};

use chrono::{DateTime, Utc};
use simulator::{ACCOUNT_ID, Life, Options};

/// The evening of Saturday 21 November 2026.
const NOW: DateTime<Utc> = DateTime::from_timestamp_nanos(1_795_298_400_000_000_000);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for round in 1..=5 {
        let began = Instant::now();
        let mut options = Options::new(Arc::new(|| NOW));
        options.life = Life::eventful();
        let simulator = simulator::start(options).await?;
        let started = began.elapsed();
        let recordings = simulator.past(&folder.path().join(format!("{round}.zip")), ACCOUNT_ID)?;
        let recorded: usize = recordings.iter().map(|batch| batch.evidence.len()).sum();
        println!(
            "started in {} ms, with its past in {} ms ({recorded} plays recorded)",
            started.as_millis(),
            began.elapsed().as_millis()
        );
        simulator.stop();
    }
    Ok(())
}
