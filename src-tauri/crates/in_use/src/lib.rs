//! Renames and deletes files that another program may have open for a moment. Windows refuses both while it does, and virus scanners and
//! search indexes look into whatever is new. Elsewhere an open file stands in nobody's way, so nothing here waits there.

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

/// Renames a file and replaces the one that has the new name. Waits up to 2.55 s for other programs that have one of the two open.
///
/// # Errors
/// When it can't be renamed, or one of the two is still open after that time. Both are as before then.
#[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to), may_be_in_use, thread::sleep)
}

/// Gives a temporary file its name for good, and replaces the file that has it. Waits as [`rename`] does.
///
/// # Errors
/// As [`rename`]. The temporary file is gone then.
#[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
pub fn persist(part: NamedTempFile, to: &Path) -> io::Result<()> {
    let mut part = Some(part.into_temp_path());
    let persist = || match part.take() {
        Some(path) => path.persist(to).map_err(|failed| {
            part = Some(failed.path);
            failed.error
        }),
        None => Ok(()),
    };
    patiently(persist, may_be_in_use, thread::sleep)
}

/// Deletes a file. Waits as [`rename`] does.
///
/// # Errors
/// When it can't be deleted, or is still open after that time.
pub fn remove(path: &Path) -> io::Result<()> {
    patiently(|| fs::remove_file(path), may_be_in_use, thread::sleep)
}

/// Whether Windows gives this as the reason when another program has a file open. `false` on all other systems.
pub fn may_be_in_use(error: &io::Error) -> bool {
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

    /// Fails so often before it succeeds. Returns the result, how often it was tried, and how long it waited in all, in ms.
    fn tried(failures: u32, may_pass: bool) -> (io::Result<()>, u32, f64) {
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
        let sleep = move |wait| clock.set(clock.get() + wait);
        let result = patiently(work, |_| may_pass, sleep);
        (result, attempts, (waited.get().as_secs_f64() * 1_000.0).round())
    }

    #[test]
    fn what_another_program_has_for_a_moment_is_waited_for() {
        let (result, attempts, waited) = tried(3, true);
        assert!(result.is_ok());
        assert_eq!((attempts, waited), (4, f64::from(10 + 20 + 40)));
    }

    #[test]
    fn what_another_program_keeps_is_given_up() {
        let (result, attempts, waited) = tried(u32::MAX, true);
        assert_eq!(result.unwrap_err().raw_os_error(), Some(SHARING_VIOLATION));
        assert_eq!((attempts, waited), (9, 2_550.0));
    }

    #[test]
    fn any_other_failure_is_told_at_once() {
        let (result, attempts, waited) = tried(1, false);
        assert!(result.is_err());
        assert_eq!((attempts, waited), (1, 0.0));
    }

    #[test]
    fn a_file_takes_the_name_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let [new, name] = ["new", "name"].map(|name| folder.path().join(name));
        fs::write(&name, "old").unwrap();
        fs::write(&new, "new").unwrap();
        rename(&new, &name).unwrap();
        assert_eq!(fs::read_to_string(&name).unwrap(), "new");
        let part = NamedTempFile::new_in(folder.path()).unwrap();
        fs::write(part.path(), "newer").unwrap();
        persist(part, &name).unwrap();
        assert_eq!(fs::read_to_string(&name).unwrap(), "newer");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        remove(&name).unwrap();
        assert_eq!(remove(&name).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn what_can_not_be_renamed_stays() {
        let folder = tempfile::tempdir().unwrap();
        let part = NamedTempFile::new_in(folder.path()).unwrap();
        assert!(persist(part, &folder.path().join("missing/name")).is_err());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "a temporary file does not"
        );
        fs::write(folder.path().join("a"), "a").unwrap();
        assert!(rename(&folder.path().join("a"), &folder.path().join("missing/a")).is_err());
        assert!(folder.path().join("a").exists());
    }

    /// Opens the file as a virus scanner does, so that nobody else can have it.
    #[cfg(windows)]
    fn held(path: &Path) -> fs::File {
        use std::os::windows::fs::OpenOptionsExt;
        fs::OpenOptions::new().read(true).share_mode(0).open(path).unwrap()
    }

    /// Does it while another thread has the file open for a fifth of a second.
    #[cfg(windows)]
    fn while_held(path: &Path, work: impl FnOnce() -> io::Result<()>) {
        let holder = held(path);
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
    fn a_file_that_a_scanner_looks_into_is_renamed_replaced_and_deleted_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let [new, name] = ["new", "name"].map(|name| folder.path().join(name));
        fs::write(&new, "new").unwrap();
        while_held(&new, || rename(&new, &name));
        fs::write(&new, "newer").unwrap();
        while_held(&name, || rename(&new, &name));
        assert_eq!(fs::read_to_string(&name).unwrap(), "newer");
        let part = NamedTempFile::new_in(folder.path()).unwrap();
        while_held(&name, || persist(part, &name));
        while_held(&name, || remove(&name));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
