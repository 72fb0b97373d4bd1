//! The developer's commands, the same on every system: `cargo xtask --help` lists them.
//! Each command has a file of its own; what several commands need is in files beside them.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool prints")]

mod bench;
mod bindings;
mod build;
mod bundle;
mod counts;
mod demo;
mod dependencies;
mod generate;
mod packages;
mod paths;
mod portraits;
mod program;
mod python;
mod release;
mod run;
mod setup;
mod test;

use std::process::ExitCode;

use program::Outcome;

const HELP: &str = "\
The developer's commands of Tonearm

Usage: cargo xtask <command>

  setup              put in place what is missing: system packages, npm packages, tauri-driver
  demo [--headless]  open Tonearm on a simulated Spotify; without a display, or with --headless,
                     walk through the real window alone and leave screenshots
       [--screenshots FOLDER]
  run [-- ARGS]      open Tonearm on the real Spotify
  test               every check and every test; ends in `N passed, N failed`
       --soak        in their place those that take hours: programs killed a thousand times in all that
                     they do, two programs side by side for long, the rules about plays at random
       --servers     in their place exchanges with a PostgreSQL server, killed hundreds of times, and
                     three machines at random
       --system      in their place those whose result may differ on this system, for Windows and macOS
       --others      in their place those for the other systems: Tonearm's types for Windows and macOS,
                     and its tests and its command line on Windows, by means of wine (needs Debian 12)
       --packages    in their place those for the packages for Linux: made, checked, and lived with on a bare
                     Debian 12 in a folder (needs Debian 12, and root or sudo)
  bench [ROUNDS]     start-up time and memory beside an empty Tauri window, the UI's weight, what a
                     lifetime of plays costs, what the rules about plays get wrong, how fast plays are
                     explored and how smoothly brushed, what exchanges with a database cost;
                     `bench lifetime`, `rules`, `explore`, `brush` or `exchange` measures that alone
  bindings           write the UI's types anew from the shell's commands
  generate-history [--plays N] [--seed S] FOLDER
                     write exports of an invented life of listening, and the truth about them
  portraits [FOLDER] a picture of every screen in every state
  bundle [-- ARGS]   build the installers for this system: on Linux a .deb and an .rpm, or those that
                     `--bundles deb,rpm,appimage` names
  release            steps of the release workflow:
       notes TAG     print what the changelog says about a version
       build --bundles KINDS [--target TARGET] --to FOLDER
                     build packages, and put them into a folder
       collect --tag TAG --repository OWNER/NAME --commit HASH --date YYYY-MM-DD --packages FOLDER --to FOLDER
                     sign for the updater if there is a key; write the packages' checksums, and the manifests of
                     Flathub, winget and Homebrew

CARGO_TARGET_DIR is respected. What is built lies there, tauri-driver included.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("--help", [].as_slice()),
    };
    let passed_on = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
    let outcome: Outcome = match command {
        "setup" => setup::setup(),
        "demo" => demo::demo(rest),
        "run" => run::run(passed_on),
        "bench" => bench::bench(rest),
        "bindings" => bindings::bindings(),
        "generate-history" => generate::generate_history(passed_on),
        "portraits" => portraits::portraits(rest),
        "test" => return test::test(rest),
        "bundle" => bundle::bundle(passed_on),
        "release" => release::release(rest),
        "--help" | "-h" | "help" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(format!("no command `{unknown}`\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
