//! The desktop's notifications: messages that stay on the screen after the program that showed them has ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::zvariant::OwnedValue;

use crate::failure::Outcome;
use crate::testbed::Testbed;

/// What was shown, oldest first. Locked only to read or to add.
#[derive(Debug, Clone, Default)]
pub struct Notifications(Arc<Mutex<Vec<String>>>);

impl Notifications {
    /// A desktop that shows them, from now on.
    ///
    /// # Errors
    /// When the bus does not answer.
    pub async fn start(testbed: &Testbed) -> Outcome<Self> {
        let shown = Self::default();
        let bus = testbed.bus()?;
        bus.object_server()
            .at("/org/freedesktop/Notifications", Service(shown.clone()))
            .await?;
        bus.request_name("org.freedesktop.Notifications").await?;
        Ok(shown)
    }

    /// The text of each.
    #[must_use]
    pub fn shown(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Service(Notifications);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the desktops' specification has them")]
    fn notify(
        &self,
        _app_name: String,
        _replaces: u32,
        _icon: String,
        _summary: String,
        body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _lasts_ms: i32,
    ) -> u32 {
        let mut shown = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.push(body);
        u32::try_from(shown.len()).unwrap_or(u32::MAX)
    }
}
