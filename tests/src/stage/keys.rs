//! Keys for windows that no driver reaches: the system's own dialogs.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    ConnectionExt as _, EventMask, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, KeyButMask, KeyPressEvent, Window,
};

use crate::failure::{Failure, Told};
use crate::stage::display::Display;

/// A key by what stands on it, as X has it.
pub(super) type Keysym = u32;

pub(super) const RETURN: Keysym = 0xff0d;
pub(super) const ESCAPE: Keysym = 0xff1b;

/// What is held down meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Nothing,
    Control,
}

impl Display {
    /// Types into a window, key by key, as its focus has it.
    pub(super) fn types(&self, window: Window, words: &str) -> Told {
        for letter in words.chars() {
            self.press(window, u32::from(letter), Held::Nothing)?;
        }
        Ok(())
    }

    /// Presses a key and lets it go.
    pub(super) fn press(&self, window: Window, key: Keysym, held: Held) -> Told {
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
            // To no mask in particular: it reaches whoever made the window.
            self.server
                .send_event(false, window, EventMask::NO_EVENT, event)?
                .check()?;
        }
        Ok(())
    }

    /// Where a key lies, and whether Shift is needed for it.
    fn keycode(&self, key: Keysym) -> Told<(u8, bool)> {
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
        found.ok_or_else(|| Failure::new(format!("no key has {key:#x} on it")))
    }
}
