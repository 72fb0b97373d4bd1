//! Starts Tonearm. The one place in the app that reads the clock and Tonearm's variables of the environment; all others are
//! handed them.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::sync::Arc;

fn main() -> std::process::ExitCode {
    #[cfg(target_os = "linux")]
    tonearm_lib::avoid_blank_window();
    #[expect(clippy::disallowed_methods, reason = "this is the main that hands out the clock")]
    let clock: plays::Clock = Arc::new(chrono::Utc::now);
    let environment = tonearm_lib::Environment::from_vars(|name| std::env::var_os(name));
    match tonearm_lib::run(environment, clock) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "there is no window and no log yet to say it in")]
            {
                eprintln!("Tonearm could not start: {error}");
            }
            std::process::ExitCode::FAILURE
        }
    }
}
