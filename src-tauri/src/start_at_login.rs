//! Whether the system starts Tonearm, in the tray, when the listener logs in. The system keeps that, so it is asked each time.

use std::{
    io,
    path::{Path, PathBuf},
};

#[cfg(target_os = "linux")]
use tauri::Manager as _;
use tauri::{AppHandle, Wry, plugin::TauriPlugin};
use tauri_plugin_autostart::{Builder, ManagerExt as _};

use crate::arguments::HIDDEN;

/// What a program in a Flatpak sees; its list of programs to start is not the system's.
const FLATPAK: &str = "/.flatpak-info";

pub(crate) fn plugin() -> TauriPlugin<Wry> {
    Builder::new().app_name("Tonearm").arg(HIDDEN).build()
}

/// `None` where nobody can tell or change it.
pub(crate) fn is_on(app: &AppHandle) -> Option<bool> {
    if cfg!(target_os = "linux") && Path::new(FLATPAK).exists() {
        return None;
    }
    let is_on = app.autolaunch().is_enabled();
    is_on
        .inspect_err(|error| log::warn!("whether Tonearm starts at login is unknown: {error}"))
        .ok()
}

/// # Errors
/// Why it could not be changed, in the listener's words.
pub(crate) fn set(app: &AppHandle, on: bool) -> Result<(), String> {
    let starts = app.autolaunch();
    if !on {
        return starts.disable().map_err(|error| cannot(&error));
    }
    let program = program(app);
    let program = program.map_err(|error| cannot(&error))?;
    if cfg!(target_os = "linux") && !can_be_listed(&program) {
        return Err(format!(
            "The system can't start a program from {}, because of a space or a sign in its path. Move Tonearm to another folder.",
            program.display()
        ));
    }
    starts.enable().map_err(|error| cannot(&error))
}

/// What the plugin has started: this program, or the image that it is in.
fn program(app: &AppHandle) -> io::Result<PathBuf> {
    #[cfg(target_os = "linux")]
    if let Some(image) = app.env().appimage {
        return Ok(image.into());
    }
    #[cfg(not(target_os = "linux"))]
    let _ = app;
    std::env::current_exe()
}

fn cannot(error: &dyn std::fmt::Display) -> String {
    format!("The system did not take it: {error}. Its own settings have a list of programs to start at login.")
}

/// The plugin writes a path into the list as it is, where a space would end it.
fn can_be_listed(program: &Path) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+@:,".contains(&byte) || !byte.is_ascii();
    program.as_os_str().as_encoded_bytes().iter().copied().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_a_space_can_not_be_listed() {
        assert!(can_be_listed("/usr/bin/tonearm".as_ref()));
        assert!(can_be_listed("/home/zoë/Tonearm_0.1.0_amd64.AppImage".as_ref()));
        assert!(!can_be_listed("/home/robin/My apps/tonearm".as_ref()));
        assert!(!can_be_listed("/home/robin/100%/tonearm".as_ref()));
    }
}
