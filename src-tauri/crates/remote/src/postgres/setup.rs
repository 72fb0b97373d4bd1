//! Sets a database up for histories, and brings it up to date. Each step is one transaction, and several machines may try at once.

use postgres::{Client, Transaction};

use super::{
    Database,
    connect::Traits,
    failure::{Failure, explained},
};
use crate::RemoteError;

/// How the tables came about. A step never changes once it was in a release: a new one is added.
const STEPS: [Step; 1] = [Step {
    tables: &[
        include_str!("schema/1-catalogue.sql"),
        include_str!("schema/2-listeners.sql"),
        include_str!("schema/3-plays.sql"),
    ],
    rest: &[
        include_str!("schema/4-views.sql"),
        include_str!("schema/5-security.sql"),
    ],
}];
const CITUS: &str = include_str!("schema/citus.sql");
const ROLES: &str = include_str!("schema/roles.sql");
const ROLES_FOR_VIEWS: &str = include_str!("schema/roles-views.sql");

/// The newest format that this program knows.
const FORMAT: u32 = STEPS.len() as u32;
/// Servers from this version on have views with the rights of whoever asks.
const VIEWS_FOR_THE_ASKER: i32 = 150_000;
const PARTITIONS: u32 = 16;
/// The tables with a row for each play, which are cut into partitions.
const PARTITIONED: [&str; 2] = ["evidence", "play"];
/// The same for every Tonearm, and for nobody else.
const LOCK: i64 = 0x746F_6E65_6172_6D31;

struct Step {
    tables: &'static [&'static str],
    /// What comes after the tables have been spread over partitions or servers.
    rest: &'static [&'static str],
}

/// How the rows of many listeners lie on disks and servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// In ordinary tables: for one listener, or some dozens.
    #[default]
    Plain,
    /// In 16 partitions by listener, which may lie on other servers.
    Partitioned,
    /// On the servers of a Citus cluster.
    Citus,
}

impl Layout {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Partitioned => "partitioned",
            Self::Citus => "citus",
        }
    }
}

/// What came of setting a database up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// Whether there are roles, by which several listeners are kept apart. Only a user that may create roles can make them; the owner
    /// of the database needs none.
    pub has_roles: bool,
}

impl Database {
    /// Sets the database up, or brings it up to date. What is in it stays, and so does the layout that it has.
    ///
    /// # Errors
    /// [`RemoteError::TooNew`], [`RemoteError::NoRights`], [`RemoteError::NoExtension`], or when the connection breaks.
    pub fn init(&mut self, layout: Layout) -> Result<Setup, RemoteError> {
        let traits = self.traits;
        let set_up = |client: &mut Client| -> Result<Setup, Failure> {
            if layout == Layout::Citus {
                let sql = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')";
                if !client.query_one(sql, &[])?.get::<_, bool>(0) {
                    return Err(RemoteError::NoExtension("citus").into());
                }
            }
            for step in 0..FORMAT {
                let mut transaction = client.transaction()?;
                lock(&mut transaction)?;
                let found = format(&mut transaction)?;
                if found.is_some_and(|found| found > FORMAT) {
                    return Err(too_new(found.unwrap_or_default()).into());
                }
                if found.unwrap_or_default() == step {
                    take(&mut transaction, step, layout, traits)?;
                }
                transaction.commit()?;
            }
            Ok(Setup {
                has_roles: add_roles(client, traits)?,
            })
        };
        set_up(&mut self.client).map_err(|why| explained(why, &self.address))
    }

    /// Whether the database is set up for this program.
    pub(super) fn check_format(&mut self) -> Result<(), RemoteError> {
        let read = |client: &mut Client| -> Result<Option<u32>, Failure> {
            let mut transaction = client.transaction()?;
            let format = format(&mut transaction)?;
            transaction.commit()?;
            Ok(format)
        };
        match read(&mut self.client).map_err(|why| explained(why, &self.address))? {
            None | Some(0) => Err(RemoteError::NoSchema(self.address.database.clone())),
            Some(found) if found > FORMAT => Err(too_new(found)),
            Some(found) if found < FORMAT => Err(RemoteError::TooOld { found, known: FORMAT }),
            Some(_) => Ok(()),
        }
    }
}

fn too_new(found: u32) -> RemoteError {
    RemoteError::TooNew { found, known: FORMAT }
}

