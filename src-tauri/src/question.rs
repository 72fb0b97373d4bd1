//! Questions that the system's own dialog asks before plays go. Nothing in the page can answer them, whatever got into it.

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind, MessageDialogResult};
use tokio::sync::oneshot;

use crate::window;

/// What the listener wants to be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forgetting {
    Nothing,
    Archive,
    ArchiveAndBackups,
}

/// Whether a newer version is to be installed. `notes` say what is new in it.
#[cfg(has_updater)]
pub(crate) async fn may_update(app: &AppHandle, version: &str, notes: &str) -> bool {
    let text = format!("Tonearm starts anew when it is installed. Your history stays as it is.\n\n{notes}");
    let [install, later] = ["Install and start anew", "Not now"];
    let buttons = MessageDialogButtons::OkCancelCustom(install.to_owned(), later.to_owned());
    let title = format!("Install Tonearm {version}?");
    answer(app, &title, text, buttons).await == MessageDialogResult::Custom(install.to_owned())
}

/// Whether an import is to be undone. `plays` are those that nothing else tells of.
pub(crate) async fn may_undo(app: &AppHandle, name: &str, plays: u64) -> bool {
    let text = format!(
        "What goes: {} that only {} brought.\n\nWhat stays: all that was recorded, and what other imports brought. Gaps that it \
         closed open again. A backup is taken first, and the files themselves are not touched: they can be imported again.",
        several(plays),
        isolated(name),
    );
    let [undo, keep] = ["Undo this import", "Keep it"];
    let buttons = MessageDialogButtons::OkCancelCustom(undo.to_owned(), keep.to_owned());
    answer(app, "Undo this import?", text, buttons).await == MessageDialogResult::Custom(undo.to_owned())
}

/// Whether a recording is to be forgotten, and where. `plays` are those that nothing else tells of.
pub(crate) async fn how_to_forget(app: &AppHandle, plays: u64) -> Forgetting {
    let text = format!(
        "What goes: {} that only Tonearm's recording tells of. Spotify gives recent plays out once: an export alone could bring \
         them back.\n\nWhat stays: all that was imported. The backups have these plays as well. If they stay there, one more \
         backup is taken first; if not, nothing can bring them back. While you are signed in, recording goes on.",
        several(plays),
    );
    let [everywhere, archive, keep] = ["Forget it, in the backups too", "Only in the archive", "Keep it"];
    let buttons = MessageDialogButtons::YesNoCancelCustom(everywhere.to_owned(), archive.to_owned(), keep.to_owned());
    match answer(app, "Forget what was recorded?", text, buttons).await {
        MessageDialogResult::Custom(chosen) if chosen == everywhere => Forgetting::ArchiveAndBackups,
        MessageDialogResult::Custom(chosen) if chosen == archive => Forgetting::Archive,
        _ => Forgetting::Nothing,
    }
}

/// Whether what was recorded is to go now that the listener has disconnected. Closing the dialog keeps it.
pub(crate) async fn forget_after_disconnecting(app: &AppHandle, plays: u64) -> Forgetting {
    let text = format!(
        "Tonearm has recorded {} that nothing else tells of. They are yours, and on this computer only. If you keep them, \
         “Forget” in the Library can delete them at any time. If you forget them now, they go from the backups too, and an export \
         alone could bring them back.",
        several(plays),
    );
    let [keep, forget, later] = ["Keep it", "Forget it, in the backups too", "Decide later"];
    // The first button is the one that Enter presses.
    let buttons = MessageDialogButtons::YesNoCancelCustom(keep.to_owned(), forget.to_owned(), later.to_owned());
    match answer(app, "Keep what was recorded?", text, buttons).await {
        MessageDialogResult::Custom(chosen) if chosen == forget => Forgetting::ArchiveAndBackups,
        _ => Forgetting::Nothing,
    }
}

/// Says that something did not work, where no screen waits for the answer.
pub(crate) fn tell(app: &AppHandle, title: &str, text: &str) {
    app.dialog()
        .message(text)
        .title(title)
        .kind(MessageDialogKind::Error)
        .show(|_| {});
}

async fn answer(app: &AppHandle, title: &str, text: String, buttons: MessageDialogButtons) -> MessageDialogResult {
    let dialog = app
        .dialog()
        .message(text)
        .title(title)
        .buttons(buttons)
        .kind(MessageDialogKind::Warning);
    let dialog = match app.get_webview_window(window::MAIN) {
        Some(window) => dialog.parent(&window),
        None => dialog,
    };
    let (sender, answer) = oneshot::channel();
    dialog.show_with_result(move |result| drop(sender.send(result)));
    answer.await.unwrap_or(MessageDialogResult::Cancel)
}

fn several(plays: u64) -> String {
    plays::several(plays, "play", "plays")
}

/// A file's name that can't change how the text around it reads.
fn isolated(name: &str) -> String {
    let harmless: String = name.chars().filter(|letter| !letter.is_control()).collect();
    format!("\u{2068}{harmless}\u{2069}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_stays_on_its_line_and_in_its_direction() {
        assert_eq!(isolated("a\nb\u{7}.zip"), "\u{2068}ab.zip\u{2069}");
    }
}
