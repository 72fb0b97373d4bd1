//! What a format of JSON objects in a list has to say.

use serde::Deserialize;

use crate::{RejectReason, evidence::RowEvidence};

/// How the rows of a format are read.
pub(crate) trait Layout {
    /// A row as it is in the file.
    type Row<'a>: Deserialize<'a>;

    /// What the row says, or why it is rejected.
    fn evidence<'r>(row: &'r Self::Row<'_>) -> Result<RowEvidence<'r>, RejectReason>;

    /// The values that may be shown if it is rejected: when, how long, what. Nothing personal.
    fn sample(row: &Self::Row<'_>) -> String;
}
