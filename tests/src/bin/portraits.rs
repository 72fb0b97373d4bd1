//! Pictures of every state of every screen and dialog, in both themes and all sizes, to be looked at after a change to the UI.
//! Usage: `portraits [FOLDER] [ACT]...`; without acts, all of them. `TONEARM_APP` names the application.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it tells on the terminal what it does"
)]

use std::process::ExitCode;

use tonearm_tests::failure::Told;

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

/// The story of each state of which there is no picture.
#[cfg(target_os = "linux")]
async fn portraits() -> Told<Vec<String>> {
    use std::path::PathBuf;

    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "portraits".to_owned()));
    let wanted: Vec<String> = arguments.collect();
    let mut failures = Vec::new();
    for act in tonearm_tests::states::acts() {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == act.name) {
            continue;
        }
        let mut taken = 0;
        let played = act
            .play(async |app, name| {
                taken += 1;
                app.screenshot(&folder.join(format!("{name}.png"))).await
            })
            .await;
        match played {
            Ok(missing) => failures.extend(missing),
            Err(failure) => failures.push(format!("{}: {failure}", act.name)),
        }
        println!("{:<12} {taken} pictures in {}", act.name, folder.display());
    }
    Ok(failures)
}

#[cfg(not(target_os = "linux"))]
async fn portraits() -> Told<Vec<String>> {
    Err(tonearm_tests::failure::Failure::new(
        "portraits need Linux: elsewhere there is no display without a person",
    ))
}
