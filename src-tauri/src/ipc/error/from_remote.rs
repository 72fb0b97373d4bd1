//! From errors about the place where machines meet to the listener's. Logs nothing: their words name the place.

use library::ExchangeError;
use remote::RemoteError;

use super::UiError;
use crate::ipc::view::remote_problem::{Listener, RemoteProblem};

/// `address` is the place that it is about.
pub(crate) fn of_remote(error: &RemoteError, address: &str) -> UiError {
    UiError::RemoteFailed {
        problem: problem(error, address),
    }
}

/// The same for an exchange.
pub(crate) fn of_exchange(error: &ExchangeError, address: &str) -> UiError {
    match error {
        ExchangeError::Archive(error) => error.into(),
        ExchangeError::Remote(error) => of_remote(error, address),
        ExchangeError::AnotherListener => UiError::RemoteFailed {
            problem: RemoteProblem::AnotherListener,
        },
        ExchangeError::Stopped => of_words(&error.to_string()),
    }
}

/// A failure of which only the words are known, such as one of an earlier run.
pub(crate) fn of_words(why: &str) -> UiError {
    UiError::RemoteFailed {
        problem: RemoteProblem::Other { why: why.to_owned() },
    }
}

fn problem(error: &RemoteError, address: &str) -> RemoteProblem {
    match error {
        RemoteError::Address(error) => RemoteProblem::BadAddress { why: error.to_string() },
        RemoteError::NotSetUp(_) => RemoteProblem::FolderMissing {
            folder: address.to_owned(),
        },
        RemoteError::NoDrive(place) => RemoteProblem::NoDrive {
            place: place.display().to_string(),
        },
        RemoteError::NoSchema(database) => RemoteProblem::NotSetUp {
            database: database.clone(),
        },
        RemoteError::TooNew { .. } => RemoteProblem::TooNew,
        RemoteError::TooOld { .. } => RemoteProblem::TooOld,
        RemoteError::File { path, why } => RemoteProblem::FileFailed {
            path: path.display().to_string(),
            why: why.to_string(),
        },
        RemoteError::Damaged { .. } | RemoteError::NotUnderstood(_) | RemoteError::Undone(_) => {
            RemoteProblem::Damaged { why: error.to_string() }
        }
        RemoteError::Unreachable { server, why } => RemoteProblem::Unreachable {
            server: server.clone(),
            why: why.clone(),
        },
        RemoteError::WrongPassword { server, user, .. } => RemoteProblem::WrongPassword {
            server: server.clone(),
            user: user.clone(),
        },
        RemoteError::NoSuchDatabase { server, database } => RemoteProblem::NoSuchDatabase {
            server: server.clone(),
            database: database.clone(),
        },
        RemoteError::NoTls(server) => RemoteProblem::NoTls { server: server.clone() },
        RemoteError::NotTrusted { server, why } => RemoteProblem::NotTrusted {
            server: server.clone(),
            why: why.clone(),
        },
        RemoteError::Certificates { path, why } => RemoteProblem::BadCertificates {
            file: path.display().to_string(),
            why: why.clone(),
        },
        RemoteError::NoRights(why) => RemoteProblem::NoRights { why: why.clone() },
        RemoteError::ServerTooOld(version) => RemoteProblem::ServerTooOld {
            version: version.clone(),
        },
        RemoteError::NotUnicode(encoding) => RemoteProblem::NotUnicode {
            encoding: encoding.clone(),
        },
        RemoteError::ReadOnly(server) => RemoteProblem::ReadOnlyServer { server: server.clone() },
        RemoteError::NoSuchListener { wanted, known } => RemoteProblem::NoSuchListener {
            wanted: wanted.clone(),
            known: known.clone(),
        },
        RemoteError::NoListener => RemoteProblem::NoListener,
        RemoteError::SeveralListeners(listeners) => RemoteProblem::SeveralListeners {
            listeners: listeners.iter().map(choice).collect(),
        },
        RemoteError::OtherAccount => RemoteProblem::AnotherListener,
        RemoteError::Lost(why) => RemoteProblem::ConnectionLost { why: why.clone() },
        RemoteError::Busy => RemoteProblem::Busy,
        RemoteError::NoExtension(_) | RemoteError::Database(_) => RemoteProblem::Other { why: error.to_string() },
    }
}

fn choice(listener: &remote::Listener) -> Listener {
    Listener {
        id: listener.id.to_string(),
        name: listener.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_gone_is_named() {
        let gone = problem(
            &RemoteError::NotSetUp("The folder /media/stick".to_owned()),
            "/media/stick",
        );
        let folder = "/media/stick".to_owned();
        assert_eq!(gone, RemoteProblem::FolderMissing { folder });
    }
}
