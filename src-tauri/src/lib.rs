//! Tonearm's desktop shell: the only crate that knows Tauri. What a listener can do is in `library`; here it gets a window.
//!
//! From the bottom up, each layer using only those before it:
//! - `arguments`: what a start was told
//! - `settings_store`, `pending_sign_in`, `kept_sign_in`, `import_slot`, `exchange_slot`, `remote_access`, `sample_folder`: what a profile holds beside its
//!   library
//! - `profile`, `app_state`, `chosen_files`, `handed_over`: the listener's own profile and the sample, which one is on show, what may be
//!   imported, what the system handed over
//! - `ipc::view`, `ipc::error`, `ipc::event`, `ipc::convert`: what the page is given, and how it is made
//! - `start_at_login`, `updates`, `status`, `notify`, `tray::menu`: telling the window and the tray
//! - `window`, `quick_view`, `browser`, `cover_protocol`: what the listener sees
//! - `logging`, `diagnostics`: the log, and what a report of a fault needs
//! - `updating`: newer versions, if the build knew where to look for them
//! - `receiving`: files and links that the system hands over
//! - `sign_in`, `deep_link`, `redirect`: from the button through the browser and back
//! - `notifications`, `recording`, `reopening`, `importing`, `exchanging`, `sample_profile`: what runs in the background
//! - `tray`, `lifecycle`, `only_one`: the icon in the tray, start and end
//! - the other files of `ipc`: the commands, one file for each family

mod app_state;
mod arguments;
mod browser;
mod chosen_files;
mod cover_address;
mod cover_protocol;
mod deep_link;
mod diagnostics;
mod exchange_slot;
mod exchange_times;
mod exchanging;
mod genre_access;
#[cfg(target_os = "linux")]
mod gpu;
mod handed_over;
mod import_slot;
mod importing;
mod ipc;
mod kept_sign_in;
mod learning;
mod learning_slot;
mod lifecycle;
mod logging;
mod notifications;
mod notify;
#[cfg(target_os = "linux")]
mod nvidia;
mod only_one;
mod pending_sign_in;
mod profile;
mod question;
mod quick_view;
mod receiving;
mod recording;
mod redirect;
mod remote_access;
mod reopening;
mod sample_folder;
mod sample_profile;
mod settings_store;
mod sign_in;
mod start_at_login;
mod status;
mod supervise;
mod tray;
mod updates;
mod updating;
mod window;

use plays::Clock;
use tauri::RunEvent;

pub use arguments::{Arguments, Start};
pub use host::Environment;
#[cfg(target_os = "linux")]
pub use nvidia::avoid_blank_window;

/// Runs Tonearm until the listener quits.
///
/// # Errors
/// When the environment points Spotify away from this computer, or no window can be opened.
pub fn run(environment: Environment, arguments: Arguments, clock: Clock) -> Result<(), Box<dyn std::error::Error>> {
    let addresses = environment.addresses()?;
    let commands = ipc::builder();
    #[cfg_attr(not(has_updater), expect(unused_mut, reason = "an updater adds to it"))]
    let mut context = tauri::generate_context!();
    #[cfg_attr(not(has_updater), expect(unused_mut, reason = "an updater adds to it"))]
    let mut builder = tauri::Builder::default();
    #[cfg(has_updater)]
    {
        updates::configure(&mut context);
        builder = builder.plugin(tauri_plugin_updater::Builder::new().build());
    }
    builder
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .plugin(start_at_login::plugin())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol(cover_address::SCHEME, |context, request, responder| {
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn(async move {
                responder.respond(cover_protocol::answer(&app, request.uri().path()).await);
            });
        })
        .manage(app_state::AppState::new(environment.zone.clone()))
        .manage(notifications::Notifier::default())
        .manage(tray::menu::ShownMenu::default())
        .manage(quick_view::LastSeen::default())
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            commands.mount_events(app);
            lifecycle::start(app.handle(), &environment, addresses, arguments, clock)
        })
        .build(context)?
        .run(|app, event| match event {
            // The last window closed. Only "Quit" carries a code.
            RunEvent::ExitRequested { code: None, api, .. } => {
                api.prevent_exit();
                lifecycle::stay_or_quit(app);
            }
            RunEvent::Exit => lifecycle::end(app),
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => window::raise(app),
            _ => {}
        });
    Ok(())
}
