//! A message bus, a keychain and a simulated Spotify of the test's own. They end with the test.

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

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use simulator::{Options, Quirks, Simulator, metabrainz::Manners};
use tokio::sync::{Mutex, MutexGuard};

use crate::sandbox::{Sandbox, run};

/// One runs at a time, because some use the fixed port for the browser's way back.
static PORT: Mutex<()> = Mutex::const_new(());

pub(crate) struct Desktop {
    pub(crate) sandbox: Sandbox,
    pub(crate) spotify: Simulator,
    hours_behind: Arc<AtomicI64>,
    bus: String,
    /// In this order, because the keychain complains when the bus ends first.
    running: Vec<Child>,
    _turn: MutexGuard<'static, ()>,
}

impl Desktop {
    /// With a list of recent plays that has the last fifty, each from its end on: for tests that count them.
    pub(crate) async fn start_with_kind_list() -> Option<Self> {
        let desktop = Self::start().await?;
        desktop.spotify.set_quirks(Quirks::none());
        Some(desktop)
    }

    /// `None` where the system has no message bus or keychain to start.
    pub(crate) async fn start() -> Option<Self> {
        let turn = PORT.lock().await;
        let sandbox = Sandbox::new();
        let runtime = sandbox.path("run");
        fs::create_dir_all(&runtime).unwrap();
        // Bus and keychain refuse a folder that others can read.
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
        let (bus, address) = start_bus(&runtime)?;
        let keychain = start_keychain(&sandbox, &runtime, &address)?;
        let hours_behind = Arc::new(AtomicI64::new(0));
        let behind = hours_behind.clone();
        let clock: simulator::Clock = Arc::new(move || now() - TimeDelta::hours(behind.load(Ordering::Relaxed)));
        let mut options = Options::new(clock);
        options.metabrainz = Manners::kind();
        let spotify = simulator::start(options).await.unwrap();
        Some(Self {
            sandbox,
            spotify,
            hours_behind,
            bus: address,
            running: vec![keychain, bus],
            _turn: turn,
        })
    }

    /// From now on Spotify's clock is this far behind.
    pub(crate) fn hours_ago(&self, hours: i64) {
        self.hours_behind.store(hours, Ordering::Relaxed);
    }

    /// The time on Spotify's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        now() - TimeDelta::hours(self.hours_behind.load(Ordering::Relaxed))
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = self.sandbox.command(words);
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("TONEARM_ACCOUNTS_URL", self.spotify.accounts_url())
            .env("TONEARM_API_URL", self.spotify.api_url())
            .env("TONEARM_MUSICBRAINZ_URL", self.spotify.musicbrainz_url())
            .env("TONEARM_LISTENBRAINZ_URL", self.spotify.listenbrainz_url());
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

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in &mut self.running {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program under test reads the computer's clock, too"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
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

fn start_keychain(sandbox: &Sandbox, runtime: &Path, bus: &str) -> Option<Child> {
    let mut keychain = Command::new("gnome-keyring-daemon")
        .args(["--foreground", "--unlock", "--components=secrets"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", sandbox.path("home"))
        .env("XDG_DATA_HOME", sandbox.path("home"))
        .env("XDG_RUNTIME_DIR", runtime)
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    keychain.stdin.take()?.write_all(b"a desktop's password").ok()?;
    // Questions by name fail until the keychain owns its name on the bus.
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
