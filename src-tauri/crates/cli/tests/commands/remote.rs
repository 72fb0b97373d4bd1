//! Two machines keep one history in step, through a folder and through a database.

use std::{
    fs,
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    sandbox::{Run, Sandbox, row, run},
    server::{self, OWNER, PASSWORD, Server},
};

/// How often each side of an exchange is killed, unless the environment says otherwise.
const KILLS: u32 = 6;

/// Two data folders.
struct Machines {
    sandbox: Sandbox,
    password: Option<&'static str>,
}

impl Machines {
    fn run(&self, machine: &str, words: &[&str]) -> Run {
        run(&mut self.command(machine, words))
    }

    /// What a person reads.
    fn text(&self, machine: &str, words: &[&str]) -> String {
        let mut command = self.sandbox.command(words);
        let run = run(command.env("TONEARM_DATA_DIR", self.sandbox.path(machine)));
        assert_eq!(run.code, 0, "{run:?}");
        run.out
    }

    fn command(&self, machine: &str, words: &[&str]) -> std::process::Command {
        let mut command = self.sandbox.command(&[words, &["--json"]].concat());
        command.env("TONEARM_DATA_DIR", self.sandbox.path(machine));
        if let Some(password) = self.password {
            command.env("TONEARM_REMOTE_PASSWORD", password);
        }
        command
    }

    #[track_caller]
    fn json(&self, machine: &str, words: &[&str]) -> Value {
        self.run(machine, words).json()
    }

    /// With a folder that both exchange with.
    fn with_folder() -> Self {
        let machines = Self {
            sandbox: Sandbox::new(),
            password: None,
        };
        let folder = machines.sandbox.path("shared");
        for machine in ["laptop", "desktop"] {
            let added = machines.json(
                machine,
                &["remote", "add", folder.to_str().unwrap(), "--machine", machine],
            );
            assert_eq!(added["machine"], machine);
        }
        machines
    }

    /// With a new database on a server.
    fn with_database(server: &Server) -> Self {
        let machines = Self {
            sandbox: Sandbox::new(),
            password: Some(PASSWORD),
        };
        let address = server
            .network_address(OWNER, &server.database_of(OWNER).database)
            .to_string();
        for machine in ["laptop", "desktop"] {
            machines.json(machine, &["remote", "add", &address, "--machine", machine]);
        }
        machines
    }

    fn import(&self, machine: &str, number: u32, rows: u32) {
        let row = |at: u32| {
            let ended = format!(
                "20{:02}-{:02}-{:02}T12:{:02}:00Z",
                10 + number % 10,
                1 + at / 28 % 12,
                1 + at % 28,
                number % 60
            );
            row(
                &ended,
                200,
                &format!("Artist {}", at % 7),
                "Album",
                &format!("Track {number} {at}"),
            )
        };
        let rows: Vec<Value> = (0..rows).map(row).collect();
        let name = format!("{number}.json");
        self.sandbox.export(&name, &rows);
        self.json(machine, &["import", &name]);
    }

    #[track_caller]
    fn answers(&self, machine: &str) -> Vec<Value> {
        assert_eq!(self.json(machine, &["verify"])["troubles"], json!([]));
        let questions = [
            &["summary"][..],
            &["top", "tracks", "--limit", "400"],
            &["top", "artists", "--by", "time"],
            &["recent", "--limit", "50"],
            &["hidden"],
        ];
        questions.map(|question| self.json(machine, question)).into()
    }
}

fn plays(answer: &Value) -> (i64, &[Value]) {
    (
        answer["plays"].as_i64().unwrap(),
        answer["mismatches"].as_array().unwrap(),
    )
}

