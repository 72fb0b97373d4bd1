//! The quick view in the system tray: what plays, the last ten plays, and a way back to the window.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use library::{PlayEntry, Priority};
use spotify::{NowPlaying, Track};
use tauri::{
    AppHandle, Manager, Wry,
    image::Image,
    menu::{Menu, MenuBuilder, MenuItem, MenuItemBuilder},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};

use crate::{desk::Desk, ipc, raise, recording};

const ID: &str = "tonearm";
const PLAYS: u32 = 10;
/// Menus cut at different widths; this fits all of them.
const LABEL_CHARS: usize = 60;

mod item {
    pub(super) const SYNC: &str = "sync";
    pub(super) const OPEN: &str = "open";
    pub(super) const QUIT: &str = "quit";
}

/// One line of the quick view: what it says, and what it opens in Spotify.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    label: String,
    uri: Option<String>,
}

/// Puts the icon into the tray. A system without one is no error: starting Tonearm again opens the window.
pub(crate) fn set_up(app: &AppHandle) -> tauri::Result<()> {
    TrayIconBuilder::with_id(ID)
        .icon(Image::from_bytes(include_bytes!("../../icons/tray.png"))?)
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip("Tonearm")
        .menu(&menu(app, &items(app, &[nothing()])?)?)
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
                && !cfg!(target_os = "macos")
            {
                raise(icon.app_handle());
            }
        })
        .build(app)
        .map(drop)
}

/// Writes the menu anew if it would say anything else than before.
pub(crate) fn update(app: &AppHandle) {
    let Some(icon) = app.tray_by_id(ID) else { return };
    let lines = match app.state::<Desk>().world_now() {
        Some(world) => {
            let plays = world.library.latest_plays(PLAYS);
            lines(world.now_playing().as_ref(), &plays, world.now())
        }
        None => vec![nothing()],
    };
    if let Err(error) = show(app, &icon, lines) {
        log::warn!("the tray's menu is out of date: {error}");
    }
}

/// What the menu says by now, and the items that say it.
#[derive(Default)]
pub(crate) struct Shown(Mutex<Vec<(Line, MenuItem<Wry>)>>);

/// Must not run on the main thread: the menu is changed there, while this waits with the lock held.
fn show(app: &AppHandle, icon: &TrayIcon, lines: Vec<Line>) -> tauri::Result<()> {
    let shown = app.state::<Shown>();
    // Held while the menu is swapped, so that two updates can't leave the older one standing.
    let mut shown = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
    if shown
        .iter()
        .map(|(line, _)| &line.uri)
        .eq(lines.iter().map(|line| &line.uri))
    {
        // A menu that somebody has open may be written on, but not taken away.
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
        // A menu needs ids of its own: the same track may be in it twice.
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
        .text(item::SYNC, "Sync now")
        .text(item::OPEN, "Open Tonearm")
        .separator()
        .text(item::QUIT, "Quit")
        .build()
}

fn chosen(app: &AppHandle, id: &str) {
    match id {
        item::SYNC => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                recording::sync(&*app.state::<Desk>().world().await, Priority::Listener).await;
                update(&app);
            });
        }
        item::OPEN => raise(app),
        item::QUIT => app.exit(0),
        line => {
            if let Some((_, uri)) = line.split_once(' ')
                && let Err(trouble) = ipc::outside::open(app, uri)
            {
                log::warn!("a play could not be opened: {trouble}");
            }
        }
    }
}

fn nothing() -> Line {
    Line {
        label: "No plays yet".to_owned(),
        uri: None,
    }
}

fn lines(now_playing: Option<&NowPlaying>, plays: &[PlayEntry], now: DateTime<Utc>) -> Vec<Line> {
    let playing = now_playing
        .filter(|playing| playing.is_playing)
        .map(|playing| track_line("Now playing", &playing.track));
    let mut lines: Vec<_> = playing.into_iter().collect();
    lines.extend(plays.iter().map(|heard| heard_line(heard, now)));
    if lines.is_empty() { vec![nothing()] } else { lines }
}

fn track_line(when: &str, track: &Track) -> Line {
    let artists = track.artists.iter().map(|artist| artist.name.as_str()).collect();
    line(when, &track.name, artists, Some(track.id.uri()))
}