/// Until the transaction ends, nobody else sets this database up. A server that has no such lock refuses the second one instead, because
/// its tables are there already.
fn lock(transaction: &mut Transaction<'_>) -> Result<(), Failure> {
    let mut attempt = transaction.savepoint("lock")?;
    match attempt.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]) {
        Ok(_) => attempt.commit()?,
        Err(why) if why.is_closed() => return Err(why.into()),
        Err(why) => {
            log::info!("the server has no advisory locks: {why}");
            attempt.rollback()?;
        }
    }
    Ok(())
}

/// The format that the database has.
fn format(transaction: &mut Transaction<'_>) -> Result<Option<u32>, Failure> {
    let there = "SELECT to_regclass('tonearm.migration') IS NOT NULL";
    if !transaction.query_one(there, &[])?.get::<_, bool>(0) {
        return Ok(None);
    }
    let sql = "SELECT coalesce(max(version), 0) FROM tonearm.migration";
    let format: i32 = transaction.query_one(sql, &[])?.get(0);
    Ok(Some(format.unsigned_abs()))
}

fn take(transaction: &mut Transaction<'_>, step: u32, layout: Layout, traits: Traits) -> Result<(), Failure> {
    if step == 0 {
        transaction.batch_execute(
            "CREATE SCHEMA IF NOT EXISTS tonearm;
             COMMENT ON SCHEMA tonearm IS 'Histories of listening, which Tonearm keeps here for several machines.';
             CREATE TABLE tonearm.migration (version integer PRIMARY KEY, layout text NOT NULL);
             COMMENT ON TABLE tonearm.migration IS 'How these tables came about, so that a newer Tonearm can bring them up to date.';
             COMMENT ON COLUMN tonearm.migration.version IS 'The number of the step, from 1 on.';
             COMMENT ON COLUMN tonearm.migration.layout IS 'How rows lie on disks and servers: plain, partitioned or citus.'",
        )?;
    }
    let partitioned = match layout {
        Layout::Partitioned => "PARTITION BY HASH (listener)",
        Layout::Plain | Layout::Citus => "",
    };
    let as_the_asker = if traits.version >= VIEWS_FOR_THE_ASKER {
        "WITH (security_invoker = true)"
    } else {
        ""
    };
    let Step { tables, rest } = &STEPS[step as usize];
    let run = |transaction: &mut Transaction<'_>, files: &[&str]| -> Result<(), Failure> {
        for sql in files {
            let sql = sql.replace("{partitioned}", partitioned);
            transaction.batch_execute(&sql.replace("{as_the_asker}", as_the_asker))?;
        }
        Ok(())
    };
    run(transaction, tables)?;
    if step == 0 {
        match layout {
            Layout::Plain => {}
            Layout::Partitioned => add_partitions(transaction)?,
            Layout::Citus => transaction.batch_execute(CITUS)?,
        }
    }
    run(transaction, rest)?;
    transaction.execute(
        "INSERT INTO tonearm.migration (version, layout) VALUES ($1, $2)",
        &[&(step.cast_signed() + 1), &layout.code()],
    )?;
    Ok(())
}

fn add_partitions(transaction: &mut Transaction<'_>) -> Result<(), Failure> {
    for table in PARTITIONED {
        for number in 0..PARTITIONS {
            transaction.batch_execute(&format!(
                "CREATE TABLE tonearm.{table}_{number} PARTITION OF tonearm.{table}
                     FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number});
                 COMMENT ON TABLE tonearm.{table}_{number} IS 'The rows of {table} of some of the listeners.'"
            ))?;
        }
    }
    Ok(())
}

/// Adds the roles for several listeners. `false` if the user may not.
fn add_roles(client: &mut Client, traits: Traits) -> Result<bool, Failure> {
    let mut transaction = client.transaction()?;
    lock(&mut transaction)?;
    let added = transaction.batch_execute(ROLES).and_then(|()| {
        if traits.version < VIEWS_FOR_THE_ASKER {
            return Ok(());
        }
        transaction.batch_execute(ROLES_FOR_VIEWS)
    });
    match added.map_err(Failure::from) {
        Ok(()) => transaction.commit()?,
        Err(why) if why.is_forbidden() => {
            transaction.rollback()?;
            return Ok(false);
        }
        Err(why) => return Err(why),
    }
    Ok(true)
}
