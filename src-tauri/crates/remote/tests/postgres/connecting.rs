//! What is said when a server can't be reached, does not let anybody in, or can't be trusted.

use std::net::{Ipv4Addr, TcpListener};

use plays::MachineId;
use remote::{Database, DatabaseAddress, Host, Layout, Postgres, RemoteError, Tls};

use crate::{
    place::{Place, user},
    server::{OWNER, PASSWORD, Server, address, another, server},
};

fn refusal(address: &DatabaseAddress, password: Option<&str>) -> RemoteError {
    let why = Database::connect(address, password).unwrap_err();
    for text in [why.to_string(), format!("{why:?}")] {
        assert!(!text.contains(PASSWORD) && !text.contains("wrong password"), "{text}");
    }
    why
}

#[test]
fn a_password_opens_a_database_and_is_nowhere_to_be_seen() {
    let Some(server) = server() else { return };
    let address = server.network_address(OWNER, "postgres");
    let database = Database::connect(&address, Some(PASSWORD)).unwrap();
    assert!(!format!("{database:?}").contains(PASSWORD));
}

#[test]
fn a_wrong_password_and_none_are_named() {
    let Some(server) = server() else { return };
    let address = server.network_address(OWNER, "postgres");
    for password in [Some("wrong password"), None] {
        let why = refusal(&address, password);
        assert!(
            matches!(&why, RemoteError::WrongPassword { user, .. } if user == OWNER),
            "{why:?}"
        );
    }
    let nobody = server.network_address("nobody_of_this_name", "postgres");
    let why = refusal(&nobody, Some("wrong password"));
    assert!(matches!(why, RemoteError::WrongPassword { .. }), "{why:?}");
}

#[test]
fn a_database_that_is_not_there_is_named() {
    let Some(server) = server() else { return };
    let why = refusal(&server.address(OWNER, "no_music"), None);
    assert!(
        matches!(&why, RemoteError::NoSuchDatabase { database, .. } if database == "no_music"),
        "{why:?}"
    );
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let port = {
        let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        closed.local_addr().unwrap().port()
    };
    let why = refusal(&address(&format!("postgres://me@127.0.0.1:{port}/music")), None);
    let server = format!("127.0.0.1:{port}");
    assert!(
        matches!(&why, RemoteError::Unreachable { server: named, .. } if *named == server),
        "{why:?}"
    );
    assert!(why.may_pass());
    let why = refusal(&address("postgres://me@nowhere.invalid/music?connect_timeout=1"), None);
    assert!(matches!(why, RemoteError::Unreachable { .. }), "{why:?}");
}

#[test]
fn what_accepts_a_connection_and_says_nothing_is_not_waited_for_for_ever() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = silent.local_addr().unwrap().port();
    let why = refusal(
        &address(&format!("postgres://me@127.0.0.1:{port}/music?connect_timeout=1")),
        None,
    );
    assert!(matches!(why, RemoteError::Unreachable { .. }), "{why:?}");
}

fn over_tls(server: &Server, host: &str, tls: Tls) -> DatabaseAddress {
    DatabaseAddress {
        host: Host::Network(host.to_owned()),
        tls,
        ..server.network_address(OWNER, "postgres")
    }
}

#[test]
fn a_certificate_is_trusted_only_if_it_is_signed_by_the_right_one_for_the_right_host() {
    let Some(server) = server() else { return };
    let Some(authority) = server.authority() else {
        println!("skipped: the server has no certificate");
        return;
    };
    let trusted = over_tls(server, "localhost", Tls::File(authority.clone()));
    let mut database = Database::connect(&trusted, Some(PASSWORD)).unwrap();
    assert!(
        matches!(database.listeners(), Err(RemoteError::NoSchema(_))),
        "it answers"
    );

    let by_number = over_tls(server, "127.0.0.1", Tls::File(authority));
    let unknown = over_tls(server, "localhost", Tls::System);
    for address in [by_number, unknown] {
        let why = refusal(&address, Some(PASSWORD));
        assert!(matches!(why, RemoteError::NotTrusted { .. }), "{why:?}");
    }
    let no_file = over_tls(server, "localhost", Tls::File("/nowhere.pem".into()));
    let why = refusal(&no_file, Some(PASSWORD));
    assert!(matches!(why, RemoteError::Certificates { .. }), "{why:?}");
}

