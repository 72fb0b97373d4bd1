//! How both programs come to the listener's remote: its address from the archive, its password from the keychain.

use library::RemoteSettings;
use plays::MachineId;
use remote::{Address, Database, Folder, Layout, Postgres, Remote, RemoteError};
use vault::{Secret, Vault};

use crate::environment::Environment;

/// How a listener is called in a database of one's own, where nobody was named.
const ONLY_LISTENER: &str = "me";

/// What this machine is called where its owner did not say: its name in the network.
pub fn machine_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// The password of the remote's database: of the environment, else of the keychain. Blocks on the keychain; where it does not open, the
/// database is asked without, and says what is missing.
pub fn remote_password(vault: &Vault, environment: &Environment) -> Option<Secret<String>> {
    environment.remote_password.clone().or_else(|| {
        let kept = vault.read();
        kept.inspect_err(|error| log::warn!("the remote is asked without a password: {error}"))
            .ok()?
    })
}

/// Connects to the remote. Blocks.
///
/// # Errors
/// When it can't be reached or used.
pub fn open_remote(
    settings: &RemoteSettings,
    machine: MachineId,
    password: Option<&Secret<String>>,
) -> Result<Remote, RemoteError> {
    let (address, _) = Address::parse(&settings.address)?;
    Ok(match address {
        Address::Folder(path) => Remote::Folder(Folder::open(&path, machine)?),
        Address::Database(address) => {
            let password = password.map(|password| password.reveal().as_str());
            let database = Postgres::open(&address, password, machine, settings.listener.as_deref())?;
            Remote::Postgres(Box::new(database))
        }
    })
}

/// Sets a remote up where there is none yet, in this layout. Whether roles keep several listeners apart there; `None` for a folder.
///
/// # Errors
/// When the place can't be reached or written.
pub fn set_up_remote(
    address: &Address,
    layout: Layout,
    password: Option<&Secret<String>>,
) -> Result<Option<bool>, RemoteError> {
    match address {
        Address::Folder(path) => Folder::init(path).map(|()| None),
        Address::Database(address) => {
            let password = password.map(|password| password.reveal().as_str());
            let mut database = Database::connect(address, password)?;
            database.init(layout).map(|setup| Some(setup.has_roles))
        }
    }
}

/// Sees whether the remote can be used for this machine, and sets up what it lacks: the remote itself, or a listener in it. In a database
/// of others, whoever looks after it does that; then the error says so. Blocks.
///
/// # Errors
/// When the place can't be reached, read or written, or has several listeners and none was named.
pub fn prepare_remote(
    settings: &RemoteSettings,
    machine: MachineId,
    password: Option<&Secret<String>>,
) -> Result<(), RemoteError> {
    let (address, _) = Address::parse(&settings.address)?;
    match open_remote(settings, machine, password) {
        Err(RemoteError::NotSetUp(_)) => drop(set_up_remote(&address, Layout::Plain, None)?),
        Err(RemoteError::NoSchema(_)) => {
            set_up_remote(&address, Layout::Plain, password)?;
            add_listener(&address, settings, password)?;
        }
        Err(RemoteError::NoListener) => add_listener(&address, settings, password)?,
        opened => return opened.map(drop),
    }
    open_remote(settings, machine, password).map(drop)
}

fn add_listener(
    address: &Address,
    settings: &RemoteSettings,
    password: Option<&Secret<String>>,
) -> Result<(), RemoteError> {
    if let Address::Database(address) = address {
        let password = password.map(|password| password.reveal().as_str());
        let name = settings.listener.as_deref().unwrap_or(ONLY_LISTENER);
        Database::connect(address, password)?.add_listener(name)?;
    }
    Ok(())
}
