//! A package on a bare system, as a listener meets it: started from the menu, signed in by a link, given files, upgraded, removed.
//! Usage: `packaged deb ROOT PICTURES OLDER.deb NEWER.deb`, or `packaged unpacked ROOT PICTURES` for a program that lies in the root already.
//! `TONEARM_APP` names a program that runs a command inside the root. `cargo xtask test --packages` prepares all of it.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it reports its progress on the terminal"
)]

use std::process::ExitCode;

#[cfg(target_os = "linux")]
#[path = "packaged/scenario.rs"]
mod scenario;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match packaged().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("FAILED  {failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(target_os = "linux")]
async fn packaged() -> tonearm_tests::failure::Outcome {
    use scenario::Scenario;
    use tonearm_tests::failure::Failure;

    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match given[..] {
        ["deb", root, pictures, older, newer] => Scenario::new(root, pictures).await?.deb(older, newer).await,
        ["unpacked", root, pictures] => Scenario::new(root, pictures).await?.unpacked().await,
        _ => Err(Failure::new(
            "packaged deb ROOT PICTURES OLDER.deb NEWER.deb, or packaged unpacked ROOT PICTURES",
        )),
    }
}

#[cfg(not(target_os = "linux"))]
async fn packaged() -> tonearm_tests::failure::Outcome {
    Err(tonearm_tests::failure::Failure::new("these packages are for Linux"))
}
