//! The icon on Linux: a StatusNotifierItem, which tells of clicks. Tauri's own icon goes by libayatana-appindicator there, which
//! shows a menu and nothing else. The desktop needs no library for it, and where no tray listens yet it waits for one.

use ksni::{Handle, OfflineReason, ToolTip, Tray, TrayMethods as _, menu::StandardItem};
use tauri::{AppHandle, image::Image};

use super::entries::{Entry, Uses};

/// The icon. It goes with the process.
pub(super) struct Icon(Handle<Item>);

impl Icon {
    /// Puts the icon into the tray, with this menu. Without a tray it comes as soon as there is one.
    ///
    /// # Errors
    /// When there is no message bus.
    pub(super) fn new(_: &AppHandle, entries: Vec<Entry>, uses: Uses) -> Result<Self, Box<dyn std::error::Error>> {
        let item = Item {
            picture: picture()?,
            entries,
            uses,
        };
        // A name of its own on the bus is no use to any tray, and a sandbox forbids it.
        let start = item.disable_dbus_name(true).assume_sni_available(true).spawn();
        Ok(Self(tauri::async_runtime::block_on(start)?))
    }

    /// Shows other entries. Blocks until the icon has them.
    pub(super) fn show(&mut self, _: &AppHandle, _: &[Entry], entries: &[Entry]) {
        let entries = entries.to_vec();
        let shown = self.0.update(|item| item.entries = entries);
        if tauri::async_runtime::block_on(shown).is_none() {
            log::debug!("the icon in the tray is gone");
        }
    }
}

struct Item {
    picture: ksni::Icon,
    entries: Vec<Entry>,
    uses: Uses,
}

impl Tray for Item {
    fn id(&self) -> String {
        "tonearm".to_owned()
    }

    fn title(&self) -> String {
        "Tonearm".to_owned()
    }

    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        vec![self.picture.clone()]
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: "Tonearm".to_owned(),
            ..ToolTip::default()
        }
    }

    fn activate(&mut self, x: i32, y: i32) {
        // On Wayland nobody knows where an icon is, and the tray says so by this.
        let at = (x, y) != (0, 0);
        (self.uses.click)(at.then_some((f64::from(x), f64::from(y))));
    }

    fn menu(&self) -> Vec<ksni::MenuItem<Self>> {
        self.entries.iter().map(menu_item).collect()
    }

    fn watcher_online(&self) {
        log::debug!("there is a tray");
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        match reason {
            OfflineReason::Error(error) => log::warn!("there is no tray yet: {error}"),
            _ => log::debug!("the tray is gone"),
        }
        // One may come later.
        true
    }
}

fn menu_item(entry: &Entry) -> ksni::MenuItem<Item> {
    match entry {
        Entry::Separator => ksni::MenuItem::Separator,
        Entry::Line { label, choice } => {
            let choice = choice.clone();
            let item = StandardItem {
                // A single underscore marks a key.
                label: label.replace('_', "__"),
                enabled: choice.is_some(),
                activate: Box::new(move |item: &mut Item| {
                    if let Some(choice) = &choice {
                        (item.uses.choose)(choice.clone());
                    }
                }),
                ..StandardItem::default()
            };
            item.into()
        }
    }
}

/// As the bus wants it: alpha first.
fn picture() -> tauri::Result<ksni::Icon> {
    let image = Image::from_bytes(include_bytes!("../../../icons/tray.png"))?;
    let mut data = image.rgba().to_vec();
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or_default();
    Ok(ksni::Icon {
        width: side(image.width()),
        height: side(image.height()),
        data,
    })
}
