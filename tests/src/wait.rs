//! Waiting until something is true, by asking again and again; never for a fixed time.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::failure::{Failure, Outcome};

/// How long a scenario waits before it fails. Long, because the machine may be busy.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(20);

/// How long to wait between two attempts.
pub(crate) const PAUSE: Duration = Duration::from_millis(40);

/// Polls until something holds.
///
/// # Errors
/// When it does not hold within the time limit; the message says what was waited for.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) -> Outcome {
    let deadline = Instant::now() + TIMEOUT;
    while !holds().await {
        if Instant::now() > deadline {
            return Err(Failure::new(format!(
                "waited {} s in vain until {what}",
                TIMEOUT.as_secs()
            )));
        }
        sleep(PAUSE).await;
    }
    Ok(())
}

/// Polls until something holds, for as long as it takes.
pub(crate) async fn poll(mut holds: impl AsyncFnMut() -> bool) {
    while !holds().await {
        sleep(PAUSE).await;
    }
}
