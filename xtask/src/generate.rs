//! `generate-history`: exports of an invented listening history, of any size, with the truth about them.
//! What is in them is told by the `generate-history` program of crate `sample`.

use std::path::Path;

use crate::program::{Outcome, cargo, run};

/// Builds the generator in release mode and runs it. Passes `arguments`; a folder is relative to the current one.
pub(crate) fn generate_history(arguments: &[String]) -> Outcome {
    let here = std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
    run(cargo()
        .args([
            "run",
            "--quiet",
            "--release",
            "--package=sample",
            "--bin=generate-history",
            "--",
        ])
        .args(resolved(&here, arguments)))
}

/// The arguments with the folder made absolute, because Cargo is run from the repository's root.
fn resolved(here: &Path, arguments: &[String]) -> Vec<String> {
    let mut is_value = false;
    arguments
        .iter()
        .map(|argument| {
            let is_folder = !is_value && !argument.starts_with('-');
            is_value = argument.starts_with("--");
            if is_folder {
                here.join(argument).to_string_lossy().into_owned()
            } else {
                argument.clone()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_folder_is_made_absolute() {
        let given = ["--plays", "500", "life", "--seed", "2"].map(str::to_owned);
        let here = Path::new("somewhere");
        let life = here.join("life").to_string_lossy().into_owned();
        assert_eq!(resolved(here, &given), ["--plays", "500", &life, "--seed", "2"]);
    }
}
