//! `remote`: one history on several machines.

mod listeners;
mod status;

use std::ops::ControlFlow;

use host::{
    Environment, Folders, IDENTIFIER, machine_name, open_remote, prepare_remote, remote_password, set_up_remote,
};
use library::{Archive, ExchangeError, Exchanged, RemoteSettings, Zone};
use remote::{Address, Database, Layout, Remote, RemoteError};
use serde::Serialize;
use vault::{Secret, SecretStorage, Vault};

use crate::{
    answer::Answer,
    arguments::{LayoutName, RemoteCommand},
    failure::Failure,
    wording::{iso_ms, several, thousands},
};

pub(super) fn run(
    archive: &Archive,
    command: &RemoteCommand,
    folders: &Folders,
    environment: &Environment,
    zone: Zone,
) -> Result<Answer, Failure> {
    let keys = Keys {
        vault: Vault::open(IDENTIFIER, &folders.remote_account()),
        environment,
    };
    match command {
        RemoteCommand::Add {
            address,
            listener,
            machine,
        } => add(archive, &keys, address, listener.as_deref(), machine.clone()),
        RemoteCommand::Init { address, layout } => init(archive, &keys, address.as_deref(), (*layout).into()),
        RemoteCommand::Status => status::run(archive, zone),
        RemoteCommand::Sync => sync(archive, &keys, zone),
        RemoteCommand::Remove => remove(archive, &keys),
        RemoteCommand::Listeners { add, at } => listeners::run(archive, &keys, add.as_deref(), at.as_deref()),
    }
}

/// Where passwords come from.
struct Keys<'e> {
    vault: Vault,
    environment: &'e Environment,
}

impl Keys<'_> {
    fn password(&self) -> Option<Secret<String>> {
        remote_password(&self.vault, self.environment)
    }

    /// An address that was typed, and its password: the one in it, else the one that is known.
    fn typed(&self, address: &str) -> Result<(Address, Option<Secret<String>>), Failure> {
        let (address, password) = Address::parse(address).map_err(RemoteError::from)?;
        Ok(match (&address, password) {
            (Address::Folder(_), _) => (address, None),
            (_, Some(password)) => (address, Some(Secret::new(password))),
            (_, None) => (address, self.environment.remote_password.clone()),
        })
    }
}

impl From<LayoutName> for Layout {
    fn from(name: LayoutName) -> Self {
        match name {
            LayoutName::Plain => Self::Plain,
            LayoutName::Partitioned => Self::Partitioned,
            LayoutName::Citus => Self::Citus,
        }
    }
}

#[derive(Serialize)]
struct AddedJson<'a> {
    address: &'a str,
    listener: Option<&'a str>,
    machine: &'a str,
    /// Whether a password will be known to the next run.
    password_kept: Option<bool>,
}

fn add(
    archive: &Archive,
    keys: &Keys<'_>,
    address: &str,
    listener: Option<&str>,
    machine: Option<String>,
) -> Result<Answer, Failure> {
    let (address, password) = keys.typed(address)?;
    let settings = RemoteSettings {
        address: address.to_string(),
        listener: listener.map(str::to_owned),
        machine_name: machine.unwrap_or_else(machine_name),
    };
    let machine = archive.machine()?;
    prepare_remote(&settings, machine, password.as_ref())?;
    archive.set_remote(Some(&settings))?;
    let password_kept = match password {
        Some(password) => {
            let kept = keys.vault.write(password);
            Some(kept.is_ok() && keys.vault.storage() == SecretStorage::Keychain)
        }
        None => None,
    };
    let json = AddedJson {
        address: &settings.address,
        listener,
        machine: &settings.machine_name,
        password_kept,
    };
    let text = format!(
        "This machine, {}, exchanges with {} from now on. Exchange with: tonearm-cli remote sync",
        settings.machine_name, settings.address
    );
    let answer = Answer::done(&json, text)?;
    Ok(match password_kept {
        Some(false) => answer.warning(
            "No keychain works here, so the password is kept nowhere. Give it in TONEARM_REMOTE_PASSWORD each time.",
        ),
        _ => answer,
    })
}

/// `None` for a folder.
fn connect(address: &Address, password: Option<&Secret<String>>) -> Result<Option<Database>, Failure> {
    match address {
        Address::Folder(_) => Ok(None),
        Address::Database(address) => {
            let password = password.map(|password| password.reveal().as_str());
            Ok(Some(Database::connect(address, password)?))
        }
    }
}

#[derive(Serialize)]
struct SetUpJson {
    address: String,
    /// Whether roles keep several listeners apart; null for a folder.
    roles: Option<bool>,
}

