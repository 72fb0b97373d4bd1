//! The tray's menu as it is shown, rewritten only where its text changed. `lines` makes the text about plays; the entries that
//! are always there, such as "Quit", are here.

use std::sync::{Mutex, PoisonError};

use library::{Gap, PlayEntry, StoreError};
use tauri::{
    AppHandle, Manager, Wry,
    image::Image,
    menu::{Menu, MenuBuilder, MenuItem, MenuItemBuilder},
    tray::{TrayIcon, TrayIconBuilder},
};

use super::lines::{Line, lines, no_plays, unreadable};
use crate::{app_state::AppState, profile::Profile};

const TRAY_ID: &str = "tonearm";
const PLAYS: u32 = 10;

/// The ids of the entries below the plays.
pub(super) mod entry {
    pub(in crate::tray) const SYNC: &str = "sync";
    pub(in crate::tray) const OPEN: &str = "open";
    pub(in crate::tray) const QUIT: &str = "quit";
}

/// What the menu says now, and the items that say it. Managed by Tauri.
#[derive(Default)]
pub(crate) struct ShownMenu(Mutex<Shown>);

type Shown = Vec<(Line, MenuItem<Wry>)>;

/// The icon with a menu that has no plays yet.
pub(super) fn icon(app: &AppHandle) -> tauri::Result<TrayIconBuilder<Wry>> {
    let menu = menu(app, &items(app, &no_plays())?)?;
    Ok(TrayIconBuilder::with_id(TRAY_ID)
        .icon(Image::from_bytes(include_bytes!("../../../icons/tray.png"))?)
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip("Tonearm")
        .menu(&menu)
        .show_menu_on_left_click(cfg!(target_os = "macos")))
}

/// Rewrites the menu if its text has changed. Does nothing without a tray.
/// Must not run on the main thread: the menu is changed there, while this waits with the lock held.
pub(crate) fn update(app: &AppHandle) {
    let Some(icon) = app.tray_by_id(TRAY_ID) else { return };
    let shown = app.state::<ShownMenu>();
    // Held from the reading on, so that of two updates the later one stays.
    let mut shown = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
    let lines = match app.state::<AppState>().shown_now() {
        Some(profile) => match plays_and_gaps(&profile) {
            Ok((plays, gaps)) => lines(profile.now_playing().as_ref(), &plays, &gaps, profile.now()),
            Err(()) => unreadable(),
        },
        None => no_plays(),
    };
    if let Err(error) = show(app, &icon, &mut shown, lines) {
        log::warn!("the tray's menu is out of date: {error}");
    }
}

/// The error is in the log.
fn plays_and_gaps(profile: &Profile) -> Result<(Vec<PlayEntry>, Vec<Gap>), ()> {
    // What kept it from being opened was written down then.
    let archive = profile.library.archive().map_err(drop)?;
    let read = || Ok((archive.latest(None, PLAYS)?.plays, archive.open_gaps()?));
    read().map_err(|error: StoreError| log::error!("the tray can't read the archive: {error}"))
}

fn show(app: &AppHandle, icon: &TrayIcon, shown: &mut Shown, lines: Vec<Line>) -> tauri::Result<()> {
    let same_uris = shown
        .iter()
        .map(|(line, _)| &line.uri)
        .eq(lines.iter().map(|line| &line.uri));
    if same_uris {
        // While somebody has the menu open, its items may get another text, but the menu may not be replaced.
        for ((before, item), line) in shown.iter_mut().zip(lines) {
            if *before != line {
                item.set_text(escaped(&line.label))?;
                *before = line;
            }
        }
        return Ok(());
    }
    let items = items(app, &lines)?;
    icon.set_menu(Some(menu(app, &items)?))?;
    *shown = lines.into_iter().zip(items).collect();
    Ok(())
}

fn items(app: &AppHandle, lines: &[Line]) -> tauri::Result<Vec<MenuItem<Wry>>> {
    let item = |(row, line): (usize, &Line)| {
        // Ids must differ, but the same track may be in the menu twice.
        let id = line
            .uri
            .as_ref()
            .map_or_else(|| format!("line {row}"), |uri| format!("{row} {uri}"));
        MenuItemBuilder::with_id(id, escaped(&line.label))
            .enabled(line.uri.is_some())
            .build(app)
    };
    lines.iter().enumerate().map(item).collect()
}

/// In a menu `&` underlines the next letter.
fn escaped(label: &str) -> String {
    label.replace('&', "&&")
}

fn menu(app: &AppHandle, items: &[MenuItem<Wry>]) -> tauri::Result<Menu<Wry>> {
    let mut menu = MenuBuilder::new(app);
    for item in items {
        menu = menu.item(item);
    }
    menu.separator()
        .text(entry::SYNC, "Sync now")
        .text(entry::OPEN, "Open Tonearm")
        .separator()
        .text(entry::QUIT, "Quit")
        .build()
}
