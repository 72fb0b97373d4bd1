//! Files dragged over the window from outside, as a file manager does it by the XDND protocol, version 5.
//! <https://www.freedesktop.org/wiki/Specifications/XDND/>

use std::path::PathBuf;
use std::time::Duration;

use url::Url;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;

use super::display::Display;
use super::{PATIENCE, Stage};
use crate::failure::{Failure, Told};
use crate::window::TITLE;

const VERSION: u32 = 5;
const LIST: &str = "text/uri-list";

/// Files in the hand of a person, over the middle of the window.
pub struct Drag {
    display: Display,
    source: Window,
    target: Window,
    files: String,
    /// What the window did so far.
    heard: Heard,
}

#[derive(Debug, Default)]
struct Heard {
    asked_for_files: bool,
    accepts: bool,
    finished: bool,
}

impl Stage {
    /// Takes files from elsewhere and holds them over the window, until it has looked what they are and would take them.
    ///
    /// # Errors
    /// When there is no window, or it would not take them.
    pub async fn drag(&self, files: &[PathBuf]) -> Told<Drag> {
        let mut drag = Drag::begin(self.display()?, files)?;
        drag.go_on("the window would take the files", |heard| {
            heard.accepts && heard.asked_for_files
        })
        .await?;
        Ok(drag)
    }
}

impl Drag {
    /// Lets go of the files.
    ///
    /// # Errors
    /// When the window does not take them.
    pub async fn let_go(mut self) -> Told {
        self.tell("XdndDrop", [self.source, 0, x11rb::CURRENT_TIME, 0, 0])?;
        self.go_on("the window has taken the files", |heard| heard.finished)
            .await
    }

    fn begin(display: Display, files: &[PathBuf]) -> Told<Self> {
        let target = display.window(TITLE)?;
        let source = display.server.generate_id()?;
        let (small, plain) = (1, CreateWindowAux::new());
        display
            .server
            .create_window(
                x11rb::COPY_DEPTH_FROM_PARENT,
                source,
                display.root,
                0,
                0,
                small,
                small,
                0,
                WindowClass::INPUT_ONLY,
                x11rb::COPY_FROM_PARENT,
                &plain,
            )?
            .check()?;
        let selection = display.atom("XdndSelection")?;
        display
            .server
            .set_selection_owner(source, selection, x11rb::CURRENT_TIME)?
            .check()?;
        let address = |file: &PathBuf| Url::from_file_path(file).map(|url| format!("{url}\r\n"));
        let addresses: Result<String, ()> = files.iter().map(address).collect();
        let drag = Self {
            source,
            target,
            files: addresses.map_err(|()| Failure::new("a file is dragged by its whole path"))?,
            heard: Heard::default(),
            display,
        };
        let list = drag.display.atom(LIST)?;
        drag.tell("XdndEnter", [source, VERSION << 24, list, 0, 0])?;
        Ok(drag)
    }

    /// Moves a little and answers what the window asks, until it has done its part.
    async fn go_on(&mut self, what: &str, done: impl Fn(&Heard) -> bool) -> Told {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let dropped = what.contains("taken");
        let mut step = 0;
        while !done(&self.heard) {
            if tokio::time::Instant::now() > deadline {
                return Err(Failure::new(format!("waited in vain until {what}: {:?}", self.heard)));
            }
            if !dropped {
                step = (step + 1) % 20;
                self.move_to(step)?;
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
            while let Some(event) = self.display.server.poll_for_event()? {
                self.hear(&event)?;
            }
        }
        Ok(())
    }

    fn move_to(&self, step: u32) -> Told {
        let server = &self.display.server;
        let size = server.get_geometry(self.target)?.reply()?;
        let middle = |length: u16| i16::try_from(length / 2).unwrap_or_default();
        let at = server
            .translate_coordinates(self.target, self.display.root, middle(size.width), middle(size.height))?
            .reply()?;
        let part = |at: i16| u32::try_from(at).unwrap_or_default();
        let place = ((part(at.dst_x) + step) << 16) | part(at.dst_y);
        let copy = self.display.atom("XdndActionCopy")?;
        self.tell("XdndPosition", [self.source, 0, place, x11rb::CURRENT_TIME, copy])
    }

    fn tell(&self, what: &str, words: [u32; 5]) -> Told {
        let message = ClientMessageEvent::new(32, self.target, self.display.atom(what)?, words);
        self.display
            .server
            .send_event(false, self.target, EventMask::NO_EVENT, message)?
            .check()?;
        Ok(())
    }

    fn hear(&mut self, event: &Event) -> Told {
        match event {
            Event::SelectionRequest(request) => self.hand_over(request),
            Event::ClientMessage(message) => {
                if message.type_ == self.display.atom("XdndStatus")? {
                    self.heard.accepts = message.data.as_data32()[1] & 1 == 1;
                } else if message.type_ == self.display.atom("XdndFinished")? {
                    self.heard.finished = true;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn hand_over(&mut self, request: &SelectionRequestEvent) -> Told {
        let server = &self.display.server;
        let list = self.display.atom(LIST)?;
        let property = if request.target == list {
            server
                .change_property8(
                    PropMode::REPLACE,
                    request.requestor,
                    request.property,
                    list,
                    self.files.as_bytes(),
                )?
                .check()?;
            self.heard.asked_for_files = true;
            request.property
        } else {
            u32::from(AtomEnum::NONE)
        };
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property,
        };
        server
            .send_event(false, request.requestor, EventMask::NO_EVENT, answer)?
            .check()?;
        Ok(())
    }
}

impl Drop for Drag {
    fn drop(&mut self) {
        // Whoever goes away without a word leaves the files hanging over the window.
        if !self.heard.finished {
            let _ = self.tell("XdndLeave", [self.source, 0, 0, 0, 0]);
        }
    }
}
