//! Writes exports of an invented life of listening, and the truth about them, into a folder.

use std::{path::PathBuf, process::ExitCode};

use sample::generate;

const USAGE: &str = "usage: generate-history [--plays N] [--seed S] DIR";

struct Wish {
    plays: usize,
    seed: u64,
    folder: PathBuf,
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program's two ways to speak")]
fn main() -> ExitCode {
    let wish = match wish(std::env::args().skip(1)) {
        Ok(wish) => wish,
        Err(why) => {
            eprintln!("{why}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match generate(&wish.folder, wish.plays, wish.seed) {
        Ok(truth) => {
            println!(
                "{}: {} rows, {} plays, {} artists",
                wish.folder.display(),
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

fn wish(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
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
    Ok(Wish { plays, seed, folder })
}
