//! A day of recording, and more if asked for, in which everything goes wrong that can: no network, answers that come late or never,
//! refusals, pauses, a clock that jumps, a computer that sleeps, an app that is quit, and a command line at work on the same archive.
//! In the end nothing is lost that could be had, nothing is doubled, no gap says more than is true, nobody is signed out, and no token
//! lies anywhere but in the keychain.
//!
//! `TONEARM_SOAK` says how many days; each run of up to a week has a seed of its own, which every failure names.

mod computer;
mod day;
mod leaks;
mod outcome;
mod program;
mod run;

use tonearm_tests::failure::{Failure, Outcome};

use run::Run;

const DAYS_OF_A_RUN: i64 = 7;
/// The seed of a day on which nearly everything happens.
const USUAL_SEED: u64 = 7;

/// The seed and the days of each run.
fn runs() -> Vec<(u64, i64)> {
    let wanted = std::env::var("TONEARM_SOAK").ok();
    let Some(days): Option<i64> = wanted.and_then(|wanted| wanted.parse().ok()) else {
        return vec![(USUAL_SEED, 1)];
    };
    let begins = (0..days).step_by(DAYS_OF_A_RUN.unsigned_abs() as usize);
    (1..).zip(begins.map(|begin| DAYS_OF_A_RUN.min(days - begin))).collect()
}

#[tokio::test(start_paused = true)]
async fn whatever_goes_wrong_in_a_day_nothing_is_lost_doubled_or_leaked() -> Outcome {
    leaks::listen();
    for (seed, days) in runs() {
        let run = Run::of(seed, days).await;
        let story = run
            .and_then(|run| outcome::check(run, seed))
            .map_err(|failure| Failure::new(format!("seed {seed}, {days} days: {failure}")))?;
        println!("{story}");
    }
    Ok(())
}
