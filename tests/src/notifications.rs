//! The desktop's notifications: messages that stay on the screen after the program that showed them has ended.
#![allow(missing_docs, reason = "zbus makes a method of a signal, and no line about it")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

use crate::failure::{Failure, Outcome};
use crate::testbed::Testbed;

/// A desktop's notifications.
#[derive(Debug, Clone)]
pub struct Notifications {
    bus: zbus::Connection,
    shown: Shown,
}

/// What was shown, oldest first. Locked only to read or to add.
type Shown = Arc<Mutex<Vec<Message>>>;

#[derive(Debug, Clone)]
struct Message {
    title: String,
    text: String,
    /// The names of what a person can do with it, each followed by the words on its button.
    actions: Vec<String>,
}

/// The action of a click on the message itself.
const CLICK: &str = "default";

impl Notifications {
    /// A desktop that shows them, from now on.
    ///
    /// # Errors
    /// When the bus does not answer.
    pub async fn start(testbed: &Testbed) -> Outcome<Self> {
        let shown = Shown::default();
        let bus = testbed.bus()?.clone();
        bus.object_server().at(PATH, Service(shown.clone())).await?;
        bus.request_name("org.freedesktop.Notifications").await?;
        Ok(Self { bus, shown })
    }

    /// The title of each.
    #[must_use]
    pub fn titles(&self) -> Vec<String> {
        self.read().into_iter().map(|message| message.title).collect()
    }

    /// The text of each.
    #[must_use]
    pub fn shown(&self) -> Vec<String> {
        self.read().into_iter().map(|message| message.text).collect()
    }

    /// Clicks on the last one.
    ///
    /// # Errors
    /// When there is none, when it offers nothing for a click, or when the bus does not answer.
    pub async fn click_last(&self) -> Outcome {
        let shown = self.read();
        let offered = shown
            .last()
            .map(|message| message.actions.as_slice())
            .unwrap_or_default();
        if !offered.iter().step_by(2).any(|action| action == CLICK) {
            return Err(Failure::new(format!(
                "a click on the last message does nothing: {shown:?}"
            )));
        }
        let service = self.bus.object_server().interface::<_, Service>(PATH).await?;
        let last = u32::try_from(shown.len()).unwrap_or(u32::MAX);
        Ok(Service::action_invoked(service.signal_emitter(), last, CLICK).await?)
    }

    fn read(&self) -> Vec<Message> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

const PATH: &str = "/org/freedesktop/Notifications";

struct Service(Shown);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the desktops' specification has them")]
    fn notify(
        &self,
        _app_name: String,
        _replaces: u32,
        _icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _lasts_ms: i32,
    ) -> u32 {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.push(Message {
            title: summary,
            text: body,
            actions,
        });
        u32::try_from(shown.len()).unwrap_or(u32::MAX)
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;
}
