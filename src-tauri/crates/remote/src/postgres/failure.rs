//! What PostgreSQL says went wrong, as the listener's next step.

use std::{error::Error as _, io};

use postgres::{Error, error::SqlState};

use crate::{DatabaseAddress, RemoteError};

/// Something failed within a transaction.
#[derive(Debug)]
pub(super) enum Failure {
    /// At the server.
    Sql(Error),
    /// Here.
    Remote(RemoteError),
}

impl Failure {
    /// Whether the same transaction may work when it is done again, because others were in its way.
    pub(super) fn is_conflict(&self) -> bool {
        let code = match self {
            Self::Sql(error) => error.code(),
            Self::Remote(_) => None,
        };
        let others = [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            // They have added what was not there a moment before.
            SqlState::UNIQUE_VIOLATION,
        ];
        code.is_some_and(|code| others.contains(code))
    }

    /// Whether the server does not know what it was asked for.
    pub(super) fn is_unsupported(&self) -> bool {
        matches!(self, Self::Sql(error) if error.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED))
    }

    /// Whether a right was missing.
    pub(super) fn is_forbidden(&self) -> bool {
        matches!(self, Self::Sql(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Sql(error)
    }
}

impl From<RemoteError> for Failure {
    fn from(error: RemoteError) -> Self {
        Self::Remote(error)
    }
}

/// What it means for the listener.
pub(super) fn explained(failure: impl Into<Failure>, address: &DatabaseAddress) -> RemoteError {
    let error = match failure.into() {
        Failure::Remote(error) => return error,
        Failure::Sql(error) => error,
    };
    let server = || format!("{}:{}", address.host_name(), address.port);
    let Some(database) = error.as_db_error() else {
        return match error.source().and_then(|why| why.downcast_ref::<io::Error>()) {
            Some(why) => RemoteError::Lost(why.to_string()),
            None if error.is_closed() => RemoteError::Lost("the server closed it".to_owned()),
            None => RemoteError::Database(in_words(&error)),
        };
    };
    let code = database.code();
    let said = || {
        let message = database.message();
        format!("{message} ({})", code.code())
    };
    match code {
        code if [
            SqlState::INVALID_PASSWORD,
            SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
        ]
        .contains(code) =>
        {
            RemoteError::WrongPassword {
                server: server(),
                user: address.user.clone(),
                why: database.message().to_owned(),
            }
        }
        code if *code == SqlState::INVALID_CATALOG_NAME => RemoteError::NoSuchDatabase {
            server: server(),
            database: address.database.clone(),
        },
        code if *code == SqlState::INSUFFICIENT_PRIVILEGE => RemoteError::NoRights(database.message().to_owned()),
        code if *code == SqlState::READ_ONLY_SQL_TRANSACTION => RemoteError::ReadOnly(server()),
        code if [
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::UNIQUE_VIOLATION,
        ]
        .contains(code) =>
        {
            RemoteError::Busy
        }
        code if [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::IDLE_SESSION_TIMEOUT,
            SqlState::CONNECTION_FAILURE,
        ]
        .contains(code) =>
        {
            RemoteError::Lost(said())
        }
        code if [SqlState::CANNOT_CONNECT_NOW, SqlState::TOO_MANY_CONNECTIONS].contains(code) => {
            RemoteError::Unreachable {
                server: server(),
                why: said(),
            }
        }
        _ => {
            if let Some(detail) = database.detail() {
                log::info!("the database says of {}: {detail}", said());
            }
            RemoteError::Database(said())
        }
    }
}

/// The same for an error on the way to a connection.
pub(super) fn explained_connecting(error: Error, address: &DatabaseAddress) -> RemoteError {
    let server = format!("{}:{}", address.host_name(), address.port);
    if error.as_db_error().is_some() {
        return explained(error, address);
    }
    let cause = error.source();
    if let Some(io) = cause.and_then(|cause| cause.downcast_ref::<io::Error>()) {
        let tls = io.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        return match tls {
            Some(why) => RemoteError::NotTrusted {
                server,
                why: why.to_string(),
            },
            None => RemoteError::Unreachable {
                server,
                why: io.to_string(),
            },
        };
    }
    // The driver has no other sign of it than these words. A test sees whether they are still the same.
    if cause.is_some_and(|cause| cause.to_string() == "server does not support TLS") {
        return RemoteError::NoTls(server);
    }
    if cause.is_some_and(|cause| cause.to_string() == "password missing") {
        return RemoteError::WrongPassword {
            server,
            user: address.user.clone(),
            why: "it asks for a password".to_owned(),
        };
    }
    RemoteError::Unreachable {
        server,
        why: in_words(&error),
    }
}

fn in_words(error: &Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
