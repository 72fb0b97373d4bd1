//! Testbeds take turns, across threads and processes: as many run at a time as the machine has cores, because each waits half
//! of the time; and only one of them uses the fixed port of the loopback redirect.

use std::fs::{File, TryLockError};
use std::time::Duration;

use crate::failure::Outcome;

/// More than these would need more memory than many machines have.
const MOST_AT_A_TIME: usize = 4;

/// The right to run a testbed, until this is dropped.
pub(super) struct Turn {
    _place: File,
    _port: Option<File>,
}

impl Turn {
    /// Waits for it, for as long as others take.
    pub(super) async fn wait(uses_fixed_port: bool) -> Outcome<Self> {
        // The port first: who waits for it should not take up a place.
        let port = match uses_fixed_port {
            true => Some(lock_one_of(&["port".to_owned()]).await?),
            false => None,
        };
        let cores = std::thread::available_parallelism()?.get();
        let places: Vec<_> = (0..cores.min(MOST_AT_A_TIME)).map(|place| place.to_string()).collect();
        Ok(Self {
            _place: lock_one_of(&places).await?,
            _port: port,
        })
    }
}

async fn lock_one_of(names: &[String]) -> Outcome<File> {
    let user = rustix::process::getuid().as_raw();
    loop {
        for name in names {
            let file = File::create(std::env::temp_dir().join(format!("tonearm-testbed-{user}-{name}.lock")))?;
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
