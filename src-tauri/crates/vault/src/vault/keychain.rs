//! The keychain on a thread of its own. It may ask the listener to unlock it before it answers, and some never answer: whoever asks waits
//! a few seconds at most, and what was asked is done whenever the keychain gets to it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicIsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use keyring::{Entry, Error};

type Job = Box<dyn FnOnce(&Result<Entry, Error>) + Send>;

/// The keychain has not answered in time. It may still do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Late;

pub(crate) struct Keychain {
    jobs: mpsc::Sender<Job>,
    patience: Duration,
    /// How many calls have been given up and are not done yet.
    late: Arc<AtomicIsize>,
    is_missing: Arc<AtomicBool>,
}

/// One call, for whoever makes it and whoever waits for it.
#[derive(Default)]
struct Call {
    /// It is done, or given up, whichever came first.
    is_over: AtomicBool,
}

impl Keychain {
    /// Opens it on its thread.
    pub(crate) fn start(open: impl FnOnce() -> Result<Entry, Error> + Send + 'static, patience: Duration) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let is_missing = Arc::new(AtomicBool::new(false));
        let missing = Arc::clone(&is_missing);
        // The Secret Service's client blocks on a future inside each call, which panics on a thread that already runs one, as every
        // async worker does. This thread runs none, and ends with the last sender, or when its call comes back.
        thread::spawn(move || {
            let entry = guarded(open);
            missing.store(entry.is_err(), Ordering::SeqCst);
            for job in queue {
                job(&entry);
            }
        });
        Self {
            jobs,
            patience,
            late: Arc::default(),
            is_missing,
        }
    }

    /// There is no keychain here.
    pub(crate) fn is_missing(&self) -> bool {
        self.is_missing.load(Ordering::SeqCst)
    }

    /// Whether it is still busy with something that was given up.
    pub(crate) fn is_late(&self) -> bool {
        self.late.load(Ordering::SeqCst) > 0
    }

    /// Asks it for something and waits for the answer, but not if it is late already.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<Result<T, Error>, Late> {
        let (call, answer) = self.begin(question);
        let patience = if self.is_late() { Duration::ZERO } else { self.patience };
        if let Ok(answer) = answer.recv_timeout(patience) {
            return Ok(answer);
        }
        if call.is_over.swap(true, Ordering::SeqCst) {
            // It was done in this very moment.
            return answer.recv().map_err(|_| Late);
        }
        self.late.fetch_add(1, Ordering::SeqCst);
        Err(Late)
    }

    /// The same, however long it takes.
    pub(crate) fn ask_patiently<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (_, answer) = self.begin(question);
        answer
            .recv()
            .unwrap_or_else(|_| Err(Error::PlatformFailure("the keychain's thread is gone".into())))
    }

    fn begin<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static,
    ) -> (Arc<Call>, mpsc::Receiver<Result<T, Error>>) {
        let (sender, answer) = mpsc::sync_channel(1);
        let (late, call) = (Arc::clone(&self.late), Arc::new(Call::default()));
        let made = Arc::clone(&call);
        let job: Job = Box::new(move |entry| {
            let result = match entry {
                Ok(entry) => guarded(|| question(entry)),
                Err(error) => Err(Error::PlatformFailure(error.to_string().into())),
            };
            if made.is_over.swap(true, Ordering::SeqCst) {
                late.fetch_sub(1, Ordering::SeqCst);
            }
            // Nobody may be waiting any more.
            let _ = sender.send(result);
        });
        // The thread lasts as long as this sender.
        let _ = self.jobs.send(job);
        (call, answer)
    }
}

/// A client that panics is a keychain that fails.
fn guarded<T>(call: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(Error::PlatformFailure("the keychain's client panicked".into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn keychain(patience: Duration) -> Keychain {
        let open = || {
            use keyring_core::api::CredentialStoreApi as _;
            let store = keyring_core::mock::Store::new()?;
            Ok(Entry {
                inner: store.build("tonearm", "spotify", None)?,
            })
        };
        Keychain::start(open, patience)
    }

    #[test]
    fn nobody_waits_long_for_one_that_does_not_answer_and_what_was_asked_is_done_later() {
        let keychain = keychain(SHORT);
        let (unlock, locked) = mpsc::channel::<()>();
        let first = keychain.ask(move |entry| {
            locked.recv().unwrap();
            entry.set_secret(b"one")
        });
        assert_eq!(first.unwrap_err(), Late);
        assert!(keychain.is_late());
        assert_eq!(keychain.ask(|entry| entry.set_secret(b"two")).unwrap_err(), Late);

        unlock.send(()).unwrap();

        let kept = keychain.ask_patiently(Entry::get_secret);
        assert_eq!(kept.unwrap(), b"two");
        assert!(!keychain.is_late());
    }

    #[test]
    fn who_asks_beside_another_waits_for_both() {
        let keychain = keychain(Duration::from_secs(60));
        let slow = |_: &Entry| {
            thread::sleep(SHORT);
            Ok(())
        };
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert!(keychain.ask(slow).unwrap().is_ok()));
            }
        });
        assert!(!keychain.is_late());
    }

    /// The D-Bus client does this inside each call; on an async worker's own thread it would panic.
    #[tokio::test]
    async fn a_call_may_drive_a_future_to_its_end_on_an_async_worker() {
        let driven = keychain(Duration::MAX).ask(|_| Ok(tokio::runtime::Runtime::new().unwrap().block_on(async { 7 })));
        assert_eq!(driven.unwrap().unwrap(), 7);
    }

    #[test]
    fn a_client_that_panics_is_a_keychain_that_fails_and_can_be_asked_again() {
        let keychain = keychain(Duration::MAX);
        assert!(keychain.ask::<()>(|_| panic!("as planned")).unwrap().is_err());
        assert_eq!(keychain.ask(|_| Ok(5)).unwrap().unwrap(), 5);
    }
}