fn heard_line(heard: &PlayEntry, now: DateTime<Utc>) -> Line {
    let ended_at = DateTime::from_timestamp_millis(heard.ended_at.as_millis()).unwrap_or(now);
    let artists: Vec<_> = heard.artists.iter().map(|artist| artist.name.as_str()).collect();
    let by = if artists.is_empty() {
        vec![heard.album.name.as_str()]
    } else {
        artists
    };
    let uri = Some(heard.uri.clone()).filter(|uri| ipc::outside::has_page(uri));
    line(&ago(now - ended_at), &heard.name, by, uri)
}

fn line(when: &str, name: &str, by: Vec<&str>, uri: Option<String>) -> Line {
    let whole = format!("{when}: {name} \u{2013} {}", by.join(", "));
    let label = if whole.chars().count() > LABEL_CHARS {
        whole.chars().take(LABEL_CHARS - 1).chain(['…']).collect()
    } else {
        whole
    };
    Line { label, uri }
}

fn ago(time: TimeDelta) -> String {
    match (time.num_minutes(), time.num_hours(), time.num_days()) {
        (..=0, _, _) => "Just now".to_owned(),
        (minutes, 0, _) => format!("{minutes} min ago"),
        (_, hours, 0) => format!("{hours} h ago"),
        (_, _, 1) => "1 day ago".to_owned(),
        (_, _, days) => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use spotify::{AlbumRef, ArtistRef};

    use super::*;

    fn track(name: &str) -> Track {
        Track {
            id: "a".repeat(22).parse().unwrap(),
            name: name.into(),
            artists: vec![ArtistRef {
                id: None,
                name: "Mirador Septet".into(),
            }],
            album: AlbumRef {
                id: None,
                name: String::new(),
                images: Vec::new(),
            },
            duration_ms: 1,
            isrc: None,
        }
    }

    fn heard(name: &str, minutes_ago: i64, now: DateTime<Utc>) -> PlayEntry {
        let credit = |name: &str| library::Credit {
            uri: None,
            name: name.to_owned(),
        };
        PlayEntry {
            ended_at: (now - TimeDelta::minutes(minutes_ago)).into(),
            ms_played: 1,
            provenance: plays::Provenance::Live,
            uri: format!("spotify:track:{}", "a".repeat(22)),
            kind: plays::Kind::Music,
            name: name.to_owned(),
            artists: vec![credit("Mirador Septet")],
            album: credit("Harbour Lights"),
            covers: Vec::new(),
            duration_ms: None,
            track: 1,
        }
    }

    fn labels(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.label.as_str()).collect()
    }

    const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

    #[test]
    fn times_are_told_as_a_listener_counts_them() {
        let told = [0, 1, 59, 60, 119, 24 * 60, 50 * 60].map(|minutes| ago(TimeDelta::minutes(minutes)));
        assert_eq!(
            told,
            [
                "Just now",
                "1 min ago",
                "59 min ago",
                "1 h ago",
                "1 h ago",
                "1 day ago",
                "2 days ago"
            ]
        );
        assert_eq!(
            ago(TimeDelta::minutes(-5)),
            "Just now",
            "a clock that runs behind Spotify's"
        );
    }

    #[test]
    fn ten_plays_follow_what_plays_now() {
        let plays: Vec<_> = (0..10).map(|n| heard(&format!("Track {n}"), n, NOW)).collect();
        let playing = NowPlaying {
            track: track("Blue Enamel"),
            progress_ms: 0,
            is_playing: true,
        };
        let lines = lines(Some(&playing), &plays, NOW);
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[0].label, "Now playing: Blue Enamel \u{2013} Mirador Septet");
        assert_eq!(lines[3].label, "2 min ago: Track 2 \u{2013} Mirador Septet");
    }

    #[test]
    fn a_paused_track_does_not_play() {
        let paused = NowPlaying {
            track: track("Blue Enamel"),
            progress_ms: 0,
            is_playing: false,
        };
        assert_eq!(labels(&lines(Some(&paused), &[], NOW)), ["No plays yet"]);
    }

    #[test]
    fn a_long_name_is_cut_to_fit_a_menu() {
        let lines = lines(None, &[heard(&"é".repeat(80), 1, NOW)], NOW);
        assert_eq!(lines[0].label.chars().count(), LABEL_CHARS);
    }
}
