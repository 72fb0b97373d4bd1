//! What the system handed to Tonearm, by the arguments of a start or by a link: files to import, and the end of a sign-in that an earlier
//! run began. Waits here until a page takes it, because there may be no window yet.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use url::Url;

/// The scheme of Tonearm's own links.
pub(crate) const SCHEME: &str = "tonearm";

#[derive(Default)]
pub(crate) struct HandedOver(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    files: Vec<PathBuf>,
    link: Option<Url>,
}

impl HandedOver {
    /// Keeps files beside those that wait already.
    pub(crate) fn keep_files(&self, files: Vec<PathBuf>) {
        self.lock().files.extend(files);
    }

    /// Keeps a link in place of one that waits.
    pub(crate) fn keep_link(&self, link: Url) {
        self.lock().link = Some(link);
    }

    /// All files that came since they were last taken.
    pub(crate) fn take_files(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.lock().files)
    }

    pub(crate) fn has_link(&self) -> bool {
        self.lock().link.is_some()
    }

    pub(crate) fn take_link(&self) -> Option<Url> {
        self.lock().link.take()
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files among `arguments`: paths, of which relative ones are below `folder`, and `file:` addresses. Options and Tonearm's own links are
/// no files. Whatever else there is, the import says what is wrong with it.
pub(crate) fn files(arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> Vec<PathBuf> {
    let file = |argument: OsString| {
        if argument.is_empty() || argument.as_encoded_bytes().starts_with(b"-") {
            return None;
        }
        // A name that is no Unicode is no address either, and has to stay as it is to be found.
        let Some(text) = argument.to_str() else {
            return Some(folder.join(argument));
        };
        match Url::parse(text) {
            Ok(link) if link.scheme() == SCHEME => None,
            Ok(address) if address.scheme() == "file" => address.to_file_path().ok(),
            // Windows' `C:` looks like a scheme.
            _ => Some(folder.join(argument)),
        }
    };
    arguments.into_iter().filter_map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn files_come_as_paths_and_as_addresses() {
        let given = ["a.zip", "/b c.zip", "file:///d%20e.zip", "http://example.org/f.zip"];
        let found = files(given.map(OsString::from), Path::new("/home/robin"));
        let wanted = [
            "/home/robin/a.zip",
            "/b c.zip",
            "/d e.zip",
            "/home/robin/http://example.org/f.zip",
        ];
        assert_eq!(found, wanted.map(PathBuf::from));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_unicode_stays_as_it_is() {
        use std::os::unix::ffi::OsStringExt;

        let odd = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
        let found = files([odd(b"\xFF.zip"), odd(b"-\xFF"), odd(b"/e/\xE9.json")], Path::new("/d"));
        assert_eq!(found, [odd(b"/d/\xFF.zip"), odd(b"/e/\xE9.json")].map(PathBuf::from));
    }

    #[test]
    fn links_and_options_are_no_files() {
        let given = ["--hidden", "tonearm://callback?code=x", ""].map(OsString::from);
        assert_eq!(files(given, Path::new("/")), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_waits_is_taken_once_and_together() {
        let handed_over = HandedOver::default();
        handed_over.keep_files(vec!["a.zip".into()]);
        handed_over.keep_files(vec!["b.zip".into()]);
        handed_over.keep_link("tonearm://callback?code=x".parse().unwrap());
        assert_eq!(handed_over.take_files(), ["a.zip", "b.zip"].map(PathBuf::from));
        assert_eq!(handed_over.take_files(), Vec::<PathBuf>::new());
        assert!(handed_over.has_link() && handed_over.take_link().is_some());
        assert!(!handed_over.has_link());
    }
}
