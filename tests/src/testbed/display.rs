//! The display's windows: whether one can be seen, and the close button that a window manager would draw.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, InputFocus, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::failure::{Failure, Outcome};

/// How the title of the application's window ends.
pub(super) const TITLE: &str = "Tonearm";

/// A connection to the display.
pub(super) struct Display {
    pub(super) server: RustConnection,
    pub(super) root: Window,
}

impl Display {
    pub(super) fn at(name: &str) -> Outcome<Self> {
        let (server, screen) = x11rb::connect(Some(name))?;
        let root = server.setup().roots.get(screen).map(|screen| screen.root);
        let root = root.ok_or_else(|| Failure::new("the display has no screen"))?;
        Ok(Self { server, root })
    }

    /// Whether a window can be seen whose title ends like this.
    pub(super) fn shows(&self, title: &str) -> bool {
        self.find(title).is_ok_and(|window| window.is_some())
    }

    /// Asks the window whose title ends like this to close, as its close button does.
    pub(super) fn close(&self, title: &str) -> Outcome {
        let window = self.window(title)?;
        let please = [self.atom("WM_DELETE_WINDOW")?, x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, self.atom("WM_PROTOCOLS")?, please);
        self.server
            .send_event(false, window, EventMask::NO_EVENT, message)?
            .check()?;
        Ok(())
    }

    /// The pixels that a window shows right now.
    pub(super) fn picture(&self, window: Window) -> Outcome<Vec<u8>> {
        let size = self.server.get_geometry(window)?.reply()?;
        let all = u32::MAX;
        let picture = self
            .server
            .get_image(ImageFormat::Z_PIXMAP, window, 0, 0, size.width, size.height, all)?;
        Ok(picture.reply()?.data)
    }

    /// The window whose title ends like this.
    pub(super) fn window(&self, title: &str) -> Outcome<Window> {
        self.find(title)?
            .ok_or_else(|| Failure::new(format!("no window “{title}” can be seen")))
    }

    /// Where the window whose title ends like this is: left, top, width, height.
    pub(super) fn place(&self, title: &str) -> Outcome<[i32; 4]> {
        let window = self.window(title)?;
        let size = self.server.get_geometry(window)?.reply()?;
        let at = self.server.translate_coordinates(window, self.root, 0, 0)?.reply()?;
        Ok([at.dst_x.into(), at.dst_y.into(), size.width.into(), size.height.into()])
    }

    /// Gives the keyboard to the window whose title ends like this, as a click on it does.
    pub(super) fn focus(&self, title: &str) -> Outcome {
        let window = self.window(title)?;
        self.server
            .set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME)?
            .check()?;
        Ok(())
    }

    fn find(&self, title: &str) -> Outcome<Option<Window>> {
        let name = self.atom("_NET_WM_NAME")?;
        for window in self.server.query_tree(self.root)?.reply()?.children {
            // A window may disappear while the list is read.
            let Ok(attributes) = self.server.get_window_attributes(window)?.reply() else {
                continue;
            };
            let Ok(text) = self
                .server
                .get_property(false, window, name, AtomEnum::ANY, 0, 256)?
                .reply()
            else {
                continue;
            };
            if attributes.map_state == MapState::VIEWABLE && text.value.ends_with(title.as_bytes()) {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }

    pub(super) fn atom(&self, name: &str) -> Outcome<Atom> {
        Ok(self.server.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}
