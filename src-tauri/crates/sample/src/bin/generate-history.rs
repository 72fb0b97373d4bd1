//! Writes exports of an invented life of listening, and the truth about them, into a folder.
//! The same arguments write the same files.

use std::{path::PathBuf, process::ExitCode};

use sample::generate;

const USAGE: &str = "usage: generate-history [--plays N] [--seed S] DIR";

struct Arguments {
    plays: usize,
    seed: u64,
    folder: PathBuf,
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program's two ways to speak")]
fn main() -> ExitCode {
    let arguments = match read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(why) => {
            eprintln!("{why}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match generate(&arguments.folder, arguments.plays, arguments.seed) {
        Ok(truth) => {
            println!(
                "{}: {} rows, {} plays, {} artists",
                arguments.folder.display(),
                truth.together.rows,
                truth.together.plays,
                truth.together.artists
            );
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut folder = None;
    let (mut plays, mut seed) = (10_000, 1);
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let text = arguments.next().ok_or_else(|| format!("{argument} needs a number"))?;
            text.parse::<u64>()
                .map_err(|_| format!("{argument} needs a number, not {text}"))
        };
        match argument.as_str() {
            "--plays" => plays = number()?.try_into().map_err(|_| "too many plays".to_owned())?,
            "--seed" => seed = number()?,
            flag if flag.starts_with('-') => return Err(format!("unknown: {flag}")),
            path if folder.is_none() => folder = Some(PathBuf::from(path)),
            path => return Err(format!("one folder, please, not {path} too")),
        }
    }
    let folder = folder.ok_or("which folder?")?;
    Ok(Arguments { plays, seed, folder })
}
