use std::time::Duration;

use super::*;

/// A whole path, as each system writes one.
const CERTIFICATES: &str = if cfg!(windows) { "C:/keys/ca.pem" } else { "/etc/ca.pem" };

fn database(text: &str) -> (DatabaseAddress, Option<String>) {
    match Address::parse(text) {
        Ok((Address::Database(address), password)) => (*address, password),
        other => panic!("{text}: {other:?}"),
    }
}

fn refusal(text: &str) -> String {
    match Address::parse(text) {
        Err(why) => why.to_string(),
        Ok((address, _)) => panic!("{text} was taken for {address:?}"),
    }
}

#[cfg(unix)]
#[test]
fn a_whole_path_is_a_folder_and_a_part_of_one_is_refused() {
    assert_eq!(
        Address::parse(" /srv/music ").unwrap(),
        (Address::Folder("/srv/music".into()), None)
    );
    for part in ["music", "./music", "~/music", ""] {
        assert!(refusal(part).contains("whole path"), "{part}");
    }
}

#[test]
fn other_kinds_of_urls_are_refused_by_name() {
    assert!(refusal("mysql://me:secret@host/db").contains("mysql"));
    assert!(!refusal("mysql://me:secret@host/db").contains("secret"));
    assert!(refusal("file:///srv/music").contains("file"));
}

#[test]
fn every_part_of_a_url_is_read() {
    let (address, password) = database(&format!(
        "postgresql://me%40home:p%2Fw%20d@db.example:6543/my%20music?sslrootcert={CERTIFICATES}&connect_timeout=3&application_name=x",
    ));
    assert_eq!(password.as_deref(), Some("p/w d"));
    assert_eq!(
        address,
        DatabaseAddress {
            user: "me@home".into(),
            host: Host::Network("db.example".into()),
            port: 6543,
            database: "my music".into(),
            tls: Tls::File(CERTIFICATES.into()),
            connect_timeout: Duration::from_secs(3),
        }
    );
}

#[test]
fn what_is_left_out_is_what_it_mostly_is() {
    let (address, password) = database("postgres://me@db.example");
    assert_eq!((address.port, address.database.as_str(), password), (5432, "me", None));
    assert_eq!(address.tls, Tls::System);
    assert_eq!(database("postgres://me@/db").0.host, Host::Network("localhost".into()));
    assert!(refusal("postgres://db.example/music").contains("who signs in"));
}

#[test]
fn the_password_is_never_shown() {
    let text = "postgres://me:hunter2@db.example/music";
    let (address, _) = Address::parse(text).unwrap();
    assert_eq!(address.to_string(), "postgres://me@db.example/music");
    assert!(!format!("{address:?}").contains("hunter2"));
    for wrong in [
        "postgres://me:hunter2@db.example:port/music",
        "postgres://me:hunter2@a,b/music",
        "postgres://me:hunter2@db.example/music?sslmode=disable",
        "postgres://me@db.example/music?password=hunter2",
        "postgres://me:hunter2@[db.example/music",
        "postgres://me:hunter2@db.example/music#x",
    ] {
        assert!(!refusal(wrong).contains("hunter2"), "{wrong}");
    }
}

#[test]
fn an_address_that_was_shown_is_read_as_the_same() {
    let with_certificates =
        format!("postgres://me%40home@db.example:6543/my%20music?sslrootcert={CERTIFICATES}&connect_timeout=3");
    for text in [
        "postgres://me@db.example/music",
        &with_certificates,
        "postgres://me@[2001:db8::1]/music",
        "postgres://me@[::1]:6543/music?sslmode=require",
        "postgres://me@%2Frun%2Fpostgresql/music",
        "postgres://me@127.0.0.1/music?sslmode=disable",
    ] {
        let address = database(text).0;
        assert_eq!(database(&address.to_string()).0, address, "{text}");
    }
}

#[test]
fn hosts_may_be_numbers_and_sockets() {
    assert_eq!(
        database("postgres://me@[2001:db8::1]/music").0.host,
        Host::Network("2001:db8::1".into())
    );
    for socket in [
        "postgres://me@%2Frun%2Fpostgresql/music",
        "postgres://me@/music?host=/run/postgresql",
        "postgres://me@/music?host=%2Frun%2Fpostgresql",
    ] {
        let address = database(socket).0;
        assert_eq!(address.host, Host::Socket("/run/postgresql".into()), "{socket}");
        assert_eq!(
            (address.tls, address.database),
            (Tls::Plain, "music".into()),
            "{socket}"
        );
    }
    assert_eq!(database("postgres://me@:6543/music?host=/run").0.port, 6543);
    assert!(refusal("postgres://me@/music?host=db.example").contains("before the slash"));
}

#[test]
fn several_hosts_and_unknown_parameters_are_refused_by_name() {
    assert!(refusal("postgres://me@a:1,b:2/music").contains("several hosts"));
    assert!(refusal("postgres://me@a/music?host=/run").contains("two hosts"));
    assert!(refusal("postgres://me@a/music?target_session_attrs=any").contains("target_session_attrs"));
    assert!(refusal("postgres://me@a/music?connect_timeout=soon").contains("connect_timeout"));
    assert!(refusal("postgres://me@a/music?sslmode=maybe").contains("maybe"));
}

#[test]
fn plain_text_stays_on_this_computer() {
    for local in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "[::1]"] {
        for mode in ["disable", "allow", "prefer"] {
            let text = format!("postgres://me@{local}/music?sslmode={mode}");
            assert_eq!(database(&text).0.tls, Tls::Plain, "{text}");
        }
    }
    for far in [
        "db.example",
        "localhost.example",
        "192.168.1.2",
        "[fe80::1]",
        "128.0.0.1",
    ] {
        for mode in ["disable", "allow", "prefer"] {
            let why = refusal(&format!("postgres://me@{far}/music?sslmode={mode}"));
            assert!(why.contains("leave it out") && why.contains(mode), "{why}");
        }
        for mode in ["", "?sslmode=require", "?sslmode=verify-ca", "?sslmode=verify-full"] {
            let text = format!("postgres://me@{far}/music{mode}");
            assert_eq!(database(&text).0.tls, Tls::System, "{text}");
        }
    }
    assert_eq!(
        database("postgres://me@localhost/music?sslmode=verify-full").0.tls,
        Tls::System
    );
    assert!(refusal("postgres://me@/music?host=/run&sslmode=require").contains("socket"));
    assert!(refusal("postgres://me@a/music?sslrootcert=ca.pem").contains("whole path"));
}
