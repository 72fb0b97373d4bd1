//! Names and deletes files that another program may have open for a moment. Windows refuses both while it does, and what keeps a folder in
//! step looks into whatever is new there. Elsewhere an open file stands in nobody's way, so nothing here waits there.

use std::{fs, io, path::Path, thread, time::Duration};

use backon::{BlockingRetryable, ExponentialBuilder};
use tempfile::NamedTempFile;

/// The first of the waits; each is twice as long as the one before. All of them together are 2.55 s.
const FIRST_WAIT: Duration = Duration::from_millis(10);
/// How many waits there are.
const WAITS: usize = 8;

/// What Windows calls it when a file can't be had. The first one is also said of files that one has no rights to.
const ACCESS_DENIED: i32 = 5;
const SHARING_VIOLATION: i32 = 32;
const LOCK_VIOLATION: i32 = 33;

/// Gives a temporary file its name for good, and replaces the file that has it. If it can't, the temporary file is gone.
#[expect(
    clippy::disallowed_methods,
    reason = "it waits for what the method does not wait for"
)]
pub(super) fn persist(file: NamedTempFile, to: &Path) -> io::Result<()> {
    let mut file = Some(file.into_temp_path());
    let persist = || match file.take() {
        Some(path) => path.persist(to).map_err(|failed| {
            file = Some(failed.path);
            failed.error
        }),
        None => Ok(()),
    };
    patiently(persist, may_be_in_use, thread::sleep)
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    patiently(|| fs::remove_file(path), may_be_in_use, thread::sleep)
}

/// Whether Windows gives this as the reason when another program has a file open. `false` on all other systems.
fn may_be_in_use(error: &io::Error) -> bool {
    let code = error.raw_os_error();
    cfg!(windows) && code.is_some_and(|code| [ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION].contains(&code))
}

/// Does it again while it fails for a reason that may pass.
fn patiently<T>(
    work: impl FnMut() -> io::Result<T>,
    may_pass: impl FnMut(&io::Error) -> bool,
    sleep: impl Fn(Duration) + 'static,
) -> io::Result<T> {
    let waits = ExponentialBuilder::new()
        .with_min_delay(FIRST_WAIT)
        .with_max_times(WAITS);
    work.retry(waits).when(may_pass).sleep(sleep).call()
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, rc::Rc};

    use super::*;

    /// Fails so often before it succeeds. Returns whether it did, how often it was tried, and how long it waited in all, in ms.
    fn tried(failures: u32, may_pass: bool) -> (bool, u32, f64) {
        let mut attempts = 0;
        let waited = Rc::new(Cell::new(Duration::ZERO));
        let work = || {
            attempts += 1;
            if attempts <= failures {
                Err(io::Error::from_raw_os_error(SHARING_VIOLATION))
            } else {
                Ok(())
            }
        };
        let clock = Rc::clone(&waited);
        let is_done = patiently(work, |_| may_pass, move |wait| clock.set(clock.get() + wait)).is_ok();
        (is_done, attempts, (waited.get().as_secs_f64() * 1_000.0).round())
    }

    #[test]
    fn what_another_program_has_for_a_moment_is_waited_for() {
        assert_eq!(tried(3, true), (true, 4, 70.0));
    }

    #[test]
    fn what_another_program_keeps_is_given_up() {
        assert_eq!(tried(u32::MAX, true), (false, 9, 2_550.0));
    }

    #[test]
    fn any_other_failure_is_told_at_once() {
        assert_eq!(tried(1, false), (false, 1, 0.0));
    }

    #[test]
    fn a_file_takes_the_name_of_another_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("name");
        fs::write(&name, "old").unwrap();
        let file = NamedTempFile::new_in(folder.path()).unwrap();
        fs::write(file.path(), "new").unwrap();
        persist(file, &name).unwrap();
        assert_eq!(fs::read_to_string(&name).unwrap(), "new");
        let file = NamedTempFile::new_in(folder.path()).unwrap();
        assert!(persist(file, &folder.path().join("missing/name")).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        remove(&name).unwrap();
        assert_eq!(remove(&name).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    /// Does it while another thread has the file open for a fifth of a second, as a virus scanner does: nobody else can have it.
    #[cfg(windows)]
    fn while_held(path: &Path, work: impl FnOnce() -> io::Result<()>) {
        use std::os::windows::fs::OpenOptionsExt;
        let holder = fs::OpenOptions::new().read(true).share_mode(0).open(path).unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(Duration::from_millis(200));
                drop(holder);
            });
            work().unwrap();
        });
    }

    #[cfg(windows)]
    #[test]
    fn a_file_that_a_scanner_looks_into_is_replaced_and_deleted_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("name");
        fs::write(&name, "old").unwrap();
        let file = NamedTempFile::new_in(folder.path()).unwrap();
        while_held(&name, || persist(file, &name));
        while_held(&name, || remove(&name));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
