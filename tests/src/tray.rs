//! The desktop's tray: accepts an application's icon, reads its menu and presses its entries.
//! Speaks StatusNotifierItem and dbusmenu as a desktop's panel does, but draws nothing.

mod watcher;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::Connection;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::failure::{Failure, Outcome};
use crate::tray::watcher::Watcher;
use crate::wait::until;

const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// The tray.
#[derive(Debug, Clone)]
pub struct Tray {
    bus: Connection,
    icons: Icons,
}

/// The bus name and path of each icon, oldest first.
/// Locked only to read or to add, never across an await.
type Icons = Arc<Mutex<Vec<(String, String)>>>;

/// One entry of a tray menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    id: i32,
    /// Its text; empty for a separator.
    pub label: String,
    /// Whether it can be pressed.
    pub enabled: bool,
}

impl Tray {
    pub(crate) async fn start(bus: &Connection) -> Outcome<Self> {
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

    /// The desktop has no tray any more.
    ///
    /// # Errors
    /// When the bus does not answer.
    pub async fn leave(&self) -> Outcome {
        self.bus.release_name(watcher::NAME).await?;
        Ok(())
    }

    /// Waits for the application's icon and reads its menu, top to bottom, without hidden entries.
    ///
    /// # Errors
    /// When no icon appears, or its menu cannot be read.
    pub async fn menu(&self) -> Outcome<Vec<Entry>> {
        until("there is a tray icon", async || self.icon().is_some()).await?;
        let (owner, path) = self.menu_address().await?;
        // Some applications fill the menu only when a panel announces that it will be shown.
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

    /// Waits for a menu entry that begins with this label, and presses it.
    ///
    /// # Errors
    /// When there is no such entry.
    pub async fn press(&self, label: &str) -> Outcome {
        let mut found = None;
        until(&format!("the tray menu offers “{label}”"), async || {
            let menu = self.menu().await.unwrap_or_default();
            found = menu
                .into_iter()
                .find(|entry| entry.enabled && entry.label.starts_with(label));
            found.is_some()
        })
        .await?;
        let entry = found.ok_or_else(|| Failure::new("the entry disappeared"))?;
        let (owner, path) = self.menu_address().await?;
        let event = (entry.id, "clicked", Value::from(0_i32), 0_u32);
        self.bus
            .call_method(Some(owner.as_str()), &path, Some(MENU), "Event", &event)
            .await?;
        Ok(())
    }

    /// Clicks on the icon at this place of the screen; a tray that knows no place gives 0, 0.
    ///
    /// # Errors
    /// When no icon appears, or it can't be clicked.
    pub async fn click(&self, x: i32, y: i32) -> Outcome {
        until("there is a tray icon", async || self.icon().is_some()).await?;
        let (owner, path) = self.icon().ok_or_else(|| Failure::new("there is no tray icon"))?;
        self.bus
            .call_method(Some(owner.as_str()), path.as_str(), Some(ITEM), "Activate", &(x, y))
            .await?;
        Ok(())
    }

    /// Whether a click on the icon can only open its menu.
    ///
    /// # Errors
    /// When there is no icon.
    pub async fn is_only_menu(&self) -> Outcome<bool> {
        let (owner, path) = self.icon().ok_or_else(|| Failure::new("there is no tray icon"))?;
        let item = zbus::Proxy::new(&self.bus, owner, path, ITEM).await?;
        Ok(item.get_property("ItemIsMenu").await?)
    }

    /// The desktop has a tray again, which knows no icon yet.
    ///
    /// # Errors
    /// When the bus does not answer.
    pub async fn come(&self) -> Outcome {
        self.icons.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.bus.request_name(watcher::NAME).await?;
        Ok(())
    }

    /// Whether there is an icon.
    #[must_use]
    pub fn has_icon(&self) -> bool {
        self.icon().is_some()
    }

    /// Whether the application with the newest icon still runs.
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

    /// The newest icon: a restarted application adds another.
    fn icon(&self) -> Option<(String, String)> {
        self.icons
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .last()
            .cloned()
    }

    async fn menu_address(&self) -> Outcome<(String, OwnedObjectPath)> {
        let (owner, path) = self.icon().ok_or_else(|| Failure::new("there is no tray icon"))?;
        let item = zbus::Proxy::new(&self.bus, owner.clone(), path, ITEM).await?;
        Ok((owner, item.get_property("Menu").await?))
    }
}

/// A node of a dbusmenu: id, properties, and children, which are nodes as well.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

fn collect((id, properties, children): Layout, into: &mut Vec<Entry>) -> Outcome {
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
        // An underscore marks the access key; two stand for a real underscore.
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
