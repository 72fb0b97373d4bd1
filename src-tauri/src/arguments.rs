//! What a start was told on its command line. Read before anything else happens, so that `--version` opens nothing.

use std::{ffi::OsString, path::Path};

use lexopt::{Arg, Parser};
use url::Url;

const HELP: &str = "\
Shows you your own Spotify listening, kept on your own computer.

Usage: tonearm [--hidden] [FILE]...
       tonearm LINK

  FILE            A zip, a folder or a JSON file of Spotify's export, to import
  LINK            An address that begins with tonearm:, which the browser opens
      --hidden    Start in the tray, without a window
  -h, --help      Print this
  -V, --version   Print the version

tonearm-cli works on the same history without a window.
";

/// The option of a start at login.
pub(crate) const HIDDEN: &str = "--hidden";

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Start {
    /// Opens Tonearm.
    Open(Arguments),
    /// Prints this text and ends.
    Print(String),
}

/// How Tonearm is to be opened.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// Without a window.
    pub(crate) is_hidden: bool,
    /// Files to import, and links.
    pub(crate) given: Vec<OsString>,
}

impl Start {
    /// Reads the `arguments`, without the program's own name.
    ///
    /// # Errors
    /// What is wrong with them, in one line.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut parser = Parser::from_args(arguments);
        let mut read = Arguments::default();
        loop {
            match parser.next().map_err(|error| error.to_string())? {
                None => {
                    // Files and links want to be seen.
                    read.is_hidden &= read.given.is_empty();
                    return Ok(Self::Open(read));
                }
                Some(Arg::Long("hidden")) => read.is_hidden = true,
                Some(Arg::Long("version") | Arg::Short('V')) => {
                    return Ok(Self::Print(format!("tonearm {}\n", env!("CARGO_PKG_VERSION"))));
                }
                Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Self::Print(HELP.to_owned())),
                Some(Arg::Value(value)) => read.given.push(value),
                Some(unknown) => {
                    let trouble = unknown.unexpected();
                    return Err(format!("{trouble}. `tonearm --help` shows what there is."));
                }
            }
        }
    }
}

impl Arguments {
    /// Those of a second start, which hands over what it was given. What it was given wrongly was said there already.
    pub(crate) fn of_second_start(arguments: impl IntoIterator<Item = String>) -> Self {
        match Start::read(arguments.into_iter().map(OsString::from)) {
            Ok(Start::Open(arguments)) => arguments,
            Ok(Start::Print(_)) | Err(_) => Self::default(),
        }
    }

    /// The same with `file:` addresses in place of the names that are not Unicode; `None` if all of them are. Tauri's plugin for
    /// links stops a program that has others. Relative names are below `folder`.
    pub fn in_unicode(&self, folder: &Path) -> Option<Vec<OsString>> {
        if self.given.iter().all(|given| given.to_str().is_some()) {
            return None;
        }
        let address = |given: &OsString| match given.to_str() {
            Some(_) => given.clone(),
            None => {
                Url::from_file_path(folder.join(given)).map_or_else(|()| given.clone(), |url| String::from(url).into())
            }
        };
        let given = self.given.iter().map(address);
        Some(["--".into()].into_iter().chain(given).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Start, String> {
        Start::read(arguments.iter().map(OsString::from))
    }

    fn opened(is_hidden: bool, given: &[&str]) -> Result<Start, String> {
        Ok(Start::Open(Arguments {
            is_hidden,
            given: given.iter().map(OsString::from).collect(),
        }))
    }

    #[test]
    fn files_links_and_a_hidden_start() {
        assert_eq!(read(&[]), opened(false, &[]));
        assert_eq!(read(&["--hidden"]), opened(true, &[]));
        assert_eq!(read(&["a.zip", "--hidden"]), opened(false, &["a.zip"]));
        let link = "tonearm://callback?code=x&state=y";
        assert_eq!(read(&[link]), opened(false, &[link]));
        assert_eq!(read(&["--", "--odd name.zip"]), opened(false, &["--odd name.zip"]));
    }

    #[test]
    fn the_version_is_one_line() {
        let version = Ok(Start::Print(format!("tonearm {}\n", env!("CARGO_PKG_VERSION"))));
        assert_eq!(read(&["--version"]), version);
        assert_eq!(read(&["-V", "a.zip"]), version);
    }

    #[test]
    fn what_is_not_known_is_named_with_what_to_do() {
        let trouble = read(&["--minimised"]).unwrap_err();
        assert!(
            trouble.contains("--minimised") && trouble.contains("--help"),
            "{trouble}"
        );
        assert!(read(&["--hidden=yes"]).unwrap_err().contains("--hidden"));
    }

    #[test]
    fn a_second_start_is_read_alike() {
        let second = Arguments::of_second_start(["--hidden".to_owned()]);
        assert_eq!(opened(second.is_hidden, &[]), opened(true, &[]));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_become_addresses() {
        use std::os::unix::ffi::OsStringExt as _;

        let odd = OsString::from_vec(b"caf\xe9.zip".to_vec());
        let Ok(Start::Open(arguments)) = Start::read(["a.zip".into(), odd]) else {
            panic!("not opened");
        };
        let wanted = ["--", "a.zip", "file:///home/robin/caf%E9.zip"];
        assert_eq!(
            arguments.in_unicode("/home/robin".as_ref()),
            Some(wanted.map(OsString::from).to_vec())
        );
        assert_eq!(Arguments::default().in_unicode("/".as_ref()), None);
    }
}