#[track_caller]
fn exchange_imports_undos_and_hidings(machines: &Machines) {
    machines.import("laptop", 1, 30);
    assert_eq!(plays(&machines.json("laptop", &["remote", "sync"])), (0, &[][..]));
    let exchanged = machines.json("desktop", &["remote", "sync"]);
    assert_eq!(
        (plays(&exchanged), &exchanged["rows_received"]),
        ((30, &[][..]), &json!(30))
    );
    assert_eq!(machines.answers("laptop"), machines.answers("desktop"));

    machines.json("desktop", &["hide", "artist", "Artist 3"]);
    machines.json("desktop", &["remote", "sync"]);
    machines.json("laptop", &["remote", "sync"]);
    assert_eq!(machines.json("laptop", &["hidden"])[0]["what"], "Artist 3");
    assert_eq!(machines.answers("laptop"), machines.answers("desktop"));

    machines.json("desktop", &["undo", "latest"]);
    machines.json("desktop", &["remote", "sync"]);
    assert_eq!(plays(&machines.json("laptop", &["remote", "sync"])), (-30, &[][..]));

    let status = machines.json("laptop", &["remote", "status"]);
    let machine = |at: usize| {
        (
            &status["last"]["machines"][at]["name"],
            &status["last"]["machines"][at]["is_this"],
        )
    };
    let mut known =
        [machine(0), machine(1)].map(|(name, is_this)| (name.as_str().unwrap(), is_this.as_bool().unwrap()));
    known.sort_unstable();
    assert_eq!(known, [("desktop", false), ("laptop", true)]);
}

#[test]
fn two_machines_with_a_folder_have_the_same_plays() {
    exchange_imports_undos_and_hidings(&Machines::with_folder());
}

#[test]
fn two_machines_with_a_database_have_the_same_plays_and_its_password_is_in_no_file() {
    let Some(server) = server::server() else { return };
    let machines = Machines::with_database(server);
    exchange_imports_undos_and_hidings(&machines);
    let listeners = machines.json("laptop", &["remote", "listeners"]);
    assert_eq!(listeners[0]["name"], "me");

    let mut folders = vec![machines.sandbox.path("laptop"), machines.sandbox.path("desktop")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let content = fs::read(&path).unwrap();
            let has_it = content.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes());
            assert!(!has_it, "{}", path.display());
        }
    }
    assert!(files > 2);
}

#[test]
fn a_remote_that_was_removed_is_exchanged_with_no_longer() {
    let machines = Machines::with_folder();
    let removed = machines.json("laptop", &["remote", "remove"]);
    assert!(removed["removed"].as_str().unwrap().ends_with("shared"));
    assert_eq!(machines.run("laptop", &["remote", "sync"]).error(), "no_remote");
    assert_eq!(machines.json("laptop", &["remote", "status"])["address"], Value::Null);
    assert_eq!(machines.json("laptop", &["remote", "remove"]), json!({"removed": null}));
}

#[test]
fn the_status_says_in_words_what_was_exchanged_and_what_failed() {
    let machines = Machines::with_folder();
    let status = || machines.text("laptop", &["remote", "status"]);
    let shared = machines.sandbox.path("shared");
    let address = shared.display();
    let first = format!("This machine, laptop, exchanges with {address}. It has not exchanged yet.\n");
    assert_eq!(status(), first);

    machines.import("laptop", 1, 30);
    machines.json("laptop", &["remote", "sync"]);
    machines.json("desktop", &["remote", "sync"]);
    machines.json("laptop", &["remote", "sync"]);
    let said = status();
    assert!(said.contains(": 0 rows sent, 0 rows received.\n\nMachine"), "{said}");
    let table: Vec<_> = said.lines().skip_while(|line| !line.starts_with("Machine")).collect();
    assert!(table[0].ends_with("Exchanged last"), "{said}");
    let has = |start: &str| table.iter().any(|line| line.starts_with(start));
    assert!(has("laptop (this one) ") && has("desktop "), "{said}");

    fs::remove_file(shared.join("tonearm-remote.json")).unwrap();
    assert_eq!(machines.run("laptop", &["remote", "sync"]).error(), "not_set_up");
    let said = status();
    assert!(
        said.contains("\nThe try at ") && said.contains("has no Tonearm remote in it"),
        "{said}"
    );

    machines.json("laptop", &["remote", "remove"]);
    assert!(status().contains("There is no remote. Add a folder or a database"));
}

