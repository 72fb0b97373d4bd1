//! The desktop's notifications: messages that stay on the screen after the program that showed them has ended.
#![allow(missing_docs, reason = "zbus makes a method of a signal, and no line about it")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

use crate::failure::Outcome;
use crate::testbed::Testbed;

/// A desktop's notifications.
#[derive(Debug, Clone)]
pub struct Notifications {
    bus: zbus::Connection,
    shown: Shown,
}

/// What was shown, oldest first: titles and texts. Locked only to read or to add.
type Shown = Arc<Mutex<Vec<(String, String)>>>;

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
        self.read().into_iter().map(|(title, _)| title).collect()
    }

    /// The text of each.
    #[must_use]
    pub fn shown(&self) -> Vec<String> {
        self.read().into_iter().map(|(_, text)| text).collect()
    }

    /// Clicks on the last one.
    ///
    /// # Errors
    /// When the bus does not answer.
    pub async fn click_last(&self) -> Outcome {
        let service = self.bus.object_server().interface::<_, Service>(PATH).await?;
        let last = u32::try_from(self.read().len()).unwrap_or(u32::MAX);
        Ok(Service::action_invoked(service.signal_emitter(), last, "default").await?)
    }

    fn read(&self) -> Vec<(String, String)> {
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
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _lasts_ms: i32,
    ) -> u32 {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.push((summary, body));
        u32::try_from(shown.len()).unwrap_or(u32::MAX)
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;
}
