//! Testbeds take turns, across threads and processes: as many run at a time as the machine has cores, because each waits half
//! of the time; and only one of them uses the fixed port of the loopback redirect.

use std::fs::{File, TryLockError};
use std::net::TcpListener;
use std::ops::Range;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::failure::{Failure, Outcome};

/// More than these would need more memory than many machines have.
const MOST_AT_A_TIME: usize = 4;

/// Ports for programs that must be told one. Systems hand out others, from 32768 (Linux) or 49152 up, to whoever asks for any
/// port; one of those could be given away between being chosen and being listened on.
const FIRST_PORT: u16 = 21_000;
/// How many of them each place has.
const PORTS_OF_A_PLACE: u16 = 1_000;

/// The right to run a testbed, until this is dropped.
pub(super) struct Turn {
    place: Place,
    _port: Option<File>,
}

/// One of the places that are taken at a time, and the ports that are its alone.
struct Place {
    ports: Range<u16>,
    _lock: File,
}

impl Turn {
    /// Waits for it, for as long as others take.
    pub(super) async fn wait(uses_fixed_port: bool) -> Outcome<Self> {
        // The port first: who waits for it should not take up a place.
        let port = match uses_fixed_port {
            true => Some(lock_one_of(&["port".to_owned()]).await?.1),
            false => None,
        };
        let cores = std::thread::available_parallelism()?.get();
        let names: Vec<_> = (0..cores.min(MOST_AT_A_TIME)).map(|place| place.to_string()).collect();
        let (place, lock) = lock_one_of(&names).await?;
        let first = FIRST_PORT + u16::try_from(place)? * PORTS_OF_A_PLACE;
        Ok(Self {
            place: Place {
                ports: first..first + PORTS_OF_A_PLACE,
                _lock: lock,
            },
            _port: port,
        })
    }

    /// A port on which nothing listens and which no other testbed is given.
    pub(super) fn free_port(&self) -> Outcome<u16> {
        // Where the last one was found, so that ports are not used again at once: they may be closing still.
        static LAST: AtomicU16 = AtomicU16::new(0);
        let ports = &self.place.ports;
        ports
            .clone()
            .map(|_| ports.start + LAST.fetch_add(1, Ordering::Relaxed) % PORTS_OF_A_PLACE)
            .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
            .ok_or_else(|| {
                Failure::new(format!(
                    "every port from {} to {} is in use",
                    ports.start,
                    ports.end - 1
                ))
            })
    }
}

/// Locks the first of these that is free, and says which.
async fn lock_one_of(names: &[String]) -> Outcome<(usize, File)> {
    let user = rustix::process::getuid().as_raw();
    loop {
        for (nth, name) in names.iter().enumerate() {
            let file = File::create(std::env::temp_dir().join(format!("tonearm-testbed-{user}-{name}.lock")))?;
            match file.try_lock() {
                Ok(()) => return Ok((nth, file)),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
