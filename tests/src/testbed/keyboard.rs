//! Key presses for windows that no driver controls: the system's own dialogs.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    ConnectionExt as _, EventMask, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, KeyButMask, KeyPressEvent, Window,
};

use super::display::Display;
use crate::failure::{Failure, Outcome};

/// A key by the symbol on it, with X's number.
pub(super) type Keysym = u32;

pub(super) const RETURN: Keysym = 0xff0d;
pub(super) const TAB: Keysym = 0xff09;
pub(super) const ESCAPE: Keysym = 0xff1b;

/// A key that is held down at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Nothing,
    Control,
}

impl Display {
    /// Types into a window, key by key.
    pub(super) fn types(&self, window: Window, words: &str) -> Outcome {
        for letter in words.chars() {
            self.press(window, u32::from(letter), Held::Nothing)?;
        }
        Ok(())
    }

    /// Presses and releases a key.
    pub(super) fn press(&self, window: Window, key: Keysym, held: Held) -> Outcome {
        let (keycode, shifted) = self.keycode(key)?;
        let mut state = KeyButMask::default();
        if shifted {
            state |= KeyButMask::SHIFT;
        }
        if held == Held::Control {
            state |= KeyButMask::CONTROL;
        }
        self.server
            .set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?
            .check()?;
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            let event = KeyPressEvent {
                response_type: kind,
                detail: keycode,
                sequence: 0,
                time: x11rb::CURRENT_TIME,
                root: self.root,
                event: window,
                child: x11rb::NONE,
                root_x: 1,
                root_y: 1,
                event_x: 1,
                event_y: 1,
                state,
                same_screen: true,
            };
            // Without an event mask, the event goes to the client that made the window.
            self.server
                .send_event(false, window, EventMask::NO_EVENT, event)?
                .check()?;
        }
        Ok(())
    }

    /// The key code of a symbol, and whether Shift is needed for it.
    fn keycode(&self, key: Keysym) -> Outcome<(u8, bool)> {
        let setup = self.server.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let mapping = self.server.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let per_key = usize::from(mapping.keysyms_per_keycode);
        let found = (first..=last)
            .zip(mapping.keysyms.chunks(per_key))
            .find_map(|(keycode, keysyms)| {
                let at = keysyms.iter().take(2).position(|keysym| *keysym == key)?;
                Some((keycode, at == 1))
            });
        found.ok_or_else(|| Failure::new(format!("no key types {key:#x}")))
    }
}
