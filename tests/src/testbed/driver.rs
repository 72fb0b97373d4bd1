//! tauri-driver and, behind it, the web view's own driver, through which a scenario controls the window.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;

use super::artifact::built;
use super::desktop::Desktop;
use super::process::Process;
use crate::failure::{Failure, Outcome};
use crate::wait::until;

/// How long an application has to open its window on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(120);

/// A driver, and the application that it opened. Both end when this is dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    port: u16,
    _running: Process,
}

impl Driver {
    /// Starts a driver that listens on two free ports. Its application will run on `desktop`, with `environment` added.
    pub(super) async fn start(
        (port, native_port): (u16, u16),
        desktop: &Desktop,
        environment: &[(String, String)],
        log: &Path,
    ) -> Outcome<Self> {
        let output = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
        let mut running = Process::start(executable()?, |command| {
            desktop.set_environment(command);
            command
                .args(["--port", &port.to_string()])
                .args(["--native-port", &native_port.to_string()])
                .envs(environment.iter().map(|(name, value)| (name, value)))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(output);
        })?;
        until("both drivers listen", async || {
            listens(port).await && listens(native_port).await
        })
        .await
        .map_err(|failure| {
            let missing = if running.runs() {
                ""
            } else {
                " (is webkit2gtk-driver installed? `cargo xtask setup` does it)"
            };
            Failure::new(format!("{failure}{missing}"))
        })?;
        Ok(Self {
            port,
            _running: running,
        })
    }

    /// Opens an application and attaches to its first window.
    pub(super) async fn open(&self, application: &Path, arguments: &[String]) -> Outcome<fantoccini::Client> {
        let mut wanted = Capabilities::new();
        wanted.insert(
            "tauri:options".to_owned(),
            serde_json::json!({ "application": application, "args": arguments }),
        );
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        // Where the application ends before it has a window, the driver waits for it for ever.
        match tokio::time::timeout(START_LIMIT, builder.capabilities(wanted).connect(&address)).await {
            Ok(opened) => Ok(opened?),
            Err(_) => Err(Failure::new("the application did not open a window")),
        }
    }
}

/// The tauri-driver that `cargo xtask setup` installed, or another on the search path.
fn executable() -> Outcome<PathBuf> {
    let own = built("../tools/bin/tauri-driver")?;
    if own.is_file() {
        return Ok(own);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join("tauri-driver"))
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::new("tauri-driver is not installed: `cargo xtask setup` puts it in place"))
}

async fn listens(port: u16) -> bool {
    tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok()
}
