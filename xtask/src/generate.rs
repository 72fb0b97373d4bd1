//! `generate-history`: exports of an invented life of listening, of any size, with the truth about them beside.
//! What is in them is told by the `generate-history` program of crate `sample`.

use std::path::Path;

use crate::program::{Done, cargo, run};

/// Builds the generator in release mode and runs it where the developer stands; `arguments` go to it.
pub(crate) fn generate_history(arguments: &[String]) -> Done {
    let here = std::env::current_dir().map_err(|error| format!("this folder cannot be told: {error}"))?;
    run(cargo()
        .args([
            "run",
            "--quiet",
            "--release",
            "--package=sample",
            "--bin=generate-history",
            "--",
        ])
        .args(seen_from(&here, arguments)))
}

/// The arguments with the folder made absolute: Cargo is run from the repository's root.
fn seen_from(here: &Path, arguments: &[String]) -> Vec<String> {
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
    fn only_the_folder_is_taken_from_where_the_developer_stands() {
        let given = ["--plays", "500", "life", "--seed", "2"].map(str::to_owned);
        let here = Path::new("somewhere");
        let life = here.join("life").to_string_lossy().into_owned();
        assert_eq!(seen_from(here, &given), ["--plays", "500", &life, "--seed", "2"]);
    }
}
