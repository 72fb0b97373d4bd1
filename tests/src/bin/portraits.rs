//! Pictures of every state of every screen and dialog, in both themes and all sizes, to look at after a change to the UI.
//! Usage: `portraits [FOLDER] [GROUP]...`; without groups, all of them. `TONEARM_APP` names the application.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it reports its progress on the terminal"
)]

use std::process::ExitCode;

use tonearm_tests::failure::Outcome;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match portraits().await {
        Ok(failures) if failures.is_empty() => ExitCode::SUCCESS,
        Ok(failures) => {
            eprintln!("FAILED\n{}", failures.join("\n\n"));
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("FAILED  {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Returns a message for each state without a picture.
#[cfg(target_os = "linux")]
async fn portraits() -> Outcome<Vec<String>> {
    use std::path::PathBuf;

    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "portraits".to_owned()));
    let wanted: Vec<String> = arguments.collect();
    let mut failures = Vec::new();
    for group in tonearm_tests::states::groups() {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == group.name) {
            continue;
        }
        let mut taken = 0;
        let visited = group
            .visit(async |app, name| {
                taken += 1;
                app.screenshot(&folder.join(format!("{name}.png"))).await
            })
            .await;
        match visited {
            Ok(missing) => failures.extend(missing),
            Err(failure) => failures.push(format!("{}: {failure}", group.name)),
        }
        println!("{:<12} {taken} pictures in {}", group.name, folder.display());
    }
    Ok(failures)
}

#[cfg(not(target_os = "linux"))]
async fn portraits() -> Outcome<Vec<String>> {
    Err(tonearm_tests::failure::Failure::new(
        "portraits need Linux: elsewhere there is no display without a person",
    ))
}