#[test]
fn a_server_without_tls_gets_no_password() {
    let Some(server) = another() else { return };
    let why = refusal(&over_tls(server, "localhost", Tls::System), Some(PASSWORD));
    assert!(matches!(why, RemoteError::NoTls(_)), "{why:?}");
}

#[test]
fn a_database_that_can_only_be_read_is_named() {
    let Some(server) = server() else { return };
    let address = server.database_of(OWNER);
    let sql = format!(
        "ALTER DATABASE {} SET default_transaction_read_only = on",
        address.database
    );
    server.admin("postgres").batch_execute(&sql).unwrap();
    let why = refusal(&address, None);
    assert!(matches!(why, RemoteError::ReadOnly(_)), "{why:?}");
}

#[test]
fn a_database_that_can_not_keep_all_names_is_named() {
    let Some(server) = server() else { return };
    let name = user();
    let sql = format!("CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    server.admin("postgres").batch_execute(&sql).unwrap();
    let why = refusal(&server.address(OWNER, &name), None);
    assert!(
        matches!(&why, RemoteError::NotUnicode(encoding) if encoding == "LATIN1"),
        "{why:?}"
    );
}

#[test]
fn a_database_of_nobody_of_a_newer_program_and_without_rights_are_named() {
    let Some(server) = server() else { return };
    let address = server.database_of(OWNER);
    let open = || Postgres::open(&address, None, MachineId([1; 16]), None).unwrap_err();
    assert!(matches!(open(), RemoteError::NoSchema(database) if database == address.database));

    Database::connect(&address, None).unwrap().init(Layout::Plain).unwrap();
    assert!(matches!(open(), RemoteError::NoListener));

    let stranger = user();
    server.add_user(&stranger, "");
    let stranger = server.address(&stranger, &address.database);
    let why = Postgres::open(&stranger, None, MachineId([1; 16]), None).unwrap_err();
    assert!(matches!(why, RemoteError::NoRights(_)), "{why:?}");
    let why = Database::connect(&stranger, None)
        .unwrap()
        .init(Layout::Plain)
        .unwrap_err();
    assert!(matches!(why, RemoteError::NoRights(_)), "{why:?}");

    let newer = "INSERT INTO tonearm.migration VALUES (77, 'plain')";
    server.admin(&address.database).batch_execute(newer).unwrap();
    assert!(matches!(open(), RemoteError::TooNew { found: 77, .. }));
    let init = Database::connect(&address, None).unwrap().init(Layout::Plain);
    assert!(matches!(init, Err(RemoteError::TooNew { found: 77, .. })));
}

#[test]
fn the_only_listener_is_taken_and_of_several_one_has_to_be_chosen() {
    let Some(place) = Place::database() else { return };
    let open = |listener: Option<&str>| Postgres::open(place.address(), None, MachineId([1; 16]), listener);
    let only = open(None).unwrap().listener();
    let mut database = Database::connect(place.address(), None).unwrap();
    let other = database.add_listener("Mimi").unwrap();
    assert!(other.has_role);
    assert!(matches!(open(None), Err(RemoteError::SeveralListeners(names)) if names.len() == 2));
    assert_eq!(open(Some("me")).unwrap().listener(), only);
    assert_eq!(
        open(Some(&other.listener.id.to_string())).unwrap().listener(),
        other.listener.id
    );
    let nobody = open(Some("Alan")).unwrap_err();
    assert!(
        matches!(&nobody, RemoteError::NoSuchListener { known, .. } if known.len() == 2),
        "{nobody}"
    );
    assert_eq!(database.listeners().unwrap().len(), 2);
}

#[test]
fn an_account_is_written_down_once() {
    let Some(place) = Place::database() else { return };
    let open = || Postgres::open(place.address(), None, MachineId([1; 16]), None).unwrap();
    assert_eq!(open().account().unwrap(), None);
    open().set_account("mine").unwrap();
    open().set_account("mine").unwrap();
    assert!(matches!(open().set_account("another"), Err(RemoteError::OtherAccount)));
    assert_eq!(open().account().unwrap().as_deref(), Some("mine"));
}
