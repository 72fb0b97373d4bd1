//! A message bus, a keychain and an invented Spotify of the test's own. All of it ends with the test.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::TimeDelta;
use serde_json::Value;
use simulator::{Options, Simulator};
use tokio::sync::{Mutex, MutexGuard};

use crate::shelf::{Shelf, run};

/// The port that a browser comes back to is the same for all.
static PORT: Mutex<()> = Mutex::const_new(());

pub(crate) struct Desk {
    pub(crate) shelf: Shelf,
    pub(crate) spotify: Simulator,
    hours_behind: Arc<AtomicI64>,
    bus: String,
    /// In this order: the keychain would complain of a bus that went before it.
    running: Vec<Child>,
    _turn: MutexGuard<'static, ()>,
}

impl Desk {
    /// `None` where the system has no message bus or keychain to start.
    pub(crate) async fn raise() -> Option<Self> {
        let turn = PORT.lock().await;
        let shelf = Shelf::new();
        let runtime = shelf.path("run");
        fs::create_dir_all(&runtime).unwrap();
        // Both refuse a folder that others can look into.
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
        let (bus, address) = start_bus(&runtime)?;
        let keychain = start_keychain(&shelf, &runtime, &address)?;
        let hours_behind = Arc::new(AtomicI64::new(0));
        let behind = hours_behind.clone();
        #[expect(
            clippy::disallowed_methods,
            reason = "the program under test reads the computer's clock, too"
        )]
        let clock: simulator::Clock =
            Arc::new(move || chrono::Utc::now() - TimeDelta::hours(behind.load(Ordering::Relaxed)));
        let spotify = simulator::start(Options::new(clock)).await.unwrap();
        Some(Self {
            shelf,
            spotify,
            hours_behind,
            bus: address,
            running: vec![keychain, bus],
            _turn: turn,
        })
    }

    /// From now on it is so many hours ago at Spotify.
    pub(crate) fn hours_ago(&self, hours: i64) {
        self.hours_behind.store(hours, Ordering::Relaxed);
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = self.shelf.command(words);
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("TONEARM_ACCOUNTS_URL", self.spotify.accounts_url())
            .env("TONEARM_API_URL", self.spotify.api_url());
        command
    }

    pub(crate) fn spawn(&self, words: &[&str]) -> Child {
        let mut command = self.command(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self, words: &[&str]) -> Value {
        run(&mut self.command(&[words, &["--json"]].concat())).json()
    }

    /// The error's code and the exit code of `words --json`.
    #[track_caller]
    pub(crate) fn error(&self, words: &[&str]) -> (String, i32) {
        let run = run(&mut self.command(&[words, &["--json"]].concat()));
        (run.error(), run.code)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        for child in &mut self.running {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn start_bus(runtime: &Path) -> Option<(Child, String)> {
    let mut bus = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
        .arg(format!("--address=unix:path={}", runtime.join("bus").display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut address = String::new();
    BufReader::new(bus.stdout.as_mut()?).read_line(&mut address).ok()?;
    Some((bus, address.trim().to_owned()))
}

fn start_keychain(shelf: &Shelf, runtime: &Path, bus: &str) -> Option<Child> {
    let mut keychain = Command::new("gnome-keyring-daemon")
        .args(["--foreground", "--unlock", "--components=secrets"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", shelf.path("home"))
        .env("XDG_DATA_HOME", shelf.path("home"))
        .env("XDG_RUNTIME_DIR", runtime)
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    keychain.stdin.take()?.write_all(b"a desk's password").ok()?;
    // The bus starts programs by name only once they own it: a first question finds out when that is.
    let owned = || {
        let ask = Command::new("dbus-send")
            .args(["--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
            .args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .output();
        ask.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("true"))
    };
    while !owned() {
        if keychain.try_wait().ok()?.is_some() {
            return None;
        }
        std::thread::yield_now();
    }
    Some(keychain)
}
