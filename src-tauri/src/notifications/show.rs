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
