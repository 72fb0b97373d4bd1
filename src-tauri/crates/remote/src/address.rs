//! Addresses of remotes, as a listener types them: a folder, or the URL of a database. A password is split off when an address is read
//! and is never part of it, so that addresses can be kept in files and shown.

mod database;

use std::{fmt, path::PathBuf};

pub use database::{DatabaseAddress, Host, Tls};

/// Where a remote is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder, by its whole path.
    Folder(PathBuf),
    /// A PostgreSQL database.
    Database(Box<DatabaseAddress>),
}

impl Address {
    /// Reads an address, and splits off the password that is in it.
    ///
    /// # Errors
    /// Says in words what is wrong with it, without the password.
    pub fn parse(text: &str) -> Result<(Self, Option<String>), InvalidAddress> {
        let text = text.trim();
        let Some((scheme, _)) = text.split_once("://") else {
            let path = PathBuf::from(text);
            if path.is_absolute() {
                return Ok((Self::Folder(path), None));
            }
            return Err(InvalidAddress(format!(
                "“{text}” is no address of a remote: give the whole path of a folder, or postgres://USER@HOST/DATABASE"
            )));
        };
        if !["postgres", "postgresql"].contains(&scheme) {
            return Err(InvalidAddress(format!(
                "a remote can't be at a {scheme} address: give the whole path of a folder, or postgres://USER@HOST/DATABASE"
            )));
        }
        let (address, password) = DatabaseAddress::parse(text)?;
        Ok((Self::Database(Box::new(address)), password))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::Database(address) => address.fmt(f),
        }
    }
}

/// The text is not the address of a remote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAddress(pub(crate) String);

impl fmt::Display for InvalidAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidAddress {}

#[cfg(test)]
mod tests;
