//! The sign-in in the keychain as the app and the command line share it: both read it anew before they give it up, and only one of them at
//! a time exchanges its token.

use std::{
    any::Any,
    fs::{File, TryLockError},
    io,
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use library::private;
use spotify::{Grant, SharedGrant};
use vault::Vault;

use crate::profile::{ProfileStore, is_withdrawn, kept_grant};

/// No exchange takes longer. Whoever holds the lock beyond that hangs, and the sign-in must not hang with it.
const LONGEST_TURN: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

pub(crate) struct KeychainGrant {
    pub(crate) vault: Arc<Vault>,
    pub(crate) store: Arc<dyn ProfileStore>,
    /// The file that whoever has its turn has locked.
    pub(crate) lock: PathBuf,
}

impl SharedGrant for KeychainGrant {
    fn read(&self) -> Option<Grant> {
        let kept = kept_grant(&self.vault)
            .inspect_err(|error| log::warn!("{error}"))
            .ok()??;
        (!is_withdrawn(&kept, self.store.disconnected_at())).then_some(kept)
    }

    fn turn(&self) -> Box<dyn Any + Send> {
        let began = Instant::now();
        let lock = || -> io::Result<File> {
            private::create_file(&self.lock)?;
            let file = File::options().write(true).open(&self.lock)?;
            loop {
                match file.try_lock() {
                    Ok(()) => return Ok(file),
                    Err(TryLockError::Error(error)) => return Err(error),
                    Err(TryLockError::WouldBlock) if began.elapsed() > LONGEST_TURN => {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                }
            }
        };
        match lock() {
            Ok(file) => Box::new(file),
            // At worst, one of two programs that exchange the same token has to read the keychain again.
            Err(error) => {
                log::warn!("no turn with the sign-in could be had: {error}");
                Box::new(())
            }
        }
    }
}
