//! PostgreSQL servers for tests: one for the whole run, and more where a test needs another. They are gone at the end, however it ends.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use postgres::{Client, Config, NoTls};
use remote::{Address, DatabaseAddress};

pub(crate) const OWNER: &str = "owner";
pub(crate) const PASSWORD: &str = "let me in";
/// Everybody's, on Linux.
const NOBODY: u32 = 65_534;

pub(crate) struct Server {
    folder: PathBuf,
    bin: PathBuf,
    pub(crate) port: u16,
    settings: Vec<String>,
    /// `None` while it is dead.
    running: Option<Running>,
}

struct Running {
    server: Child,
    /// Stops the server once nobody holds the other end of its input, which happens also when this process is killed.
    watch: Child,
}

/// What a server is for.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Everything,
    NoTls,
    /// Keeps what it has said is kept.
    BeingKilled,
}

/// The server of this run; `None`, with a word about it, where none is installed.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| bin().map(|bin| Server::start(bin, Purpose::Everything)));
    if server.is_none() {
        println!("skipped: no PostgreSQL server is installed here");
    }
    server.as_ref()
}

/// A second one, which has no TLS.
pub(crate) fn another() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| bin().map(|bin| Server::start(bin, Purpose::NoTls)))
        .as_ref()
}

/// One that the caller may kill.
pub(crate) fn mortal() -> Option<Server> {
    let server = bin().map(|bin| Server::start(bin, Purpose::BeingKilled));
    if server.is_none() {
        println!("skipped: no PostgreSQL server is installed here");
    }
    server
}

