//! Building the UI, and then the programs with the UI inside them.

use std::path::PathBuf;

use crate::program::{Outcome, cargo, npm, run, run_reading};

/// Puts the UI into the binary, instead of the address of a development server.
pub(crate) const WITH_UI: &str = "--features=tonearm/custom-protocol";

/// Builds the UI into `ui/dist`.
pub(crate) fn ui() -> Outcome {
    run(npm().args(["run", "build"]))
}

/// Runs `cargo build` with these arguments and returns the application's path, as Cargo reports it.
pub(crate) fn app(arguments: &[&str]) -> Outcome<PathBuf> {
    let mut app = None;
    let mut command = cargo();
    command
        .args(["build", WITH_UI, "--message-format=json-render-diagnostics"])
        .args(arguments);
    run_reading(&mut command, |line| app = executable(line).or(app.take()))?;
    app.ok_or_else(|| "Cargo built no application".to_owned())
}

/// The application's path, if this message of Cargo's contains it.
fn executable(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    // The application's unit tests have the same name.
    let is_app = message["target"]["name"] == "tonearm"
        && message["target"]["kind"][0] == "bin"
        && message["profile"]["test"] == false;
    is_app.then(|| message["executable"].as_str().map(PathBuf::from))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_application_is_told_from_its_own_tests() {
        let message = |test: bool| {
            format!(
                r#"{{"target":{{"name":"tonearm","kind":["bin"]}},"profile":{{"test":{test}}},"executable":"/t/tonearm"}}"#
            )
        };
        assert_eq!(executable(&message(false)), Some(PathBuf::from("/t/tonearm")));
        assert_eq!(executable(&message(true)), None);
        assert_eq!(executable("Compiling"), None);
    }
}
