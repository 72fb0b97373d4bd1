//! What the files of a folder look like. Names in them never change.

use chrono::{DateTime, Utc};
use plays::{ImportedFiles, MachineId, Part, PartContent, PartId, RefusedFile, Register, Reject, SourceKey, Stamp};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct Machine {
    id: String,
    name: String,
    exchanges: u64,
    last_at: DateTime<Utc>,
}

impl From<&crate::Machine> for Machine {
    fn from(machine: &crate::Machine) -> Self {
        Self {
            id: machine.id.to_string(),
            name: machine.name.clone(),
            exchanges: machine.exchanges,
            last_at: machine.last_at,
        }
    }
}

impl Machine {
    /// `None` if its id is none.
    pub(super) fn known(self) -> Option<crate::Machine> {
        Some(crate::Machine {
            id: self.id.parse().ok()?,
            name: self.name,
            exchanges: self.exchanges,
            last_at: self.last_at,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct RegisterFile {
    registers: Vec<RegisterLine>,
}

/// Kind, key, counter, machine and value.
#[derive(Serialize, Deserialize)]
struct RegisterLine(String, String, u64, String, Option<String>);

impl RegisterFile {
    pub(super) fn of(registers: impl Iterator<Item = Register>) -> Self {
        let line = |register: Register| {
            let Register {
                kind,
                key,
                stamp,
                value,
            } = register;
            RegisterLine(kind, key, stamp.counter, stamp.machine.to_string(), value)
        };
        Self {
            registers: registers.map(line).collect(),
        }
    }

    pub(super) fn registers(self) -> impl Iterator<Item = Register> {
        let register = |RegisterLine(kind, key, counter, machine, value)| {
            let machine: MachineId = str::parse(&machine).ok()?;
            Some(Register {
                kind,
                key,
                stamp: Stamp { counter, machine },
                value,
            })
        };
        self.registers.into_iter().filter_map(register)
    }
}

/// What a file of a part says beside its rows.
#[derive(Serialize, Deserialize)]
pub(super) struct PartNote {
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<i32>,
    machine: String,
    added_at: DateTime<Utc>,
    content: Content,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Import {
        name: String,
        sha256: String,
        files: u64,
        rows: u64,
        added: u64,
        merged: u64,
        /// Reason, count and sample.
        rejects: Vec<(String, u64, String)>,
        /// File, code and why.
        refused: Vec<(String, String, String)>,
    },
    Recording {
        account: String,
    },
}

impl PartNote {
    pub(super) fn of(part: &Part) -> Self {
        let content = match &part.content {
            PartContent::Import { files, added, merged } => Content::Import {
                name: files.name.clone(),
                sha256: files.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
                files: files.files,
                rows: files.rows,
                added: *added,
                merged: *merged,
                rejects: files
                    .rejects
                    .iter()
                    .map(|reject| (reject.reason.clone(), reject.count, reject.sample.clone()))
                    .collect(),
                refused: files
                    .refused
                    .iter()
                    .map(|refused| (refused.file.clone(), refused.code.clone(), refused.why.clone()))
                    .collect(),
            },
            PartContent::Recording { account } => Content::Recording {
                account: account.clone(),
            },
        };
        Self {
            source: part.id.source.to_string(),
            month: part.id.month,
            machine: part.machine.to_string(),
            added_at: part.added_at,
            content,
        }
    }

    /// Which part it is of; `None` if its source is none.
    fn id(&self) -> Option<PartId> {
        Some(PartId {
            source: self.source.parse::<SourceKey>().ok()?,
            month: self.month,
        })
    }

    /// The part, without rows; `None` if something in it is not what this program writes.
    pub(super) fn part(self) -> Option<Part> {
        Some(Part {
            id: self.id()?,
            machine: self.machine.parse().ok()?,
            added_at: self.added_at,
            content: match self.content {
                Content::Import {
                    name,
                    sha256,
                    files,
                    rows,
                    added,
                    merged,
                    rejects,
                    refused,
                } => PartContent::Import {
                    files: ImportedFiles {
                        name,
                        sha256: digest(&sha256)?,
                        files,
                        rows,
                        rejects: rejects
                            .into_iter()
                            .map(|(reason, count, sample)| Reject { reason, count, sample })
                            .collect(),
                        refused: refused
                            .into_iter()
                            .map(|(file, code, why)| RefusedFile { file, code, why })
                            .collect(),
                    },
                    added,
                    merged,
                },
                Content::Recording { account } => PartContent::Recording { account },
            },
            batch: plays::Batch::default(),
        })
    }
}

fn digest(hex: &str) -> Option<[u8; 32]> {
    let (first, second) = hex.split_at_checked(32)?;
    let halves = [first.parse::<SourceKey>().ok()?.0, second.parse::<SourceKey>().ok()?.0];
    halves.concat().try_into().ok()
}
