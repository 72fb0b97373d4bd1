//! Files dragged over the window from outside, as a file manager does it by the XDND protocol, version 5.
//! <https://www.freedesktop.org/wiki/Specifications/XDND/>

use std::path::PathBuf;

use url::Url;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;

use super::Testbed;
use super::display::{Display, TITLE};
use crate::failure::{Failure, Outcome};
use crate::wait::{PAUSE, TIMEOUT};

const VERSION: u32 = 5;
const LIST: &str = "text/uri-list";

/// Files that are held over the middle of the window.
pub struct Drag {
    display: Display,
    source: Window,
    target: Window,
    files: String,
    /// What the window has answered so far.
    answers: Answers,
}

#[derive(Debug, Default)]
struct Answers {
    asked_for_files: bool,
    accepts: bool,
    finished: bool,
}

impl Testbed {
    /// Drags files over the window and holds them there, until the window has asked what they are and would accept them.
    ///
    /// # Errors
    /// When there is no window, or it would not accept them.
    pub async fn drag(&self, files: &[PathBuf]) -> Outcome<Drag> {
        let mut drag = Drag::begin(self.display()?, files)?;
        drag.wait("the window would accept the files", |answers| {
            answers.accepts && answers.asked_for_files
        })
        .await?;
        Ok(drag)
    }
}

impl Drag {
    /// Drops the files.
    ///
    /// # Errors
    /// When the window does not accept them.
    pub async fn release(mut self) -> Outcome {
        self.send("XdndDrop", [self.source, 0, x11rb::CURRENT_TIME, 0, 0])?;
        self.wait("the window has accepted the files", |answers| answers.finished)
            .await
    }

    fn begin(display: Display, files: &[PathBuf]) -> Outcome<Self> {
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
            files: addresses.map_err(|()| Failure::new("a dragged file needs an absolute path"))?,
            answers: Answers::default(),
            display,
        };
        let list = drag.display.atom(LIST)?;
        drag.send("XdndEnter", [source, VERSION << 24, list, 0, 0])?;
        Ok(drag)
    }

    /// Answers the window's requests until `done`. Until the files are dropped, moves the pointer a little.
    async fn wait(&mut self, what: &str, done: impl Fn(&Answers) -> bool) -> Outcome {
        let deadline = tokio::time::Instant::now() + TIMEOUT;
        let dropped = what.contains("has accepted");
        let mut step = 0;
        while !done(&self.answers) {
            if tokio::time::Instant::now() > deadline {
                return Err(Failure::new(format!("waited in vain until {what}: {:?}", self.answers)));
            }
            if !dropped {
                step = (step + 1) % 20;
                self.move_to(step)?;
            }
            tokio::time::sleep(PAUSE).await;
            while let Some(event) = self.display.server.poll_for_event()? {
                self.handle(&event)?;
            }
        }
        Ok(())
    }

    fn move_to(&self, step: u32) -> Outcome {
        let server = &self.display.server;
        let size = server.get_geometry(self.target)?.reply()?;
        let middle = |length: u16| i16::try_from(length / 2).unwrap_or_default();
        let at = server
            .translate_coordinates(self.target, self.display.root, middle(size.width), middle(size.height))?
            .reply()?;
        let part = |at: i16| u32::try_from(at).unwrap_or_default();
        let place = ((part(at.dst_x) + step) << 16) | part(at.dst_y);
        let copy = self.display.atom("XdndActionCopy")?;
        self.send("XdndPosition", [self.source, 0, place, x11rb::CURRENT_TIME, copy])
    }

    fn send(&self, kind: &str, data: [u32; 5]) -> Outcome {
        let message = ClientMessageEvent::new(32, self.target, self.display.atom(kind)?, data);
        self.display
            .server
            .send_event(false, self.target, EventMask::NO_EVENT, message)?
            .check()?;
        Ok(())
    }

    fn handle(&mut self, event: &Event) -> Outcome {
        match event {
            Event::SelectionRequest(request) => self.send_files(request),
            Event::ClientMessage(message) => {
                if message.type_ == self.display.atom("XdndStatus")? {
                    self.answers.accepts = message.data.as_data32()[1] & 1 == 1;
                } else if message.type_ == self.display.atom("XdndFinished")? {
                    self.answers.finished = true;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn send_files(&mut self, request: &SelectionRequestEvent) -> Outcome {
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
            self.answers.asked_for_files = true;
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
        // Without this message, the window goes on waiting for the files.
        if !self.answers.finished {
            let _ = self.send("XdndLeave", [self.source, 0, 0, 0, 0]);
        }
    }
}