/// The newest of Debian's, or the one of the path.
fn bin() -> Option<PathBuf> {
    // Users, sockets and the shell that stops a server are those of Unix.
    if !cfg!(unix) {
        return None;
    }
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = debian.map(|version| version.path().join("bin")).collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.splice(0..0, std::env::split_paths(&path));
    found.into_iter().rev().find(|bin| bin.join("initdb").is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0\n")
}

/// A program of the server's, which refuses to run as root.
fn program(path: &Path) -> Command {
    if !is_root() {
        return Command::new(path);
    }
    let mut command = Command::new("setpriv");
    command.args([
        &format!("--reuid={NOBODY}"),
        &format!("--regid={NOBODY}"),
        "--clear-groups",
        "--",
    ]);
    command.arg(path);
    command
}

#[cfg(unix)]
fn hand_over(path: &Path) {
    std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
    fs::set_permissions(path, mode).unwrap();
}

#[cfg(not(unix))]
fn hand_over(_: &Path) {}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Server {
    fn start(bin: PathBuf, purpose: Purpose) -> Self {
        let folder = tempfile::Builder::new().prefix("tonearm-pg-").tempdir().unwrap().keep();
        let written = folder.join("password");
        fs::write(&written, PASSWORD).unwrap();
        let certificates = purpose == Purpose::Everything && make_certificates(&folder);
        if is_root() {
            for path in [&folder, &written, &folder.join("server.key")] {
                if path.exists() {
                    hand_over(path);
                }
            }
        }
        let data = folder.join("data");
        run(program(&bin.join("initdb"))
            .current_dir(&folder)
            .args([
                "--auth-host=scram-sha-256",
                "--auth-local=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ])
            .arg(format!("--username={OWNER}"))
            .arg(format!("--pwfile={}", written.display()))
            .arg("--pgdata")
            .arg(&data));
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let mut settings = vec![
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", folder.display()),
        ];
        let lasts = if purpose == Purpose::BeingKilled { "on" } else { "off" };
        settings
            .extend(["fsync", "synchronous_commit", "full_page_writes"].map(|setting| format!("{setting}={lasts}")));
        if certificates {
            settings.push("ssl=on".to_owned());
            for (setting, file) in [("ssl_cert_file", "server.crt"), ("ssl_key_file", "server.key")] {
                settings.push(format!("{setting}={}", folder.join(file).display()));
            }
        }
        // Otherwise it opens each of its files, one after the other, before it comes back.
        let version = fs::read_to_string(data.join("PG_VERSION")).unwrap();
        if cfg!(target_os = "linux") && version.trim().parse::<u32>().is_ok_and(|version| version >= 14) {
            settings.push("recovery_init_sync_method=syncfs".to_owned());
        }
        let mut server = Self {
            folder,
            bin,
            port,
            settings,
            running: None,
        };
        server.begin();
        server.wait();
        server
    }

    fn begin(&mut self) {
        let log = fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"))
            .unwrap();
        let server = program(&self.bin.join("postgres"))
            .current_dir(&self.folder)
            .arg("-D")
            .arg(self.folder.join("data"))
            .args(["-p", &self.port.to_string()])
            .args(self.settings.iter().flat_map(|setting| ["-c", setting]))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let watch = "trap '' INT TERM HUP; cat; kill -QUIT $0; while kill -0 $0; do sleep 0.1; done; rm -rf \"$1\"";
        let watch = Command::new("sh")
            .args(["-c", watch, &server.id().to_string()])
            .arg(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.running = Some(Running { server, watch });
    }

    fn is_up(&self) -> bool {
        let mut ready = Command::new(self.bin.join("pg_isready"));
        ready.args(["--quiet", "--host=127.0.0.1", &format!("--port={}", self.port)]);
        ready.status().is_ok_and(|status| status.success())
    }

    /// Until it answers.
    fn wait(&self) {
        let is_up = (0..300).any(|_| {
            let is_up = self.is_up();
            if !is_up {
                thread::sleep(Duration::from_millis(100));
            }
            is_up
        });
        assert!(is_up, "the server does not start: {}", self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Kills it with all its processes, as when its memory runs out: none of them can do anything more.
    pub(crate) fn kill(&mut self) {
        let mut running = self.running.take().unwrap();
        // It would take the data away.
        running.watch.kill().unwrap();
        running.watch.wait().unwrap();
        let server = running.server.id().to_string();
        // Nothing is begun any more that would not be in the list.
        run(Command::new("kill").args(["-STOP", &server]));
        let all = Command::new("ps").args(["-A", "-o", "ppid=,pid="]).output().unwrap();
        let all = String::from_utf8(all.stdout).unwrap();
        let pairs = all.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let children = pairs.filter_map(|pair| (pair.len() == 2 && pair[0] == server).then(|| pair[1].to_owned()));
        // One of them may end by itself meanwhile.
        let killed = Command::new("kill").arg("-KILL").arg(&server).args(children).output();
        killed.unwrap();
        running.server.wait().unwrap();
    }

    /// Starts it again, with the data that it had and on the same port.
    pub(crate) fn revive(&mut self) {
        for _ in 0..100 {
            self.begin();
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(60) {
                if self.is_up() {
                    return;
                }
                let server = &mut self.running.as_mut().unwrap().server;
                if server.try_wait().unwrap().is_some() {
                    break;
                }
                thread::sleep(Duration::from_millis(20));
            }
            // The system may not have taken everything back yet that the one before had.
            let mut running = self.running.take().unwrap();
            running.watch.kill().unwrap();
            running.watch.wait().unwrap();
            assert!(running.server.try_wait().unwrap().is_some(), "it hangs: {}", self.log());
        }
        panic!("the server does not start again: {}", self.log());
    }

    /// The certificate that signed the server's, where there is one.
    pub(crate) fn authority(&self) -> Option<PathBuf> {
        let file = self.folder.join("authority.crt");
        file.is_file().then_some(file)
    }

    /// The folder with its socket.
    pub(crate) fn socket(&self) -> std::path::Display<'_> {
        self.folder.display()
    }

    /// A new database of this user, who is added if there is no such user.
    pub(crate) fn database_of(&self, user: &str) -> DatabaseAddress {
        self.database_like("template1", user)
    }

    /// The same, where texts are not in the order of their bytes; if the server knows any such order.
    pub(crate) fn database_sorted_as_in_books(&self) -> DatabaseAddress {
        let books = "template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'";
        let has_icu = "SELECT EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i')
            AND current_setting('server_version_num')::integer >= 150000";
        let has_icu: bool = self.admin("postgres").query_one(has_icu, &[]).unwrap().get(0);
        self.database_like(if has_icu { books } else { "template1" }, OWNER)
    }

    /// A copy of a database, which nobody may use at the time.
    pub(crate) fn database_like(&self, template: &str, user: &str) -> DatabaseAddress {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("music_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = self.admin("postgres");
        if user != OWNER {
            self.add_user(user, "");
        }
        client
            .batch_execute(&format!("CREATE DATABASE {name} OWNER {user} TEMPLATE {template}"))
            .unwrap();
        self.address(user, &name)
    }

    /// A user who may sign in, with these rights.
    pub(crate) fn add_user(&self, user: &str, rights: &str) {
        let sql = format!("CREATE ROLE {user} LOGIN PASSWORD '{PASSWORD}' {rights}");
        self.admin("postgres").batch_execute(&sql).unwrap();
    }

    /// By its socket, where no password is asked for: working one out takes longer than most tests.
    pub(crate) fn address(&self, user: &str, database: &str) -> DatabaseAddress {
        let (socket, port) = (self.folder.display(), self.port);
        address(&format!("postgres://{user}@:{port}/{database}?host={socket}"))
    }

    /// By the network, where it takes the password.
    pub(crate) fn network_address(&self, user: &str, database: &str) -> DatabaseAddress {
        address(&format!("postgres://{user}@127.0.0.1:{}/{database}", self.port))
    }

    pub(crate) fn admin(&self, database: &str) -> Client {
        self.client(OWNER, database)
    }

    pub(crate) fn client(&self, user: &str, database: &str) -> Client {
        let mut config = Config::new();
        config.host(&self.folder.to_string_lossy()).port(self.port).user(user);
        config.dbname(database).connect(NoTls).unwrap()
    }
}

pub(crate) fn address(text: &str) -> DatabaseAddress {
    match Address::parse(text).unwrap() {
        (Address::Database(address), _) => *address,
        (other, _) => panic!("{other} is no database"),
    }
}

/// An authority, and a certificate by it for `localhost` alone. `false` where there is no program to make them.
fn make_certificates(folder: &Path) -> bool {
    let openssl = |arguments: &str| {
        let output = Command::new("openssl")
            .current_dir(folder)
            .args(arguments.split(' '))
            .output();
        output.is_ok_and(|output| output.status.success())
    };
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\n").unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    let made = openssl(&format!(
        "req -x509 {key} -keyout authority.key -out authority.crt -days 2 -subj /CN=authority"
    )) && openssl(&format!(
        "req {key} -keyout server.key -out server.csr -subj /CN=localhost"
    )) && openssl(
        "x509 -req -in server.csr -CA authority.crt -CAkey authority.key -CAcreateserial -out server.crt -days 2 -extfile names",
    );
    if made {
        for (file, mode) in [("server.key", 0o600), ("server.crt", 0o644)] {
            set_mode(&folder.join(file), mode);
        }
    } else {
        println!("skipped: no openssl to make certificates with");
    }
    made
}
