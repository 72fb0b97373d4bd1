//! Whose histories a database has, and which of them this machine exchanges.

use plays::MachineId;
use postgres::{Client, Row};
use uuid::Uuid;

use super::{
    Database, Postgres,
    failure::{Failure, explained},
    text::{kept, told},
};
use crate::{Listener, ListenerId, RemoteError};

fn listener(row: &Row) -> Listener {
    let account: Option<&str> = row.get(2);
    Listener {
        id: ListenerId(row.get::<_, Uuid>(0).into_bytes()),
        name: told(row.get(1)).into_owned(),
        account: account.map(|account| told(account).into_owned()),
    }
}

/// A listener who was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedListener {
    /// Who.
    pub listener: Listener,
    /// Whether there is a [role](ListenerId::role), which is granted to whoever may see the history. A user who may not create roles
    /// adds listeners without one, whom only the owner of the tables sees.
    pub has_role: bool,
}

impl Database {
    /// The listeners that the user may see, by name.
    ///
    /// # Errors
    /// When the database is not set up, or can't be read.
    pub fn listeners(&mut self) -> Result<Vec<Listener>, RemoteError> {
        self.check_format()?;
        let sql = "SELECT listener, name, account FROM tonearm.listener ORDER BY name, listener";
        let rows = self.client.query(sql, &[]);
        let rows = rows.map_err(|why| explained(why, &self.address))?;
        Ok(rows.iter().map(listener).collect())
    }

    /// Adds a listener.
    ///
    /// # Errors
    /// When the database is not set up, or the user may not write to it.
    pub fn add_listener(&mut self, name: &str) -> Result<AddedListener, RemoteError> {
        self.check_format()?;
        let add = |client: &mut Client| -> Result<AddedListener, Failure> {
            let mut transaction = client.transaction()?;
            let row = transaction.query_one(
                "INSERT INTO tonearm.listener (listener, name, created_at)
                 VALUES (gen_random_uuid(), $1, (extract(epoch FROM now()) * 1000)::bigint)
                 RETURNING listener, name, account",
                &[&kept(name)],
            )?;
            let listener = listener(&row);
            let mut attempt = transaction.savepoint("role")?;
            let created = attempt.batch_execute(&format!("CREATE ROLE {} NOLOGIN", listener.id.role()));
            let has_role = match created.map_err(Failure::from) {
                Ok(()) => {
                    attempt.commit()?;
                    true
                }
                Err(why) if why.is_forbidden() => {
                    attempt.rollback()?;
                    false
                }
                Err(why) => return Err(why),
            };
            transaction.commit()?;
            Ok(AddedListener { listener, has_role })
        };
        add(&mut self.client).map_err(|why| explained(why, &self.address))
    }

    /// The history of a listener, for this machine. The only visible one needs no name.
    ///
    /// # Errors
    /// [`RemoteError::NoSuchListener`], [`RemoteError::NoListener`], or [`RemoteError::SeveralListeners`] with those to choose from.
    pub fn open(mut self, machine: MachineId, listener: Option<&str>) -> Result<Postgres, RemoteError> {
        let mut visible = self.listeners()?;
        if let Some(wanted) = listener {
            let names = || visible.iter().map(|listener| listener.name.clone()).collect();
            let is_wanted = |listener: &Listener| {
                listener.id.to_string() == wanted
                    || Uuid::from_bytes(listener.id.0).hyphenated().to_string() == wanted
                    || listener.name == wanted
            };
            if !visible.iter().any(is_wanted) {
                return Err(RemoteError::NoSuchListener {
                    wanted: wanted.to_owned(),
                    known: names(),
                });
            }
            visible.retain(is_wanted);
        }
        match (visible.pop(), visible.is_empty()) {
            (None, _) => Err(RemoteError::NoListener),
            (Some(only), true) => Ok(Postgres::of(self, only.id, machine)),
            (Some(last), false) => {
                visible.push(last);
                Err(RemoteError::SeveralListeners(visible))
            }
        }
    }
}

impl Postgres {
    /// Whose history this is.
    pub fn listener(&self) -> ListenerId {
        self.listener
    }

    /// A digest of the listener's Spotify account; `None` until a machine has told it.
    ///
    /// # Errors
    /// When the remote can't be read.
    pub fn account(&mut self) -> Result<Option<String>, RemoteError> {
        self.told_of_listener("account")
    }

    /// What a column of texts says of the listener.
    pub(super) fn told_of_listener(&mut self, column: &'static str) -> Result<Option<String>, RemoteError> {
        let (client, listener) = (&mut self.database.client, self.listener.0);
        let sql = format!("SELECT {column} FROM tonearm.listener WHERE listener = $1");
        let row = client.query_one(&sql, &[&Uuid::from_bytes(listener)]);
        let row = row.map_err(|why| explained(why, &self.database.address))?;
        let text: Option<&str> = row.get(0);
        Ok(text.map(|text| told(text).into_owned()))
    }

    /// Writes down which account the listener has. The first one stays.
    ///
    /// # Errors
    /// [`RemoteError::OtherAccount`] if it is another one already, or when the remote can't be written.
    pub fn set_account(&mut self, account: &str) -> Result<(), RemoteError> {
        let (client, listener) = (&mut self.database.client, self.listener.0);
        let sql = "UPDATE tonearm.listener SET account = $2 WHERE listener = $1 AND account IS NULL";
        let set = client.execute(sql, &[&Uuid::from_bytes(listener), &kept(account)]);
        set.map_err(|why| explained(why, &self.database.address))?;
        if self.account()?.as_deref() == Some(account) {
            return Ok(());
        }
        Err(RemoteError::OtherAccount)
    }
}
