//! Commands about Tonearm itself.

use tauri::AppHandle;

use super::{error::UiResult, system, view::UpdateCheck};
use crate::{diagnostics, updating};

/// Puts on the clipboard what a report of a fault needs: versions, settings, the log's last warnings. No secret, and nothing played.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_diagnostics(app: AppHandle) -> UiResult<()> {
    let text = diagnostics::text(&app).await;
    system::copy(app, text).await
}

/// Looks for a newer version of Tonearm, and installs it if the listener agrees in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_for_update(app: AppHandle) -> UiResult<UpdateCheck> {
    updating::check(&app).await
}

/// How much of what the page says is written down.
const MAX_CHARS: usize = 400;

/// Writes down that a part of the page could not be drawn, and where in the page's code: neither has anything of the listener's in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_page_fault(what: String, places: String) -> UiResult<()> {
    log::error!(
        "the page: {} could not be drawn: {}",
        one_line(&what),
        one_line(&places)
    );
    Ok(())
}

/// A line break would make two lines of it.
fn one_line(text: &str) -> String {
    let letters = text.chars().take(MAX_CHARS);
    letters
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_says_is_one_line_of_some_length() {
        assert_eq!(one_line("The calendar\n[ERROR] no"), "The calendar [ERROR] no");
        assert_eq!(one_line(&"x".repeat(1_000)).len(), MAX_CHARS);
    }
}
