//! Secrets in the operating system's keychain, and nowhere else on disk.
//! Where no keychain works, they are kept for this run only, and [`Vault::storage`] says so.

mod secret;
mod vault;

pub use secret::Secret;
pub use vault::{SecretStorage, Vault, VaultError};
