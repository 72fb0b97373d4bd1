//! Tonearm's desktop shell: the only place that knows Tauri.
//!
//! - `ipc`: the commands and events, all that the web view can reach
//! - `desk`, `world`: the listener's own world and the sample, each with its library and sign-in
//! - `sign_in`, `redirect`: from the button through the browser and back
//! - `window`, `tray`, `covers`: what is seen
//! - `recording`, `importing`: what goes on while nobody asks, and while somebody waits
//! - `memory`: what outlives a run
//! - `demo`: the invented world to look around in

mod covers;
mod demo;
mod desk;
#[cfg(target_os = "linux")]
mod gpu;
mod importing;
mod ipc;
mod memory;
mod recording;
mod redirect;
mod sign_in;
mod tray;
mod window;
mod world;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use host::{Arrival, Choices, Folders, IDENTIFIER};
use library::Zone;
use plays::Clock;
use spotify::Addresses;
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_deep_link::DeepLinkExt;
use tauri_plugin_log::{Target, TargetKind};
use vault::Vault;

use crate::{desk::Desk, memory::Memory};

pub use host::Environment;

/// Runs Tonearm until the listener quits.
///
/// # Errors
/// When the environment points Spotify away from this computer, or there is no way to open a window.
pub fn run(environment: Environment, clock: Clock) -> Result<(), Box<dyn std::error::Error>> {
    let addresses = environment.addresses()?;
    let commands = ipc::builder();
    tauri::Builder::default()
        // First, so that a second start hands over its link and ends before it does anything else.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| raise(app)))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .register_asynchronous_uri_scheme_protocol(covers::SCHEME, |context, request, responder| {
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn(async move {
                responder.respond(covers::answer(&app, request.uri().path()).await);
            });
        })
        .manage(Desk::default())
        .manage(tray::Shown::default())
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            commands.mount_events(app);
            set_up(app.handle(), &environment, addresses, clock)
        })
        .build(tauri::generate_context!())?
        .run(|app, event| match event {
            // The last window closed: the tray stays. Only "Quit" carries a code.
            RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
            RunEvent::Exit => {
                // The sample's files go with it.
                tauri::async_runtime::block_on(demo::leave(app));
                settle_down(app);
            }
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => raise(app),
            _ => {}
        });
    Ok(())
}

/// Threads end with the process, wherever they are: the archive is brought to a clean end before.
fn settle_down(app: &AppHandle) {
    let desk = app.state::<Desk>();
    let archives = desk.worlds().filter_map(|world| world.library.archive().ok().cloned());
    for archive in archives {
        if let Err(error) = archive.checkpoint() {
            log::warn!("the next start will check the archive: {error}");
        }
    }
}

fn set_up(
    app: &AppHandle,
    environment: &Environment,
    addresses: Addresses,
    clock: Clock,
) -> Result<(), Box<dyn std::error::Error>> {
    let folders = folders(app, environment)?;
    if let Err(error) = app.plugin(logging(&folders, environment)) {
        #[expect(clippy::print_stderr, reason = "there is no log to say it in")]
        {
            eprintln!("Tonearm writes no log: {error}");
        }
    }
    app.deep_link().on_open_url({
        let app = app.clone();
        move |event| event.urls().into_iter().for_each(|url| arrived(&app, url))
    });
    let memory = Memory::open(app, &folders.app_settings());
    let theme = memory.read::<Choices>(host::key::SETTINGS).unwrap_or_default().theme;
    window::open(app, theme.into());
    set_up_tray(app);
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        open_own_world(&app, &folders, memory, addresses, clock);
        register_deep_links(&app);
    });
    Ok(())
}

fn folders(app: &AppHandle, environment: &Environment) -> tauri::Result<Folders> {
    match &environment.data {
        Some(data) => Ok(Folders::chosen(data)?),
        None => Ok(Folders::usual(app.path().app_data_dir()?, environment)),
    }
}

