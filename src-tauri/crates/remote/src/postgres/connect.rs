//! Gets a connection to a server that is new enough and can be written to, within a time that somebody is willing to wait.

use std::{sync::mpsc, thread, time::Duration};

use postgres::{Client, Config, config::SslMode};

use super::{
    failure::{explained, explained_connecting},
    tls,
};
use crate::{DatabaseAddress, Host, RemoteError, Tls};

const OLDEST_SERVER: i32 = 130_000;
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(10);
const KEEPALIVE_RETRIES: u32 = 3;
/// How many times as long as for a connection is waited for it and all that follows: whatever accepts it may be no server at all.
const PATIENCE: u32 = 3;

/// What a server is like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Traits {
    /// As in `server_version_num`.
    pub(super) version: i32,
    /// Whether this user may have temporary tables.
    pub(super) has_temporary: bool,
    /// Whether it is PostgreSQL itself, and no cluster that speaks its protocol and cuts a COPY in pieces or refuses it.
    pub(super) is_postgresql: bool,
}

pub(super) fn connect(address: &DatabaseAddress, password: Option<&str>) -> Result<(Client, Traits), RemoteError> {
    let mut config = Config::new();
    config
        .user(&address.user)
        .dbname(&address.database)
        .port(address.port)
        .application_name("Tonearm")
        .connect_timeout(address.connect_timeout)
        .keepalives(true)
        .keepalives_idle(KEEPALIVE_IDLE)
        .keepalives_interval(KEEPALIVE_INTERVAL)
        .keepalives_retries(KEEPALIVE_RETRIES)
        .ssl_mode(match address.tls {
            Tls::Plain => SslMode::Disable,
            Tls::System | Tls::File(_) => SslMode::Require,
        });
    match &address.host {
        Host::Network(name) => config.host(name),
        Host::Socket(folder) => config.host(&folder.to_string_lossy()),
    };
    if let Some(password) = password {
        config.password(password);
    }
    let connector = tls::connector(address)?;

    // The driver waits for ever for a server that accepts the connection and then says nothing. Such a wait is left to itself.
    let (connected, connection) = mpsc::channel();
    thread::spawn(move || _ = connected.send(config.connect(connector)));
    let mut client = match connection.recv_timeout(address.connect_timeout * PATIENCE) {
        Ok(client) => client.map_err(|why| explained_connecting(why, address))?,
        Err(_) => {
            return Err(RemoteError::Unreachable {
                server: format!("{}:{}", address.host_name(), address.port),
                why: "it does not answer".to_owned(),
            });
        }
    };
    let traits = look_at(&mut client, address)?;
    Ok((client, traits))
}

fn look_at(client: &mut Client, address: &DatabaseAddress) -> Result<Traits, RemoteError> {
    let failed = |why| explained(why, address);
    // A long write takes as long as it takes, but it does not wait for ever for somebody else.
    client
        .batch_execute("SET lock_timeout = '30s'; SET statement_timeout = 0; SET client_min_messages = warning")
        .map_err(failed)?;
    let row = client
        .query_one(
            "SELECT
                current_setting('server_version_num')::integer,
                current_setting('server_version'),
                current_setting('server_encoding'),
                pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,
                has_database_privilege(current_database(), 'TEMPORARY'),
                version() LIKE 'PostgreSQL %' AND version() NOT LIKE '%-YB-%'",
            &[],
        )
        .map_err(failed)?;
    let traits = Traits {
        version: row.get(0),
        has_temporary: row.get(4),
        is_postgresql: row.get(5),
    };
    if traits.version < OLDEST_SERVER {
        return Err(RemoteError::ServerTooOld(row.get(1)));
    }
    let encoding: String = row.get(2);
    if encoding != "UTF8" {
        return Err(RemoteError::NotUnicode(encoding));
    }
    if row.get(3) {
        return Err(RemoteError::ReadOnly(format!(
            "{}:{}",
            address.host_name(),
            address.port
        )));
    }
    Ok(traits)
}
