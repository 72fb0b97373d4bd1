//! Opens an archive and does something to it, until somebody kills it. Usage: `victim ARCHIVE DEED…`, where the deed is in
//! the words of `tonearm_tests::deed`; `victim ARCHIVE count` only tells how many plays there are. Prints `begun` when the
//! first thing is about to be written.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is watched through a pipe")]

use std::path::Path;
use std::process::ExitCode;

use tonearm_tests::deed::{self, Deed};
use tonearm_tests::failure::{Failure, Told};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match act(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn act(words: &[String]) -> Told {
    let [path, words @ ..] = words else {
        return Err(Failure::new("victim ARCHIVE DEED…"));
    };
    let archive = deed::open(Path::new(path))?;
    if words == ["count"] {
        println!("{}", archive.count()?);
        return Ok(());
    }
    Deed::parse(words)?.perform(&archive, || println!("begun"))
}