fn init(archive: &Archive, keys: &Keys<'_>, address: Option<&str>, layout: Layout) -> Result<Answer, Failure> {
    let (address, password) = chosen(archive, keys, address)?;
    let roles = set_up_remote(&address, layout, password.as_ref())?;
    let json = SetUpJson {
        address: address.to_string(),
        roles,
    };
    let text = format!("{address} is ready. Add it on each machine with: tonearm-cli remote add");
    let answer = Answer::done(&json, text)?;
    Ok(match roles {
        Some(false) => answer.warning(
            "This user may not create roles, so only the owner of the tables can use the remote. That is enough for one household; to \
             keep listeners apart, run this again as a user who may create roles.",
        ),
        _ => answer,
    })
}

/// The address that was typed, else that of the remote that was added.
fn chosen(
    archive: &Archive,
    keys: &Keys<'_>,
    address: Option<&str>,
) -> Result<(Address, Option<Secret<String>>), Failure> {
    match address {
        Some(address) => keys.typed(address),
        None => {
            let (address, _) = Address::parse(&added(archive)?.address).map_err(RemoteError::from)?;
            Ok((address, keys.password()))
        }
    }
}

fn added(archive: &Archive) -> Result<RemoteSettings, Failure> {
    archive.remote_settings()?.ok_or_else(|| {
        Failure::new(
            "no_remote",
            "This archive exchanges with nothing yet. Add a folder or a database with: tonearm-cli remote add",
        )
    })
}

#[derive(Serialize)]
struct SyncJson<'a> {
    rows_sent: u64,
    rows_received: u64,
    plays: i64,
    decisions_sent: usize,
    decisions_received: usize,
    undone: usize,
    mismatches: &'a [String],
    machines: Vec<MachineJson<'a>>,
}

#[derive(Serialize)]
struct MachineJson<'a> {
    id: String,
    name: &'a str,
    last_at: String,
}

fn sync(archive: &Archive, keys: &Keys<'_>, zone: Zone) -> Result<Answer, Failure> {
    let settings = added(archive)?;
    let exchanged = exchange(archive, &settings, keys, zone);
    archive.note_exchange(exchanged.as_ref())?;
    let exchanged = exchanged?;
    let json = SyncJson {
        rows_sent: exchanged.rows_sent,
        rows_received: exchanged.rows_received,
        plays: exchanged.plays,
        decisions_sent: exchanged.decisions_sent,
        decisions_received: exchanged.decisions_received,
        undone: exchanged.undone,
        mismatches: &exchanged.mismatches,
        machines: exchanged
            .machines
            .iter()
            .map(|machine| MachineJson {
                id: machine.id.to_string(),
                name: &machine.name,
                last_at: iso_ms(machine.last_at.timestamp_millis()),
            })
            .collect(),
    };
    let answer = Answer::done(&json, told(&exchanged))?;
    let warning =
        |answer: Answer, mismatch: &String| answer.warning(format!("Not the same here and there: {mismatch}."));
    Ok(exchanged.mismatches.iter().fold(answer, warning))
}

fn exchange(
    archive: &Archive,
    settings: &RemoteSettings,
    keys: &Keys<'_>,
    zone: Zone,
) -> Result<Exchanged, ExchangeError> {
    let password = match Address::parse(&settings.address).map_err(RemoteError::from)? {
        (Address::Folder(_), _) => None,
        (Address::Database(_), _) => keys.password(),
    };
    let mut remote: Remote = open_remote(settings, archive.machine()?, password.as_ref())?;
    archive.exchange(&mut remote, (&settings.machine_name, zone), &mut |_| {
        ControlFlow::Continue(())
    })
}

fn told(exchanged: &Exchanged) -> String {
    let mut text = format!(
        "Exchanged: {} sent, {} received",
        several(exchanged.rows_sent, "row", "rows"),
        several(exchanged.rows_received, "row", "rows")
    );
    match exchanged.plays {
        0 => text.push_str(", no play new here."),
        more @ 1.. => text.push_str(&format!(
            ", {} new here.",
            several(more.unsigned_abs(), "play", "plays")
        )),
        fewer => text.push_str(&format!(
            ", {} fewer here, because another machine has undone an import.",
            thousands(fewer.unsigned_abs())
        )),
    }
    text
}

#[derive(Serialize)]
struct RemovedJson {
    removed: Option<String>,
}

fn remove(archive: &Archive, keys: &Keys<'_>) -> Result<Answer, Failure> {
    let settings = archive.remote_settings()?;
    archive.set_remote(None)?;
    let forgotten = keys.vault.forget();
    let json = RemovedJson {
        removed: settings.as_ref().map(|settings| settings.address.clone()),
    };
    let answer = match settings {
        Some(settings) => Answer::done(
            &json,
            format!(
                "This machine exchanges with {} no longer. What it has stays there.",
                settings.address
            ),
        ),
        None => Answer::done(&json, "There was no remote."),
    }?;
    Ok(match forgotten {
        Ok(()) => answer,
        Err(error) => answer.warning(format!("Its password may still be in the keychain: {error}")),
    })
}
