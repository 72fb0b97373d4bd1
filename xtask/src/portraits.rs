//! `portraits`: pictures to look at after a change to the UI.

use std::fs;
use std::process::Command;

use crate::program::{Outcome, run};
use crate::{build, paths, setup};

/// Where the pictures are saved if no other folder is named.
const FOLDER: &str = "portraits";

/// The pictures in README: their names in `docs/images`, and the portraits that they are.
const IN_README: &[(&str, &str)] = &[
    ("explore.png", "sample-explore-dark-1280.png"),
    ("top.png", "sample-top-tracks-dark-1280.png"),
];

/// Saves a picture of every screen in every state, and those that README shows in `docs/images` as well. Passes `arguments` to the
/// `portraits` program.
pub(crate) fn portraits(arguments: &[String]) -> Outcome {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--package=tonearm", "--package=tonearm-tests", "--bins"])?;
    let portraits = app.with_file_name(format!("portraits{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(portraits)
        .current_dir(paths::root())
        .args(arguments)
        .env("TONEARM_APP", app))?;
    let folder = paths::root().join(arguments.first().map_or(FOLDER, String::as_str));
    for (image, portrait) in IN_README {
        let portrait = folder.join(portrait);
        // Not every group was asked for.
        if portrait.exists() {
            let image = paths::root().join("docs/images").join(image);
            fs::copy(portrait, &image).map_err(|error| format!("{}: {error}", image.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_in_the_readme_is_a_portrait() {
        let readme = fs::read_to_string(paths::root().join("README.md")).unwrap();
        let mut shown: Vec<_> = readme
            .split("](docs/images/")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        shown.sort_unstable();
        let taken: Vec<_> = IN_README.iter().map(|(image, _)| *image).collect();
        assert_eq!(shown, taken);
    }
}
