//! What a report of a fault needs, as text to paste: versions, how things are set, and the last warnings of the log. It has no secret and
//! nothing that the listener played: the log has neither, and names and addresses are left out here.

mod paths;

use std::{fmt::Write as _, fs, path::Path};

use library::{Archive, StoreError, Zone};
use tauri::{AppHandle, Manager as _};

use crate::{app_state::AppState, ipc::disk::with_archive, logging::LogFolder, profile::Profile, start_at_login};

/// How many lines of the log are copied: its last warnings and errors.
const LOG_LINES: usize = 40;
/// How the log marks them.
const LEVELS: [&str; 2] = ["[WARN]", "[ERROR]"];

/// The whole text. Of the listener's own profile, also while the sample is on show.
pub(crate) async fn text(app: &AppHandle) -> String {
    let state = app.state::<AppState>();
    let own = state.own().await;
    let zone = state.zone();
    let mut text = String::new();
    let mut line = |name: &str, value: &dyn std::fmt::Display| {
        // Writing to a string never fails.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Tonearm", &app.package_info().version);
    line("System", &system());
    line(
        "Web view",
        &tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned()),
    );
    line("Time", &own.now().format("%F %T UTC"));
    line("Zone", &zone.name());
    line("Archive", &archive(&own, zone).await);
    line("Sign-in", &sign_in(&state, &own));
    line("Recent plays read", &recording(&own));
    line("Genres", &genres(&own));
    line("Other machines", &machines(&own).await);
    line(
        "Starts at login",
        &start_at_login::is_on(app).map_or("can't be told", yes_or_no),
    );
    line("Deep links work", &yes_or_no(state.deep_links_work()));
    let home = app.path().home_dir().unwrap_or_default();
    let lines = app
        .try_state::<LogFolder>()
        .map(|log| warnings(&log.text(), &home))
        .unwrap_or_default();
    let _ = write!(
        text,
        "\nLast warnings:\n{}",
        if lines.is_empty() { "none\n" } else { &lines }
    );
    text
}

fn system() -> String {
    let name = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = name.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let desktop = ["XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE"].map(|name| std::env::var(name).unwrap_or_default());
    let parts = [
        std::env::consts::OS,
        std::env::consts::ARCH,
        name.unwrap_or_default().trim_matches('"'),
        &desktop[0],
        &desktop[1],
    ];
    let known: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(", ")
}

async fn archive(own: &Profile, zone: Zone) -> String {
    let read = with_archive(own, move |archive| archive_line(archive, zone)).await;
    read.unwrap_or_else(|_| "can't be read".to_owned())
}

fn archive_line(archive: &Archive, zone: Zone) -> Result<String, StoreError> {
    let overview = archive.overview(zone)?;
    let drive = if archive.is_on_network_drive() {
        ", on a network drive"
    } else {
        ""
    };
    Ok(format!(
        "{} plays, {} sources, {} gaps, {} backups, {} MiB{drive}",
        archive.count()?,
        overview.sources.len(),
        overview.gaps.len(),
        archive.backups()?.len(),
        overview.bytes / (1024 * 1024),
    ))
}

fn sign_in(state: &AppState, own: &Profile) -> String {
    let storage = match own.secret_storage() {
        vault::SecretStorage::Keychain => "in the keychain",
        vault::SecretStorage::ThisRunOnly => "for this run only",
    };
    let how = match state.redirect(&own.choices()) {
        host::RedirectChoice::DeepLink => "link",
        host::RedirectChoice::Loopback => "local page",
    };
    let connection = match own.spotify().grant() {
        Some(grant) => format!("kept {storage}, ends {}", grant.consent_ends().format("%F")),
        None if own.consent_ended() => "ended by Spotify".to_owned(),
        None => "none".to_owned(),
    };
    let pause = own.spotify().pause().filter(|pause| pause.until > own.now());
    let pause = pause.map(|pause| format!(", {:?} until {}", pause.kind, pause.until.format("%F %T UTC")));
    format!("{connection}, by {how}{}", pause.unwrap_or_default())
}

fn recording(own: &Profile) -> String {
    let paused = if own.choices().recording_paused { ", paused" } else { "" };
    let read = own.library.read_at().map(|at| at.format("%F %T UTC").to_string());
    format!("{}{paused}", read.as_deref().unwrap_or("never"))
}

fn genres(own: &Profile) -> String {
    if !own.learning.may_learn() {
        return "not looked up".to_owned();
    }
    let state = own.learning.state();
    let progress = state.progress.map(|progress| {
        let trouble = if progress.trouble.is_some() {
            ", last request failed"
        } else {
            ""
        };
        format!("{} of {} artists known{trouble}", progress.known, progress.artists)
    });
    progress.unwrap_or_else(|| "looked up".to_owned())
}

async fn machines(own: &Profile) -> String {
    let read = with_archive(own, |archive| {
        Ok((archive.remote_settings()?, archive.last_exchange()?))
    });
    let Ok((Some(settings), last)) = read.await else {
        return "none".to_owned();
    };
    // The address itself may name people and places.
    let place = if settings.address.starts_with("postgres") {
        "a database"
    } else {
        "a folder"
    };
    let Some(last) = last else { return place.to_owned() };
    let how = if last.failure.is_some() { "failed" } else { "done" };
    let at = last.tried_at.format("%F %T UTC");
    format!("{place}, {} machines, last exchange {how} at {at}", last.machines.len())
}

/// The last warnings and errors, one on each line, without the paths in them.
fn warnings(log: &str, home: &Path) -> String {
    let lines: Vec<_> = log
        .lines()
        .filter(|line| LEVELS.iter().any(|level| line.contains(level)))
        .collect();
    let home = home.to_str().unwrap_or_default();
    let mut text = String::new();
    for line in lines.iter().skip(lines.len().saturating_sub(LOG_LINES)) {
        text += &paths::left_out(line, home);
        text.push('\n');
    }
    text
}

fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_log_the_last_warnings_are_copied_without_paths() {
        let line =
            |n: usize, level: &str| format!("[2026-11-30][16:00:{n:02}][store][{level}] no room in /home/robin/x\n");
        let mut log = line(0, "INFO");
        (0..50).for_each(|n| log += &line(n, "WARN"));
        log += &line(59, "ERROR").replace("/home/robin", "/media/robin/Stick");

        let copied = warnings(&log, "/home/robin".as_ref());

        let lines: Vec<_> = copied.lines().collect();
        assert_eq!(lines.len(), LOG_LINES);
        assert_eq!(lines[0], "[2026-11-30][16:00:11][store][WARN] no room in ~/x");
        assert_eq!(lines[39], "[2026-11-30][16:00:59][store][ERROR] no room in [a path]");
        assert_eq!(warnings("", "/".as_ref()), "");
    }
}
