//! The desktop's shelf for tray icons: takes what an application puts there, reads its menu and presses its entries.
//! Speaks StatusNotifierItem and dbusmenu as a desktop's panel does; shows nothing.

mod watcher;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::Connection;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::failure::{Failure, Told};
use crate::stage::until;
use crate::tray::watcher::Watcher;

const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// The shelf. An application finds it only if it is there before the application starts.
#[derive(Debug, Clone)]
pub struct Shelf {
    bus: Connection,
    icons: Icons,
}

/// Who put an icon up and at which path, oldest first.
/// Locked only to look or to add, never across an await.
type Icons = Arc<Mutex<Vec<(String, String)>>>;

/// One entry of a tray menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    id: i32,
    /// What it says; empty for a separator.
    pub label: String,
    /// Whether it can be pressed.
    pub enabled: bool,
}

impl Shelf {
    pub(crate) async fn put_up(bus: &Connection) -> Told<Self> {
        let icons = Icons::default();
        bus.object_server()
            .at("/StatusNotifierWatcher", Watcher { icons: icons.clone() })
            .await?;
        bus.request_name(watcher::NAME).await?;
        Ok(Self {
            bus: bus.clone(),
            icons,
        })
    }

    /// Waits for the application's icon and reads its menu, top to bottom, without what is hidden.
    ///
    /// # Errors
    /// When no icon comes, or its menu cannot be read.
    pub async fn menu(&self) -> Told<Vec<Entry>> {
        until("there is a tray icon", async || self.icon().is_some()).await?;
        let (owner, path) = self.menu_place().await?;
        // A panel announces that it is about to show the menu; some applications fill it only then.
        let _ = self
            .bus
            .call_method(Some(owner.as_str()), &path, Some(MENU), "AboutToShow", &(0_i32))
            .await;
        let depth: (i32, i32, &[&str]) = (0, -1, &[]);
        let answer = self
            .bus
            .call_method(Some(owner.as_str()), &path, Some(MENU), "GetLayout", &depth)
            .await?;
        let (_revision, root): (u32, Layout) = answer.body().deserialize()?;
        let mut entries = Vec::new();
        collect(root, &mut entries)?;
        Ok(entries)
    }

    /// Waits for a menu entry that begins so, and presses it.
    ///
    /// # Errors
    /// When there is no such entry.
    pub async fn press(&self, label: &str) -> Told {
        let mut found = None;
        until(&format!("the tray menu offers “{label}”"), async || {
            let menu = self.menu().await.unwrap_or_default();
            found = menu
                .into_iter()
                .find(|entry| entry.enabled && entry.label.starts_with(label));
            found.is_some()
        })
        .await?;
        let entry = found.ok_or_else(|| Failure::new("the entry went away"))?;
        let (owner, path) = self.menu_place().await?;
        let event = (entry.id, "clicked", Value::from(0_i32), 0_u32);
        self.bus
            .call_method(Some(owner.as_str()), &path, Some(MENU), "Event", &event)
            .await?;
        Ok(())
    }

    /// Whether the application that put up the last icon still runs.
    pub async fn holds_icon(&self) -> bool {
        let Some((owner, _)) = self.icon() else { return false };
        let Ok(daemon) = zbus::fdo::DBusProxy::new(&self.bus).await else {
            return false;
        };
        match zbus::names::BusName::try_from(owner) {
            Ok(owner) => daemon.name_has_owner(owner).await.unwrap_or(false),
            Err(_) => false,
        }
    }

    /// The icon that was put up last: an application that was restarted puts up another.
    fn icon(&self) -> Option<(String, String)> {
        self.icons
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .last()
            .cloned()
    }

    async fn menu_place(&self) -> Told<(String, OwnedObjectPath)> {
        let (owner, path) = self.icon().ok_or_else(|| Failure::new("there is no tray icon"))?;
        let item = zbus::Proxy::new(&self.bus, owner.clone(), path, ITEM).await?;
        Ok((owner, item.get_property("Menu").await?))
    }
}

/// A node of a dbusmenu: id, properties, children (each a node again).
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

fn collect((id, properties, children): Layout, into: &mut Vec<Entry>) -> Told {
    let flag = |name: &str| {
        properties
            .get(name)
            .and_then(|value| bool::try_from(value).ok())
            .unwrap_or(true)
    };
    if id != 0 && flag("visible") {
        let label = properties
            .get("label")
            .and_then(|value| <&str>::try_from(value).ok())
            .unwrap_or_default();
        // An underscore marks the letter to press; two stand for one that is meant.
        let label = label.replace("__", "\u{0}").replace('_', "").replace('\u{0}', "_");
        into.push(Entry {
            id,
            label,
            enabled: flag("enabled"),
        });
    }
    for child in children {
        collect(Layout::try_from(child)?, into)?;
    }
    Ok(())
}
