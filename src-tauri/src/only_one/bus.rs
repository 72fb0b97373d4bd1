//! The session's message bus on Linux: whether it knows a name, and a message on the listener's desktop. A bus that does not answer
//! holds nobody up.

use std::{collections::HashMap, sync::mpsc, thread, time::Duration};

use zbus::{
    blocking::{Connection, fdo::DBusProxy},
    names::BusName,
    zvariant::Value,
};

/// How long anybody waits for the bus and for who answers on it.
const LIMIT: Duration = Duration::from_secs(2);

/// Whether somebody has this name. False without a bus.
pub(super) fn knows(name: &str) -> bool {
    let name = name.to_owned();
    let known = within_limit(move || {
        let bus = DBusProxy::new(&Connection::session()?)?;
        Ok(bus.name_has_owner(BusName::try_from(name)?)?)
    });
    known.unwrap_or_else(|why| {
        log::info!("the message bus is of no use: {why}");
        false
    })
}

/// Shows a message that stays after this process has ended, where the desktop has a place for such. Elsewhere does nothing.
pub(super) fn show(message: &str) {
    let message = message.to_owned();
    let shown = within_limit(move || {
        let (replaces, lasts_as_usual) = (0_u32, -1_i32);
        let (actions, hints): (&[&str], HashMap<&str, Value<'_>>) = (&[], HashMap::new());
        let icon = host::IDENTIFIER;
        let notification = (
            "Tonearm",
            replaces,
            icon,
            "Tonearm",
            message.as_str(),
            actions,
            hints,
            lasts_as_usual,
        );
        let name = "org.freedesktop.Notifications";
        let path = "/org/freedesktop/Notifications";
        Connection::session()?.call_method(Some(name), path, Some(name), "Notify", &notification)?;
        Ok(())
    });
    if let Err(why) = shown {
        log::info!("the desktop shows no message: {why}");
    }
}

/// Asks on a thread of its own, which is left alone when it takes too long.
fn within_limit<T: Send + 'static>(ask: impl FnOnce() -> zbus::Result<T> + Send + 'static) -> Result<T, String> {
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        // Nobody may be waiting any more.
        let _ = sender.send(ask());
    });
    match answer.recv_timeout(LIMIT) {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err("it does not answer".to_owned()),
    }
}