#[test]
fn what_is_wrong_with_a_remote_is_named() {
    let sandbox = Sandbox::new();
    for (address, code) in [
        ("shared", "bad_address"),
        ("mysql://localhost/music", "bad_address"),
        ("postgres://robin@db.example.com/music?sslmode=disable", "bad_address"),
    ] {
        assert_eq!(
            sandbox.error(&["remote", "add", address]),
            (code.to_owned(), 1),
            "{address}"
        );
    }
    let machines = Machines::with_folder();
    fs::remove_dir_all(machines.sandbox.path("shared")).unwrap();
    assert_eq!(machines.run("laptop", &["remote", "sync"]).error(), "not_set_up");
    let failure = machines.json("laptop", &["remote", "status"])["last"]["failure"].clone();
    assert!(failure.as_str().unwrap().contains("drive is connected"), "{failure}");
    assert_eq!(machines.run("laptop", &["remote", "listeners"]).error(), "a_folder");
}

#[test]
fn what_a_server_refuses_is_named_and_never_with_the_password() {
    let Some(server) = server::server() else { return };
    let sandbox = Sandbox::new();
    let database = server.database_of(OWNER).database;
    for (user, password, database, code) in [
        (OWNER, "wrong one", database.as_str(), "wrong_password"),
        (OWNER, PASSWORD, "nowhere", "no_such_database"),
    ] {
        let password = password.replace(' ', "%20");
        let address = format!("postgres://{user}:{password}@127.0.0.1:{}/{database}", server.port);
        let refused = sandbox.run(&["remote", "add", &address, "--json"]);
        assert_eq!(refused.error(), code);
        assert!(
            !refused.err.contains("wrong one") && !refused.err.contains(PASSWORD),
            "{refused:?}"
        );
    }
}

/// Kills exchanges of both machines at moments spread over all the time they take.
#[track_caller]
fn survives_kills(machines: &Machines) {
    let kills = std::env::var("TONEARM_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(KILLS);
    machines.import("laptop", 0, 300);
    let began = Instant::now();
    machines.json("laptop", &["remote", "sync"]);
    let takes = began.elapsed();
    let mut alive = 0;
    for number in 1..=kills {
        let machine = if number % 2 == 0 { "laptop" } else { "desktop" };
        machines.import(machine, number, 60);
        for machine in ["laptop", "desktop"] {
            let mut command = machines.command(machine, &["remote", "sync"]);
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // Weyl's sequence: evenly spread for any number, the same in every run.
            std::thread::sleep(share(takes, number));
            alive += u32::from(child.try_wait().unwrap().is_none());
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
    println!("{alive} of {} were killed while running", 2 * kills);
    assert!(alive > kills / 4, "only {alive} were still running");
    for _ in 0..2 {
        for machine in ["laptop", "desktop"] {
            let exchanged = machines.json(machine, &["remote", "sync"]);
            assert_eq!(exchanged["mismatches"], json!([]));
        }
    }
    assert_eq!(machines.answers("laptop"), machines.answers("desktop"));
    let all = machines.json("laptop", &["summary"])["plays"].as_u64().unwrap();
    assert_eq!(all, u64::from(300 + 60 * kills));
}

fn share(of: Duration, number: u32) -> Duration {
    of.mul_f64((0.5 + f64::from(number) * 0.618_033_988_75).fract())
}

#[test]
fn exchanges_with_a_folder_that_are_killed_lose_and_double_nothing() {
    survives_kills(&Machines::with_folder());
}

#[test]
fn exchanges_with_a_database_that_are_killed_lose_and_double_nothing() {
    if let Some(server) = server::server() {
        survives_kills(&Machines::with_database(server));
    }
}
