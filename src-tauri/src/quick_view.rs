//! The quick view: a small window at the tray's icon, with the latest plays and what plays now. It is there only while somebody
//! looks at it: losing the focus drops it, and its memory is given back.

mod place;

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use host::Theme;
use tauri::{AppHandle, LogicalSize, Manager, Monitor, PhysicalPosition, WebviewWindow, WindowEvent};

use self::place::Area;
use crate::{app_state::AppState, window};

/// The label that the capability file names.
pub(crate) const LABEL: &str = "quick-view";

const SIZE: LogicalSize<f64> = LogicalSize::new(360.0, 584.0);

/// The click that takes the focus away may be on the icon, which asks for the quick view that was just closed by it.
const SAME_CLICK: Duration = Duration::from_millis(400);

/// When the quick view last lost the focus. Managed by Tauri.
#[derive(Default)]
pub(crate) struct LastSeen(Mutex<Option<Instant>>);

/// Opens the quick view, or closes it where it is open. `at` is where the icon was clicked, in physical pixels; without it, the
/// system chooses the place.
pub(crate) fn toggle(app: &AppHandle, at: Option<(f64, f64)>) {
    let app = app.clone();
    // On a thread of its own: a click is told where nothing may be waited for.
    tauri::async_runtime::spawn_blocking(move || {
        // Two clicks at once would both find no window.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _one_at_a_time = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        if app.get_webview_window(LABEL).is_some() {
            close(&app);
        } else if was_just_closed(&app) {
            log::debug!("the same click closed the quick view");
        } else if let Err(error) = open(&app, at) {
            log::error!("the quick view could not be opened: {error}");
        }
    });
}

/// Closes the quick view, if it is open.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.destroy()
    {
        log::warn!("the quick view stays open: {error}");
    }
}

/// Gives it the page's colours, if it is open.
pub(crate) fn set_theme(app: &AppHandle, theme: Theme) {
    window::set_frame_theme(app, LABEL, theme);
}

fn open(app: &AppHandle, at: Option<(f64, f64)>) -> tauri::Result<()> {
    let theme = app.state::<AppState>().theme();
    let mut builder = window::builder(app, LABEL, "quick-view.html".to_owned(), theme)
        .title("Tonearm quick view")
        .inner_size(SIZE.width, SIZE.height)
        .resizable(false)
        .maximizable(false)
        .minimizable(false)
        .decorations(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .focused(true);
    if let Some(corner) = at.and_then(|at| corner(app, at)) {
        builder = builder.position(corner.x, corner.y);
    }
    let window = builder.build()?;
    close_without_focus(&window);
    window::finish(&window, theme)?;
    window.set_focus()
}

/// In logical pixels, which is what a new window takes.
fn corner(app: &AppHandle, at: (f64, f64)) -> Option<tauri::LogicalPosition<f64>> {
    let monitor = monitor(app, at)?;
    let scale = monitor.scale_factor();
    let size = SIZE.to_physical::<f64>(scale);
    let free = monitor.work_area();
    let free = Area {
        left: free.position.x.into(),
        top: free.position.y.into(),
        width: free.size.width.into(),
        height: free.size.height.into(),
    };
    let (x, y) = place::corner(at, (size.width, size.height), free);
    Some(PhysicalPosition::new(x, y).to_logical(scale))
}

/// The one with the icon. `None` where the system tells of none.
fn monitor(app: &AppHandle, (x, y): (f64, f64)) -> Option<Monitor> {
    app.monitor_from_point(x, y)
        .ok()
        .flatten()
        .or_else(|| app.primary_monitor().ok().flatten())
}

fn close_without_focus(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    // A window may be told that it has no focus before it ever had it.
    let had_focus = AtomicBool::new(false);
    window.on_window_event(move |event| match event {
        WindowEvent::Focused(true) => had_focus.store(true, Ordering::Relaxed),
        WindowEvent::Focused(false) if had_focus.load(Ordering::Relaxed) => {
            let seen = app.state::<LastSeen>();
            *seen.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            close(&app);
        }
        _ => {}
    });
}

fn was_just_closed(app: &AppHandle) -> bool {
    let seen = app.state::<LastSeen>();
    let seen = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
    seen.is_some_and(|at| at.elapsed() < SAME_CLICK)
}
