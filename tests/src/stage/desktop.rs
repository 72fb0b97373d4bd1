//! A desktop of its own: display, message bus, keychain, home folders and default applications.
//! Nothing of the person's own desktop shows through, and nothing is left in it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::browser;
use crate::failure::{Failure, Told};
use crate::stage::process::{MARK, Running};
use crate::stage::until;

/// A desktop that ends when dropped.
#[derive(Debug)]
pub(super) struct Desktop {
    home: PathBuf,
    environment: Vec<(&'static str, String)>,
    bus: zbus::Connection,
    _running: Vec<Running>,
}

/// Whether the desktop offers a place for secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keychain {
    Unlocked,
    Absent,
}

impl Desktop {
    /// Brings up a desktop below `root`, whose web pages open in `browser`.
    pub(super) async fn raise(root: &Path, browser: &Path, keychain: Keychain) -> Told<Self> {
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
        // The message bus and the keychain refuse a folder that others can look into.
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

        if keychain == Keychain::Unlocked {
            running.push(start_keychain(&environment)?);
            until("the keychain is open", async || owned(&bus, SECRETS).await).await?;
        }
        Ok(Self {
            home,
            environment,
            bus,
            _running: running,
        })
    }

    /// A program as this desktop would start it.
    pub(super) fn dress(&self, command: &mut Command) {
        dress(command, &self.environment);
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

/// The folder for what does not last, below the stage's own.
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
    let told = |path: &Path| path.display().to_string();
    vec![
        (MARK, told(root)),
        (browser::FOLDER, told(&root.join("browser"))),
        ("HOME", told(home)),
        ("XDG_CONFIG_HOME", told(&home.join(".config"))),
        ("XDG_DATA_HOME", told(&home.join(".local/share"))),
        ("XDG_STATE_HOME", told(&home.join(".local/state"))),
        ("XDG_CACHE_HOME", told(&home.join(".cache"))),
        ("XDG_RUNTIME_DIR", told(runtime)),
        ("TMPDIR", told(&root.join(TEMPORARY))),
        ("DBUS_SESSION_BUS_ADDRESS", bus_address.to_owned()),
        // Without a desktop's name, `xdg-open` reads default applications by itself, and stumbles over quotes.
        ("XDG_CURRENT_DESKTOP", "GNOME".to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        // There is no accessibility bus here, and looking for one takes a while.
        ("NO_AT_BRIDGE", "1".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("TZ", "Europe/Berlin".to_owned()),
        ("RUST_BACKTRACE", "1".to_owned()),
    ]
}

fn dress(command: &mut Command, environment: &[(&'static str, String)]) {
    command.env_clear();
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    for (name, value) in environment {
        command.env(name, value);
    }
}

fn make_default_browser(home: &Path, browser: &Path) -> Told {
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

/// The display takes the first free number and says which.
fn start_display() -> Told<(Running, u32)> {
    let mut display = Running::start("Xvfb", |command| {
        command
            .args(["-displayfd", "1", "-screen", "0", "2560x1600x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
    })?;
    let number = first_line(&mut display)?
        .parse()
        .map_err(|_| Failure::new("Xvfb ended at once: is it installed? `cargo xtask setup` does it"))?;
    Ok((display, number))
}

/// A bus that starts no service by itself: what is not put on it is not there.
fn start_bus(runtime: &Path, address: &str) -> Told<Running> {
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
    let mut bus = Running::start("dbus-daemon", |command| {
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

fn start_keychain(environment: &[(&'static str, String)]) -> Told<Running> {
    let mut keychain = Running::start("gnome-keyring-daemon", |command| {
        dress(command, environment);
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
    })?;
    if let Some(mut password) = keychain.child.stdin.take() {
        password.write_all(b"a stage's password")?;
    }
    Ok(keychain)
}

fn first_line(running: &mut Running) -> Told<String> {
    let mut line = String::new();
    if let Some(output) = running.child.stdout.as_mut() {
        BufReader::new(output).read_line(&mut line)?;
    }
    Ok(line.trim().to_owned())
}
