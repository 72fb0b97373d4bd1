//! Keys of sources and names of machines, as tables have them.

use std::str::FromStr;

use crate::StoreError;

/// A key or a machine as a table has it.
pub(crate) fn from_text<T: FromStr>(text: &str) -> Result<T, StoreError> {
    let unknown = || StoreError::Damaged(format!("\"{text}\" is not the name of a source or a machine"));
    text.parse().map_err(|_| unknown())
}
