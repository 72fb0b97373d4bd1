//! A desktop of its own: display, message bus, keychain, home folders and default applications.
//! It sees nothing of the developer's own desktop and leaves nothing there.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::browser;
use crate::failure::{Failure, Outcome};
use crate::testbed::process::{MARK, Process};
use crate::wait::until;

/// A desktop that ends when dropped.
#[derive(Debug)]
pub(super) struct Desktop {
    home: PathBuf,
    environment: Vec<(&'static str, String)>,
    bus: zbus::Connection,
    _silent_keychain: Option<zbus::Connection>,
    _running: Vec<Process>,
}

/// Whether the desktop has a keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keychain {
    Unlocked,
    Absent,
    /// It is there and answers nothing, as one that waits for a password which nobody is asked for.
    Silent,
}

impl Desktop {
    /// Starts a desktop below `root` that opens web pages in `browser`.
    pub(super) async fn start(root: &Path, browser: &Path, keychain: Keychain) -> Outcome<Self> {
        let home = root.join("home");
        let runtime = root.join("run");
        let temporary = root.join(TEMPORARY);
        for folder in [
            &home.join(".config"),
            &home.join(".local/share/applications"),
            &runtime,
            &temporary,
        ] {
            fs::create_dir_all(folder)?;
        }
        // The message bus and the keychain refuse a folder that others can read.
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700))?;
        make_default_browser(&home, browser)?;

        let bus_address = format!("unix:path={}", runtime.join("bus").display());
        let mut environment = environment(root, &home, &runtime, &bus_address);
        let mut running = Vec::new();

        let (display, number) = start_display()?;
        running.push(display);
        environment.push(("DISPLAY", format!(":{number}")));

        running.push(start_bus(&runtime, &bus_address)?);
        let bus = zbus::connection::Builder::address(bus_address.as_str())?
            .build()
            .await?;

        let mut silent_keychain = None;
        match keychain {
            Keychain::Unlocked => {
                running.push(start_keychain(&environment)?);
                until("the keychain is open", async || owned(&bus, SECRETS).await).await?;
            }
            Keychain::Absent => {}
            // Without an object, a connection answers no call.
            Keychain::Silent => {
                let connection = zbus::connection::Builder::address(bus_address.as_str())?.name(SECRETS)?;
                silent_keychain = Some(connection.build().await?);
            }
        }
        Ok(Self {
            home,
            environment,
            bus,
            _silent_keychain: silent_keychain,
            _running: running,
        })
    }

    /// Gives a program the environment of this desktop, and nothing of this process's own but the search path.
    pub(super) fn set_environment(&self, command: &mut Command) {
        set_environment(command, &self.environment);
    }

    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// The display's name, such as `:1`.
    pub(super) fn display(&self) -> &str {
        let display = self.environment.iter().find(|(name, _)| *name == "DISPLAY");
        display.map_or("", |(_, display)| display.as_str())
    }

    pub(super) fn bus(&self) -> &zbus::Connection {
        &self.bus
    }
}

/// The folder for temporary files, below the testbed's own.
pub(super) const TEMPORARY: &str = "tmp";

const SECRETS: &str = "org.freedesktop.secrets";

async fn owned(bus: &zbus::Connection, name: &'static str) -> bool {
    let Ok(daemon) = zbus::fdo::DBusProxy::new(bus).await else {
        return false;
    };
    match zbus::names::BusName::try_from(name) {
        Ok(name) => daemon.name_has_owner(name).await.unwrap_or(false),
        Err(_) => false,
    }
}

fn environment(root: &Path, home: &Path, runtime: &Path, bus_address: &str) -> Vec<(&'static str, String)> {
    let text = |path: &Path| path.display().to_string();
    vec![
        (MARK, text(root)),
        (browser::FOLDER, text(&root.join("browser"))),
        ("HOME", text(home)),
        ("XDG_CONFIG_HOME", text(&home.join(".config"))),
        ("XDG_DATA_HOME", text(&home.join(".local/share"))),
        ("XDG_STATE_HOME", text(&home.join(".local/state"))),
        ("XDG_CACHE_HOME", text(&home.join(".cache"))),
        ("XDG_RUNTIME_DIR", text(runtime)),
        ("TMPDIR", text(&root.join(TEMPORARY))),
        ("DBUS_SESSION_BUS_ADDRESS", bus_address.to_owned()),
        // Without a desktop's name, `xdg-open` reads the default applications itself and fails on quotes.
        ("XDG_CURRENT_DESKTOP", "GNOME".to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        // There is no accessibility bus here, and looking for one takes time.
        ("NO_AT_BRIDGE", "1".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("TZ", "Europe/Berlin".to_owned()),
        ("RUST_BACKTRACE", "1".to_owned()),
    ]
}

fn set_environment(command: &mut Command, environment: &[(&'static str, String)]) {
    command.env_clear();
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    for (name, value) in environment {
        command.env(name, value);
    }
}

fn make_default_browser(home: &Path, browser: &Path) -> Outcome {
    fs::write(
        home.join(".local/share/applications/stand-in.desktop"),
        format!(
            "[Desktop Entry]\nType=Application\nName=Browser\nExec={} %u\n\
             MimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
            browser.display()
        ),
    )?;
    fs::write(
        home.join(".config/mimeapps.list"),
        "[Default Applications]\nx-scheme-handler/http=stand-in.desktop\n\
         x-scheme-handler/https=stand-in.desktop\n",
    )?;
    Ok(())
}

/// Starts a display and returns the number that it chose.
fn start_display() -> Outcome<(Process, u32)> {
    let mut display = Process::start("Xvfb", |command| {
        command
            .args(["-displayfd", "1", "-screen", "0", "2560x1600x24", "-nolisten", "tcp"])
            // Without this it starts anew when its last window has gone, and a program that starts just then finds no display.
            .arg("-noreset")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
    })?;
    let number = first_line(&mut display)?
        .parse()
        .map_err(|_| Failure::new("Xvfb ended at once: is it installed? `cargo xtask setup` does it"))?;
    Ok((display, number))
}

/// Starts a bus that starts no service by itself.
fn start_bus(runtime: &Path, address: &str) -> Outcome<Process> {
    let config = runtime.join("bus.conf");
    fs::write(
        &config,
        format!(
            r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#
        ),
    )?;
    let mut bus = Process::start("dbus-daemon", |command| {
        command
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
    })?;
    if first_line(&mut bus)?.is_empty() {
        return Err(Failure::new("the message bus ended at once"));
    }
    Ok(bus)
}

fn start_keychain(environment: &[(&'static str, String)]) -> Outcome<Process> {
    let mut keychain = Process::start("gnome-keyring-daemon", |command| {
        set_environment(command, environment);
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
    })?;
    if let Some(mut password) = keychain.child.stdin.take() {
        password.write_all(b"a testbed's password")?;
    }
    Ok(keychain)
}

fn first_line(running: &mut Process) -> Outcome<String> {
    let mut line = String::new();
    if let Some(output) = running.child.stdout.as_mut() {
        BufReader::new(output).read_line(&mut line)?;
    }
    Ok(line.trim().to_owned())
}
