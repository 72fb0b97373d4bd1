//! Never two Tonearms at once, and never one that nobody can reach. A second start hands over to the first through the plugin for
//! that, which on Linux needs the session's message bus. Here is what the plugin leaves open: a first one that hangs, and a
//! session without a bus, where a lock in the data folder keeps the second one out.

#[cfg(target_os = "linux")]
mod bus;

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use host::Folders;
use library::{StoreError, take_lock};
use tauri::{AppHandle, Manager as _, Wry, plugin::TauriPlugin};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};
use tauri_plugin_single_instance as single_instance;

use crate::{receiving, window};

/// How long the first one has to take over. It needs some milliseconds.
const HAND_OVER_LIMIT: Duration = Duration::from_secs(6);
/// How often this is tried, should the first one end at that moment.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(200);
/// How long one that was told to quit has to end.
const QUIT_LIMIT: Duration = Duration::from_secs(2);
/// How long a message stays on the screen before a start that did not work ends.
const MESSAGE_LIMIT: Duration = Duration::from_secs(6);

/// The lock in the data folder, held until this process ends.
struct Place {
    _lock: File,
}

/// Hands over to a Tonearm that runs already, and ends this one; returns where none does, or none can be found. Ends this one with an
/// error when the other does not answer in time.
pub(crate) fn hand_over(app: &AppHandle, folders: &Folders) {
    let (handed_over, watched) = mpsc::channel::<()>();
    let lock = folders.app_lock();
    // The plugin blocks this thread for as long as the other process or the bus takes, which may be for ever.
    thread::spawn(move || {
        if watched.recv_timeout(HAND_OVER_LIMIT) == Err(RecvTimeoutError::Timeout) {
            let message = not_answering(&lock);
            say(&message);
            #[cfg(target_os = "linux")]
            bus::show(&message);
            process::exit(1);
        }
    });
    let mut tries = 1..TRIES;
    while let Err(error) = app.plugin(plugin()) {
        if tries.next().is_none() {
            // The lock in the data folder still keeps two of them apart.
            say(&format!("whether Tonearm runs already can't be found out: {error}"));
            break;
        }
        // The first one ended while this start was being handed over to it.
        thread::sleep(BETWEEN_TRIES);
    }
    drop(handed_over);
}

fn plugin() -> TauriPlugin<Wry> {
    single_instance::init(|app, arguments, folder| {
        receiving::arguments(app, arguments.into_iter().skip(1).map(Into::into), folder.as_ref());
        window::raise(app);
        // The second start waits for the end of this, on Linux from a thread of the bus. If the window's thread hangs, it has to know.
        #[cfg(target_os = "linux")]
        wait_for_window_thread(app);
    })
}

/// Waits until the thread of the window has done what it was told so far; not for ever, as nobody listens after some time.
#[cfg(target_os = "linux")]
fn wait_for_window_thread(app: &AppHandle) {
    let (sender, done) = mpsc::channel::<()>();
    if app.run_on_main_thread(move || drop(sender)).is_ok() {
        let _ = done.recv_timeout(2 * HAND_OVER_LIMIT);
    }
}

/// Takes the place of the one Tonearm that may use the data folder. False when another has it: then a message is shown, and this
/// process ends with an error in a few seconds.
pub(crate) fn take_place(app: &AppHandle, folders: &Folders) -> bool {
    let path = folders.app_lock();
    match take_lock(&path, QUIT_LIMIT) {
        Ok(mut lock) => {
            if let Err(error) = lock.set_len(0).and_then(|()| writeln!(lock, "{}", process::id())) {
                say(&format!("the number of this process is not written down: {error}"));
            }
            app.manage(Place { _lock: lock });
            true
        }
        Err(StoreError::Locked) => {
            give_way(app, &out_of_reach(&path));
            false
        }
        // A folder that can't be written has no archive to spoil either.
        Err(error) => {
            say(&format!("a second Tonearm would not be noticed: {error}"));
            true
        }
    }
}

/// Whether starting Tonearm again, or opening a `tonearm:` link, reaches this process. May block for a moment.
pub(crate) fn can_be_reached() -> bool {
    #[cfg(target_os = "linux")]
    return bus::knows(&format!("{}.SingleInstance", host::IDENTIFIER));
    #[cfg(not(target_os = "linux"))]
    true
}

/// No further start hands over to this process, which is about to end.
pub(crate) fn give_up(app: &AppHandle) {
    single_instance::destroy(app);
}

fn give_way(app: &AppHandle, message: &str) {
    say(message);
    // Nobody may take this one for the one that runs.
    give_up(app);
    let dialog = app.dialog().message(message).kind(MessageDialogKind::Info);
    dialog.title("Tonearm is already running").show(|_| process::exit(1));
    thread::spawn(|| {
        thread::sleep(MESSAGE_LIMIT);
        process::exit(1);
    });
}

fn say(message: &str) {
    #[expect(clippy::print_stderr, reason = "there is no log yet, or the other Tonearm writes it")]
    {
        eprintln!("{message}");
    }
}

fn not_answering(lock: &Path) -> String {
    let trouble = if is_free(lock) {
        "Tonearm can't start, because the session's message bus does not answer. Log out and in again.".to_owned()
    } else {
        format!(
            "Tonearm is already running, but it does not answer. End {}, then start Tonearm again.",
            process_of(lock)
        )
    };
    match was_given_a_link() {
        true => format!("{trouble} The sign-in from your browser did not arrive: sign in again then."),
        false => trouble,
    }
}

fn out_of_reach(lock: &Path) -> String {
    let trouble = format!(
        "Tonearm is already running, where this start can't reach it: in another session, or in one without a message bus. \
         Go on in its window, or end {} and start Tonearm again.",
        process_of(lock)
    );
    match was_given_a_link() {
        true => format!("{trouble} The sign-in from your browser did not arrive: sign in again there."),
        false => trouble,
    }
}

/// Only whether there is one: it may hold a code, which is written nowhere.
fn was_given_a_link() -> bool {
    std::env::args()
        .nth(1)
        .is_some_and(|argument| argument.starts_with("tonearm:"))
}

fn is_free(lock: &Path) -> bool {
    !matches!(take_lock(lock, Duration::ZERO), Err(StoreError::Locked))
}

/// What the listener has to end.
fn process_of(lock: &Path) -> String {
    match fs::read_to_string(lock).unwrap_or_default().trim().parse::<u32>() {
        Ok(number) => format!("its process (number {number})"),
        // Elsewhere than on Unix, who holds a lock also keeps others from reading the file.
        Err(_) => "its process".to_owned(),
    }
}
