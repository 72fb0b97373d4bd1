//! Other machines, as the page shows them, and the places that it names.

use host::machine_name;
use library::{LastExchange, RemoteSettings};
use remote::{Address, DatabaseAddress, Host, InvalidAddress, Tls};
use vault::SecretStorage;

use crate::{
    exchange_slot::{ExchangeFailure, ExchangeState},
    ipc::{
        error::{UiError, of_exchange, of_words},
        number::{count, number, secs_since_1970},
        view,
    },
};

/// How it stands with the other machines. `storage` says where the password is kept, if that is known.
/// The caller gives it a revision.
pub(crate) fn other_machines(
    remote: Option<RemoteSettings>,
    last: Option<LastExchange>,
    state: &ExchangeState,
    storage: Option<SecretStorage>,
) -> view::OtherMachines {
    view::OtherMachines {
        running: state.running.map(|progress| view::RunningExchange {
            done: count(progress.done),
            total: count(progress.total),
            stopping: state.is_stopping,
        }),
        remote: remote.map(|remote| shown_remote(remote, last, state, storage)),
        usual_name: machine_name(),
        revision: 0,
    }
}

fn shown_remote(
    remote: RemoteSettings,
    last: Option<LastExchange>,
    state: &ExchangeState,
    storage: Option<SecretStorage>,
) -> view::Remote {
    let kind = match Address::parse(&remote.address) {
        Ok((Address::Database(_), _)) => view::RemoteKind::Database,
        _ => view::RemoteKind::Folder,
    };
    let told = last.as_ref().and_then(|last| last.failure.as_deref());
    let failure = state.failure.as_ref().filter(|failure| is_of_now(failure, told));
    view::Remote {
        kind,
        password: storage.filter(|_| kind == view::RemoteKind::Database).map(Into::into),
        failure: match failure {
            Some(failure) => Some(of_exchange(&failure.error, &remote.address)),
            None => told.map(of_words),
        },
        retry_secs: failure.and_then(|failure| failure.retry_at).map(secs_since_1970),
        last: last.and_then(shown_exchange),
        address: remote.address,
        listener: remote.listener,
        machine_name: remote.machine_name,
    }
}

/// The command line may have exchanged since, and what the archive tells is newer then.
fn is_of_now(failure: &ExchangeFailure, told: Option<&str>) -> bool {
    failure.noted.as_deref().is_none_or(|noted| told == Some(noted))
}

fn shown_exchange(last: LastExchange) -> Option<view::LastExchange> {
    let mut machines: Vec<_> = last
        .machines
        .into_iter()
        .map(|machine| view::Machine {
            id: machine.id,
            name: machine.name,
            last_secs: secs_since_1970(machine.last_at),
            is_this: machine.is_this,
        })
        .collect();
    machines.sort_by_key(|machine| (!machine.is_this, std::cmp::Reverse(machine.last_secs)));
    Some(view::LastExchange {
        done_secs: secs_since_1970(last.done_at?),
        rows_sent: number(last.rows_sent),
        rows_received: number(last.rows_received),
        machines,
        mismatches: last.mismatches,
    })
}

/// The address of a database that was typed field by field. Reading it as a URL checks it.
pub(crate) fn database_url(host: &str, port: &str, database: &str, user: &str) -> Result<String, UiError> {
    let host = host.trim().trim_start_matches('[').trim_end_matches(']');
    let host = match host {
        "" => Host::Network("localhost".to_owned()),
        folder if folder.starts_with('/') => Host::Socket(folder.into()),
        name => Host::Network(name.to_owned()),
    };
    let port = match port.trim() {
        "" => Ok(5432),
        port => port.parse(),
    };
    let port =
        port.map_err(|_| bad_address("The port is a number from 1 to 65535; leave it empty for the usual one."))?;
    let user = user.trim();
    if user.is_empty() {
        return Err(bad_address("Write the name of the user who signs in there."));
    }
    let address = DatabaseAddress {
        tls: if host.is_local() { Tls::Plain } else { Tls::System },
        host,
        port,
        user: user.to_owned(),
        database: match database.trim() {
            "" => user.to_owned(),
            name => name.to_owned(),
        },
        connect_timeout: std::time::Duration::from_secs(10),
    };
    Ok(address.to_string())
}

/// A database's address that was typed, and the password in it.
pub(crate) fn database_address(url: &str) -> Result<(Address, Option<String>), UiError> {
    match Address::parse(url).map_err(|why: InvalidAddress| bad_address(&why.to_string()))? {
        // The page names folders by the number of a choice and never by their path.
        (Address::Folder(_), _) => Err(bad_address(
            "Write the address of a database, as in postgres://USER@HOST/DATABASE.",
        )),
        database => Ok(database),
    }
}

fn bad_address(why: &str) -> UiError {
    UiError::RemoteFailed {
        problem: view::RemoteProblem::BadAddress { why: why.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(host: &str, port: &str, database: &str, user: &str) -> String {
        let url = database_url(host, port, database, user).unwrap();
        database_address(&url).unwrap().0.to_string()
    }

    #[test]
    fn fields_make_the_address_that_would_have_been_typed() {
        assert_eq!(
            typed(" attic.lan ", "", "tonearm", "music"),
            "postgres://music@attic.lan/tonearm"
        );
        assert_eq!(typed("::1", "5433", "", "me"), "postgres://me@[::1]:5433/me");
        assert_eq!(
            typed("attic.lan", "", "a/b", "u@home"),
            "postgres://u%40home@attic.lan/a%2Fb"
        );
    }

    #[test]
    fn a_path_is_no_address_of_a_database() {
        assert!(database_address("/etc").is_err());
        assert!(database_url("attic.lan", "none", "tonearm", "music").is_err());
        assert!(database_url("attic.lan", "", "tonearm", " ").is_err());
    }

    #[test]
    fn a_failure_that_the_command_line_has_overcome_is_not_shown() {
        let failure = |noted: Option<&str>| ExchangeFailure {
            error: std::sync::Arc::new(library::ExchangeError::AnotherListener),
            noted: noted.map(str::to_owned),
            retry_at: None,
        };
        assert!(is_of_now(&failure(Some("gone")), Some("gone")));
        assert!(!is_of_now(&failure(Some("gone")), None));
        assert!(is_of_now(&failure(None), None), "nobody could write it down");
    }
}
