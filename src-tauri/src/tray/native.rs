//! The icon on Windows and macOS, by Tauri. The menu is rewritten only where its text changed.

use tauri::{
    AppHandle, Wry,
    image::Image,
    menu::{Menu, MenuBuilder, MenuItem, MenuItemBuilder, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};

use super::entries::{Choice, Entry, Uses};

/// The icon. It goes with the process.
pub(super) struct Icon {
    icon: TrayIcon,
    /// One for each entry.
    items: Vec<Item>,
}

#[derive(Clone)]
enum Item {
    Separator(PredefinedMenuItem<Wry>),
    Line(MenuItem<Wry>),
}

impl Icon {
    /// Puts the icon into the tray, with this menu.
    ///
    /// # Errors
    /// When the system takes no icon.
    pub(super) fn new(app: &AppHandle, entries: Vec<Entry>, uses: Uses) -> Result<Self, Box<dyn std::error::Error>> {
        let items = items(app, &entries)?;
        let Uses { click, choose } = uses;
        // macOS colours it as it does its own.
        let picture: &[u8] = if cfg!(target_os = "macos") {
            include_bytes!("../../../icons/tray-template.png")
        } else {
            include_bytes!("../../../icons/tray.png")
        };
        let icon = TrayIconBuilder::with_id("tonearm")
            .icon(Image::from_bytes(picture)?)
            .icon_as_template(cfg!(target_os = "macos"))
            .tooltip("Tonearm")
            .menu(&menu(app, &items)?)
            .show_menu_on_left_click(false)
            .on_menu_event(move |_, event| {
                if let Some(choice) = choice_of(event.id().as_ref()) {
                    choose(choice);
                }
            })
            .on_tray_icon_event(move |_, event| {
                if let TrayIconEvent::Click {
                    button: MouseButton::Left,
                    button_state: MouseButtonState::Up,
                    rect,
                    ..
                } = event
                {
                    let (corner, size) = (rect.position.to_physical::<f64>(1.0), rect.size.to_physical::<f64>(1.0));
                    click(Some((corner.x + size.width / 2.0, corner.y + size.height / 2.0)));
                }
            })
            .build(app)?;
        Ok(Self { icon, items })
    }

    /// Shows other entries.
    pub(super) fn show(&mut self, app: &AppHandle, before: &[Entry], entries: &[Entry]) {
        if let Err(error) = self.try_show(app, before, entries) {
            log::warn!("the tray's menu is out of date: {error}");
        }
    }

    fn try_show(&mut self, app: &AppHandle, before: &[Entry], entries: &[Entry]) -> tauri::Result<()> {
        if before.iter().map(choice).eq(entries.iter().map(choice)) {
            // While somebody has the menu open, its items may get another text, but the menu may not be replaced.
            for (item, entry) in self.items.iter().zip(entries) {
                if let (Item::Line(item), Entry::Line { label, .. }) = (item, entry) {
                    item.set_text(escaped(label))?;
                }
            }
            return Ok(());
        }
        let items = items(app, entries)?;
        self.icon.set_menu(Some(menu(app, &items)?))?;
        self.items = items;
        Ok(())
    }
}

/// What stays the same while only texts change. Separators differ from lines that only tell something.
fn choice(entry: &Entry) -> Option<Option<&Choice>> {
    match entry {
        Entry::Separator => None,
        Entry::Line { choice, .. } => Some(choice.as_ref()),
    }
}

fn items(app: &AppHandle, entries: &[Entry]) -> tauri::Result<Vec<Item>> {
    let item = |(row, entry): (usize, &Entry)| match entry {
        Entry::Separator => PredefinedMenuItem::separator(app).map(Item::Separator),
        Entry::Line { label, choice } => MenuItemBuilder::with_id(id(row, choice.as_ref()), escaped(label))
            .enabled(choice.is_some())
            .build(app)
            .map(Item::Line),
    };
    entries.iter().enumerate().map(item).collect()
}

fn menu(app: &AppHandle, items: &[Item]) -> tauri::Result<Menu<Wry>> {
    let mut menu = MenuBuilder::new(app);
    for item in items {
        menu = match item {
            Item::Separator(item) => menu.item(item),
            Item::Line(item) => menu.item(item),
        };
    }
    menu.build()
}

/// Ids must differ, but the same track may be in the menu twice.
fn id(row: usize, choice: Option<&Choice>) -> String {
    match choice {
        None => format!("{row}"),
        Some(Choice::Play(uri)) => format!("{row} play {uri}"),
        Some(Choice::Sync) => "sync".to_owned(),
        Some(Choice::PauseRecording) => "pause".to_owned(),
        Some(Choice::ResumeRecording) => "resume".to_owned(),
        Some(Choice::Open) => "open".to_owned(),
        Some(Choice::Quit) => "quit".to_owned(),
    }
}

fn choice_of(id: &str) -> Option<Choice> {
    match id {
        "sync" => Some(Choice::Sync),
        "pause" => Some(Choice::PauseRecording),
        "resume" => Some(Choice::ResumeRecording),
        "open" => Some(Choice::Open),
        "quit" => Some(Choice::Quit),
        _ => {
            let (_, uri) = id.split_once(" play ")?;
            Some(Choice::Play(uri.to_owned()))
        }
    }
}

/// In a menu `&` underlines the next letter.
fn escaped(label: &str) -> String {
    label.replace('&', "&&")
}
