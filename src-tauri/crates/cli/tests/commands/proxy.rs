//! Behind a proxy: whatever leaves this computer goes through the one that the environment names.

use std::{
    io::{BufRead as _, BufReader, ErrorKind},
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{sandbox::Sandbox, spotify::Desktop};

const LIMIT: Duration = Duration::from_secs(30);
/// What would keep a command from the real services, or from the proxy.
const IN_THE_WAY: [&str; 6] = [
    "TONEARM_ACCOUNTS_URL",
    "TONEARM_API_URL",
    "TONEARM_MUSICBRAINZ_URL",
    "TONEARM_LISTENBRAINZ_URL",
    "NO_PROXY",
    "no_proxy",
];

/// Ends the program with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first thing that a command asks of its proxy, which lets nothing out.
fn asked_by(mut command: Command) -> String {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    for variable in IN_THE_WAY {
        command.env_remove(variable);
    }
    command.env("HTTPS_PROXY", format!("http://{}", proxy.local_addr().unwrap()));
    let _running = Running(command.stdout(Stdio::null()).spawn().unwrap());
    let begun = Instant::now();
    let connection = loop {
        match proxy.accept() {
            Ok((connection, _)) => break connection,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                assert!(begun.elapsed() < LIMIT, "nothing was asked of the proxy");
                thread::sleep(Duration::from_millis(20));
            }
            Err(error) => panic!("{error}"),
        }
    };
    connection.set_nonblocking(false).unwrap();
    connection.set_read_timeout(Some(LIMIT)).unwrap();
    let mut first = String::new();
    BufReader::new(connection).read_line(&mut first).unwrap();
    first.trim_end().to_owned()
}

#[test]
fn genres_are_looked_up_through_the_proxy() {
    let sandbox = Sandbox::with_history();
    let asked = asked_by(sandbox.command(&["learn", "--limit", "1"]));
    assert_eq!(asked, "CONNECT musicbrainz.org:443 HTTP/1.1");
}

#[tokio::test]
async fn spotify_is_asked_through_the_proxy() {
    let Some(desktop) = Desktop::start().await else {
        return;
    };
    let id = "0123456789abcdef0123456789abcdef";
    let command = desktop.command(&["sign-in", "--no-browser", "--client-id", id]);
    assert_eq!(asked_by(command), "CONNECT accounts.spotify.com:443 HTTP/1.1");
}
