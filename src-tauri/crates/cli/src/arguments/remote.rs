//! `remote` and what comes after it.

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum RemoteCommand {
    /// Exchange with a folder or a PostgreSQL database from now on
    ///
    /// What is missing there is set up: a folder that holds no remote yet becomes one, and so does an empty database that is your own. The
    /// password of a database goes to the keychain; where there is none, give it in TONEARM_REMOTE_PASSWORD each time.
    Add {
        /// A folder's whole path, or postgres://USER:PASSWORD@HOST/DATABASE
        address: String,
        /// Whose history it is, where a database has those of several
        #[arg(long, value_name = "NAME")]
        listener: Option<String>,
        /// What this machine is to be called there [default: its name in the network]
        #[arg(long, value_name = "NAME")]
        machine: Option<String>,
    },
    /// Set a folder or a database up as a remote, or bring one up to date
    Init {
        /// A folder's whole path, or postgres://USER:PASSWORD@HOST/DATABASE [default: the remote that was added]
        address: Option<String>,
        /// How a database keeps the rows of many listeners
        #[arg(long, value_enum, default_value_t = LayoutName::Plain)]
        layout: LayoutName,
    },
    /// Show the remote, its machines, and how the last exchange went
    Status,
    /// Exchange with the remote now
    Sync,
    /// Exchange with the remote no longer; what it has stays there, and what came from it stays here
    Remove,
    /// List the listeners whose histories are in the database, as far as you may see them
    Listeners {
        /// Add one
        #[arg(long, value_name = "NAME")]
        add: Option<String>,
        /// postgres://USER:PASSWORD@HOST/DATABASE [default: the remote that was added]
        #[arg(long, value_name = "URL")]
        at: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LayoutName {
    /// In ordinary tables: for one listener, or some dozens
    Plain,
    /// In partitions by listener, which may lie on other servers
    Partitioned,
    /// On the servers of a Citus cluster
    Citus,
}
