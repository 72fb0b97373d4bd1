//! What the archive holds, as a remote's manifest says it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use plays::{PartId, Register};
use rayon::prelude::*;
use remote::{
    BucketId, Digest, Fingerprint, Manifest, circumstance_digest, item_digest, register_bucket, register_mark, row_mark,
};
use store::{EvidenceRow, SourceId, SourceKind, SourceMonth, StoreError, month_of};

use super::Archive;

/// From so many months on it is quicker to read all rows than those of each month.
const MANY_MONTHS: usize = 24;

impl Archive {
    /// What the archive holds, and all its registers.
    pub(super) fn manifest_with_registers(&self) -> Result<(Manifest, Vec<Register>), StoreError> {
        let mut manifest = self.manifest()?;
        let registers = self.registers()?;
        for register in &registers {
            let bucket = BucketId {
                kind: register.kind.clone(),
                bucket: register_bucket(&register.key),
            };
            manifest
                .registers
                .entry(bucket)
                .or_default()
                .add(register_mark(register));
        }
        Ok((manifest, registers))
    }

    /// What the archive holds of sources.
    pub(super) fn manifest(&self) -> Result<Manifest, StoreError> {
        self.read_changed_months()?;
        let sources = self.store().sources()?;
        let mut parts = BTreeMap::<PartId, Fingerprint>::new();
        let by_id: HashMap<SourceId, _> = sources.iter().map(|source| (source.id, source)).collect();
        // An import of which no row was a play is one all the same.
        for source in sources.iter().filter(|source| source.kind == SourceKind::Import) {
            let part = PartId {
                source: source.key,
                month: None,
            };
            parts.insert(part, Fingerprint::default());
        }
        for ((source, month), sums) in self.store().fingerprints()? {
            let (Some(source), Some((rows, low, high))) = (by_id.get(&source), sums) else {
                continue;
            };
            let part = PartId {
                source: source.key,
                month: (source.kind == SourceKind::Live).then_some(month),
            };
            let of_part = parts.entry(part).or_default();
            of_part.rows += rows;
            of_part.low += low;
            of_part.high += high;
        }
        Ok(Manifest {
            parts,
            undone: self.store().undone()?.into_iter().collect(),
            ..Manifest::default()
        })
    }

    /// Works out the fingerprints of months whose rows have changed.
    fn read_changed_months(&self) -> Result<(), StoreError> {
        let is_changed = |(month, sums): (SourceMonth, Option<_>)| sums.is_none().then_some(month);
        if !self.store().fingerprints()?.iter().any(|(_, sums)| sums.is_none()) {
            return Ok(());
        }
        // Nobody else can write meanwhile: what is written down has to be of the rows that are there then.
        let mut write = self.store().write()?;
        let changed: BTreeSet<SourceMonth> = self
            .store()
            .fingerprints()?
            .into_iter()
            .filter_map(is_changed)
            .collect();
        let mut of_months: BTreeMap<SourceMonth, Fingerprint> =
            changed.iter().map(|month| (*month, Fingerprint::default())).collect();
        let marks = Marks::read(self)?;
        let mut add = |row: &EvidenceRow| {
            let month = (row.source, month_of(row.evidence.ended_at.as_millis()));
            if let Some(of_month) = of_months.get_mut(&month) {
                of_month.add(marks.of(row));
            }
        };
        if changed.len() >= MANY_MONTHS {
            self.store().evidence(|row| {
                add(&row);
                ControlFlow::Continue(())
            })?;
        } else {
            let mut by_source = BTreeMap::<SourceId, BTreeSet<i32>>::new();
            for (source, month) in &changed {
                by_source.entry(*source).or_default().insert(*month);
            }
            for (source, months) in by_source {
                self.store().evidence_of(source, Some(&months), |row| add(&row))?;
            }
        }
        for (month, Fingerprint { rows, low, high }) in of_months {
            write.put_fingerprint(month, (rows, low, high))?;
        }
        write.commit()
    }
}

/// What the marks of rows are made of, by the archive's numbers.
struct Marks {
    namings: HashMap<u32, Digest>,
    circumstances: HashMap<u32, Digest>,
}

impl Marks {
    fn read(archive: &Archive) -> Result<Self, StoreError> {
        let namings = archive.store().namings()?;
        let circumstances = archive.store().circumstances()?;
        Ok(Self {
            namings: namings
                .par_iter()
                .map(|(id, _, item)| (*id, item_digest(item)))
                .collect(),
            circumstances: circumstances
                .iter()
                .map(|(id, what)| (*id, circumstance_digest(what)))
                .collect(),
        })
    }

    fn of(&self, row: &EvidenceRow) -> u64 {
        let digest = |of: &HashMap<u32, Digest>, id| of.get(&id).copied().unwrap_or_default();
        let naming = digest(&self.namings, row.naming);
        row_mark(
            &row.evidence,
            &naming,
            &digest(&self.circumstances, row.evidence.circumstance),
        )
    }
}