/// A system without a tray is no error: starting Tonearm again opens the window, and the page can quit.
fn set_up_tray(app: &AppHandle) {
    // On Linux the tray's library panics when the system has none of the libraries it looks for.
    match catch_unwind(AssertUnwindSafe(|| tray::set_up(app))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => log::warn!("there is no tray: {error}"),
        Err(_) => log::warn!("there is no tray: libayatana-appindicator3 is missing"),
    }
}

fn open_own_world(app: &AppHandle, folders: &Folders, memory: Memory, addresses: Addresses, clock: Clock) {
    let parts = world::Parts {
        addresses,
        clock,
        covers: folders.covers(),
        archive: folders.archive(),
        memory,
        vault: Vault::open(IDENTIFIER, &folders.keychain_account()),
        simulator: None,
    };
    match world::World::open(parts) {
        Ok((world, news)) => {
            let world = Arc::new(world);
            tauri::async_runtime::spawn(recording::follow(app.clone(), Arc::downgrade(&world), news));
            tauri::async_runtime::spawn(recording::keep_up(app.clone(), Arc::downgrade(&world)));
            app.state::<Desk>().set_own(world);
        }
        Err(error) => {
            log::error!("Tonearm can't go on: {error}");
            app.exit(1);
        }
    }
}

fn register_deep_links(app: &AppHandle) {
    let registered = if cfg!(target_os = "macos") {
        // macOS reads the scheme from the bundle, and from nowhere else.
        in_a_bundle()
            .then_some(())
            .ok_or_else(|| "this is no .app bundle".to_owned())
    } else {
        app.deep_link().register_all().map_err(|error| error.to_string())
    };
    if let Err(why) = registered {
        log::warn!("tonearm: links don't come here: {why}");
        app.state::<Desk>().set_deep_links_fail();
        let app = app.clone();
        tauri::async_runtime::spawn(async move { desk::tell_standing(&app).await });
    }
}

fn in_a_bundle() -> bool {
    let here = std::env::current_exe().unwrap_or_default();
    here.parent().is_some_and(|folder| folder.ends_with("Contents/MacOS"))
}

/// A `tonearm:` link was opened.
fn arrived(app: &AppHandle, url: url::Url) {
    let desk = app.state::<Desk>();
    let handed_over = desk
        .worlds()
        .any(|world| world.pending.hand_over(Arrival::by_link(url.clone())));
    if !handed_over {
        // Its query may hold a code, so the link itself is not written down.
        log::warn!("a tonearm: link came, and nobody waits for one");
    }
    raise(app);
}

/// Where the listener is. Read anew each time, because the system's zone may change while Tonearm runs.
pub(crate) fn zone() -> Zone {
    host::zone(std::env::var("TZ").ok().as_deref())
}

/// The archive of `world` is another than a moment ago: whoever shows something of it looks again.
pub(crate) fn archive_changed(app: &AppHandle, world: &Arc<world::World>) {
    if app.state::<Desk>().shows(world) {
        importing::tell_archive_changed(app);
        tray::update(app);
        let app = app.clone();
        tauri::async_runtime::spawn(async move { desk::tell_standing(&app).await });
    }
}

/// Nobody looks at any archive: the tables made for that go, and their memory with them.
pub(crate) fn explored_no_more(app: &AppHandle) {
    for world in app.state::<Desk>().worlds() {
        if let Ok(archive) = world.library.archive() {
            archive.evict();
        }
    }
}

/// Brings the window up, or back.
pub(crate) fn raise(app: &AppHandle) {
    // On a thread of its own: Windows hands over a second start inside a window procedure, where building a web view hangs.
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || window::open(&app, app.state::<Desk>().theme()));
}

fn logging(folders: &Folders, environment: &Environment) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::Folder {
            path: folders.logs(),
            file_name: Some("tonearm".into()),
        }))
        .target(Target::new(TargetKind::Stderr))
        .level(environment.log.unwrap_or(log::LevelFilter::Info))
        // They write down what they send to the keychain, byte by byte.
        .level_for("zbus", log::LevelFilter::Warn)
        // It writes down the links that macOS opens, codes and all.
        .level_for("tao", log::LevelFilter::Warn)
        .level_for("tracing", log::LevelFilter::Warn)
        .max_file_size(1024 * 1024)
        .build()
}
