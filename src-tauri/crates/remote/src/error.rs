//! What can go wrong with a remote, in words that say what to do next.

use std::{io, path::PathBuf};

use plays::{PartId, SourceKey};

use crate::{InvalidAddress, Listener};

/// Something about a remote did not work. Nothing is lost: whatever was exchanged before stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The address can't be used.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The folder is not there, or has no remote in it.
    #[error(
        "{0} has no Tonearm remote in it. If it lies on a drive, see that the drive is connected; to begin a remote there, run \
         `tonearm-cli remote init`"
    )]
    NotSetUp(String),
    /// The drive that the folder belongs on is not connected.
    #[error("there is no drive at {}: connect it and try again, or choose another folder", .0.display())]
    NoDrive(PathBuf),
    /// A newer program has set it up.
    #[error(
        "the remote was set up by a newer Tonearm (format {found}, this one knows {known}): update Tonearm on this machine"
    )]
    TooNew {
        /// The remote's format.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// A file of a folder can't be read or written.
    #[error("{path} can't be read or written: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        why: io::Error,
    },
    /// What the remote has of a part is not what was written.
    #[error("what the remote has of source {} is damaged: {why}", part.source)]
    Damaged {
        /// Which part.
        part: PartId,
        /// What is wrong with it.
        why: String,
    },
    /// Something else than parts is not what was written.
    #[error("the remote can't be understood: {0}")]
    NotUnderstood(String),
    /// The part is of a source that was undone, and is not wanted any more.
    #[error("source {0} was undone on another machine: exchange again, and it goes here, too")]
    Undone(SourceKey),
    /// A server does not answer.
    #[error(
        "the server {server} can't be reached: {why}. See that it runs, that this machine is online, and that the host and the port \
         are right"
    )]
    Unreachable {
        /// Its host and port.
        server: String,
        /// Why.
        why: String,
    },
    /// A server does not let the user in.
    #[error(
        "the server {server} does not let {user} in ({why}): enter the password again, or ask whoever looks after the server"
    )]
    WrongPassword {
        /// Its host and port.
        server: String,
        /// Who signs in.
        user: String,
        /// What the server says.
        why: String,
    },
    /// There is no such database.
    #[error(
        "the server {server} has no database named {database}: correct the name, or create it there (createdb {database})"
    )]
    NoSuchDatabase {
        /// Its host and port.
        server: String,
        /// The name.
        database: String,
    },
    /// A server has no TLS.
    #[error(
        "the server {0} offers no encrypted connection, and without one all that is sent could be read on the way: turn TLS on there \
         (ssl = on in postgresql.conf)"
    )]
    NoTls(String),
    /// A server's certificate is not trusted.
    #[error(
        "the certificate of {server} is not trusted: {why}. If it is your own, add sslrootcert=FILE.pem with the certificate that \
         signed it; it has to name the host as the address does"
    )]
    NotTrusted {
        /// Its host and port.
        server: String,
        /// What is wrong with it.
        why: String,
    },
    /// The file with trusted certificates can't be used.
    #[error("{path} has no certificates that can be used ({why}): give a PEM file in sslrootcert")]
    Certificates {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The user lacks a right.
    #[error("the database does not allow it ({0}): sign in as its owner, or ask whoever looks after it for the right")]
    NoRights(String),
    /// The server is too old.
    #[error("the server is PostgreSQL {0}, and Tonearm needs 13 or newer: update the server")]
    ServerTooOld(String),
    /// The database can't keep all texts.
    #[error(
        "the database keeps texts as {0} and can't keep all names: create one with ENCODING 'UTF8' (createdb -E UTF8)"
    )]
    NotUnicode(String),
    /// The server can't be written to.
    #[error("the server {0} can only be read, as a standby can: connect to the one that it follows")]
    ReadOnly(String),
    /// The server lacks an extension.
    #[error("the server has no extension {0}: install it there, or choose another layout")]
    NoExtension(&'static str),
    /// There is no remote in the database.
    #[error("the database {0} has no Tonearm remote in it: set it up with `tonearm-cli remote init`")]
    NoSchema(String),
    /// An older program has set it up, and this user may not bring it up to date.
    #[error(
        "the remote was set up by an older Tonearm (format {found}, this one needs {known}): run `tonearm-cli remote init` as the \
         owner of the database"
    )]
    TooOld {
        /// The remote's format.
        found: u32,
        /// The one that is needed.
        known: u32,
    },
    /// The database has no such listener.
    #[error("the database has no listener {wanted}; it has {}", listed(known))]
    NoSuchListener {
        /// Who was asked for.
        wanted: String,
        /// The names of those that are there.
        known: Vec<String>,
    },
    /// The database has nobody's history yet, or none that the user may see.
    #[error(
        "the database has no listener that you may see: add one with `tonearm-cli remote listeners --add NAME`, or ask whoever looks \
         after it for the listener's role"
    )]
    NoListener,
    /// The database has the histories of several.
    #[error("the database has several listeners: choose one of {}", choices(.0))]
    SeveralListeners(Vec<Listener>),
    /// The remote has the history of another account.
    #[error("the listener in the remote has another Spotify account: choose the right listener, or add one")]
    OtherAccount,
    /// The connection broke. What was being sent is not there.
    #[error("the connection was lost ({0}): try again, and the exchange goes on from where it was")]
    Lost(String),
    /// Others are writing the same.
    #[error("others have been writing to the remote for too long: try again later")]
    Busy,
    /// Anything else that a database says.
    #[error("the database could not do it: {0}")]
    Database(String),
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "none that you may see".to_owned();
    }
    names.join(", ")
}

/// With their numbers, for names may be the same.
fn choices(listeners: &[Listener]) -> String {
    let choice = |listener: &Listener| format!("{} ({})", listener.name, listener.id);
    listeners.iter().map(choice).collect::<Vec<_>>().join(", ")
}

impl RemoteError {
    /// A short name that never changes, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "bad_address",
            Self::NotSetUp(_) | Self::NoSchema(_) => "not_set_up",
            Self::NoDrive(_) => "no_drive",
            Self::TooNew { .. } => "remote_too_new",
            Self::TooOld { .. } => "remote_too_old",
            Self::File { .. } => "remote_file",
            Self::Damaged { .. } | Self::NotUnderstood(_) => "remote_damaged",
            Self::Undone(_) => "undone",
            Self::Unreachable { .. } => "unreachable",
            Self::WrongPassword { .. } => "wrong_password",
            Self::NoSuchDatabase { .. } => "no_such_database",
            Self::NoTls(_) => "no_tls",
            Self::NotTrusted { .. } | Self::Certificates { .. } => "not_trusted",
            Self::NoRights(_) => "no_rights",
            Self::ServerTooOld(_) => "server_too_old",
            Self::NotUnicode(_) => "not_unicode",
            Self::ReadOnly(_) => "read_only_server",
            Self::NoExtension(_) => "no_extension",
            Self::NoSuchListener { .. } => "no_such_listener",
            Self::NoListener => "no_listener",
            Self::SeveralListeners(_) => "several_listeners",
            Self::OtherAccount => "another_listener",
            Self::Lost(_) => "connection_lost",
            Self::Busy => "remote_busy",
            Self::Database(_) => "database",
        }
    }

    /// Whether trying again may help, without anybody having done anything.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Lost(_) | Self::Busy)
    }

    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |why| Self::File { path, why }
    }
}
