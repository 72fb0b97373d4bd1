//! tauri-driver and, behind it, the web view's own driver: how a scenario reaches into the window.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;

use crate::failure::{Failure, Told};
use crate::stage::built::built;
use crate::stage::desktop::Desktop;
use crate::stage::process::Running;
use crate::stage::until;

/// A driver, and with it the application it opened: both end when this is dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    port: u16,
    _running: Running,
}

impl Driver {
    /// Starts a driver whose application will live on `desktop` with `environment` added.
    pub(super) async fn start(desktop: &Desktop, environment: &[(String, String)], log: &Path) -> Told<Self> {
        let (port, native_port) = (free_port()?, free_port()?);
        let output = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
        let mut running = Running::start(executable()?, |command| {
            desktop.dress(command);
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
    pub(super) async fn open(&self, application: &Path, arguments: &[String]) -> Told<fantoccini::Client> {
        let mut wanted = Capabilities::new();
        wanted.insert(
            "tauri:options".to_owned(),
            serde_json::json!({ "application": application, "args": arguments }),
        );
        let address = format!("http://127.0.0.1:{}", self.port);
        Ok(ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&address)
            .await?)
    }
}

/// Where `cargo xtask setup` puts tauri-driver, or wherever else it is.
fn executable() -> Told<PathBuf> {
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

fn free_port() -> Told<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

async fn listens(port: u16) -> bool {
    tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok()
}
