//! A message on the desktop, by the system's own notifications.

use std::thread;

use notify_rust::{Notification, NotificationResponse};

use super::message::Message;
use crate::ipc::view::Page;

/// Shows it, and calls `open` with its page when it is clicked. A desktop without notifications is no error: the window tells the same.
pub(super) fn show(message: Message, open: impl FnOnce(Page) + Send + 'static) {
    // It stays until the listener does something about it, which may take days.
    thread::spawn(move || {
        let Message { title, body, page } = message;
        let mut notification = Notification::new();
        notification.appname("Tonearm").summary(&title).body(&body);
        #[cfg(target_os = "macos")]
        name_application();
        #[cfg(windows)]
        notification.app_id(host::IDENTIFIER);
        // Elsewhere a click needs no action of its own.
        #[cfg(all(unix, not(target_os = "macos")))]
        notification.icon("tonearm").action("default", "Open Tonearm");
        let shown = notification.show().and_then(|shown| {
            shown.wait_for_response(|response: &NotificationResponse| {
                if matches!(
                    response,
                    NotificationResponse::Default | NotificationResponse::Action(_)
                ) {
                    open(page);
                }
            })
        });
        if let Err(error) = shown {
            log::warn!("a notification could not be shown: {error}");
        }
    });
}

/// macOS shows messages in the name of an app, and the crate takes the Finder's unless it was told another one before the first message.
#[cfg(target_os = "macos")]
fn name_application() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        if let Err(error) = notify_rust::set_application(host::IDENTIFIER) {
            log::warn!("notifications come in another app's name: {error}");
        }
    });
}
