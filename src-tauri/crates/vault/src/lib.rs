//! Secrets in the operating system's keychain, and nowhere else on disk.
//! Where there is no working keychain they live for this run only, and [`Vault::storage`] says so.

mod secret;
mod vault;

pub use secret::Secret;
pub use vault::{SecretStorage, Vault, VaultError};
