//! The D-Bus service that applications register their tray icons with.

use std::sync::PoisonError;

use zbus::message::Header;
use zbus::object_server::SignalEmitter;

use crate::tray::Icons;

/// The name that applications look for on the bus.
pub(super) const NAME: &str = "org.kde.StatusNotifierWatcher";

/// Adds every icon that is registered to a list.
pub(super) struct Watcher {
    pub(super) icons: Icons,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is a bus name, or a path at the caller.
    async fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) {
        let caller = header.sender().map(ToString::to_string).unwrap_or_default();
        let icon = if service.starts_with('/') {
            (caller, service)
        } else {
            (service, "/StatusNotifierItem".to_owned())
        };
        let announced = format!("{}{}", icon.0, icon.1);
        self.icons.lock().unwrap_or_else(PoisonError::into_inner).push(icon);
        let _ = Self::status_notifier_item_registered(&emitter, &announced).await;
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let icons = self.icons.lock().unwrap_or_else(PoisonError::into_inner);
        icons.iter().map(|(owner, path)| format!("{owner}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    /// An icon was registered.
    #[zbus(signal)]
    async fn status_notifier_item_registered(emitter: &SignalEmitter<'_>, service: &str) -> zbus::Result<()>;
}
