//! Parts of the archive's sources, as other machines take them in.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
};

use plays::{Batch, Circumstance, Evidence, ImportedFiles, Item, Part, PartContent, PartId};
use store::{EvidenceRow, NamingId, Source, SourceId, SourceKind, StoreError, month_of};

use super::{Archive, ExchangeError};

impl Archive {
    /// Passes each of these parts to `each`, as far as the archive has it.
    pub(super) fn parts(
        &self,
        wanted: &BTreeSet<PartId>,
        mut each: impl FnMut(Part) -> Result<(), ExchangeError>,
    ) -> Result<(), ExchangeError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let sources: HashMap<SourceId, Source> = self
            .store()
            .sources()?
            .into_iter()
            .map(|source| (source.id, source))
            .collect();
        let part_of = |source: &Source, month: Option<i32>| {
            let month = month.filter(|_| source.kind == SourceKind::Live);
            PartId {
                source: source.key,
                month,
            }
        };
        let mut rows: BTreeMap<PartId, (SourceId, Vec<EvidenceRow>)> = BTreeMap::new();
        // One without rows is a part as well.
        for source in sources.values() {
            let part = part_of(source, None);
            if source.kind == SourceKind::Import && wanted.contains(&part) {
                rows.insert(part, (source.id, Vec::new()));
            }
        }
        let mut sort = |row: EvidenceRow| {
            if let Some(source) = sources.get(&row.source) {
                let part = part_of(source, Some(month_of(row.evidence.ended_at.as_millis())));
                if wanted.contains(&part) {
                    let (_, rows) = rows.entry(part).or_insert_with(|| (source.id, Vec::new()));
                    rows.push(row);
                }
            }
        };
        match self.months_of_recordings(wanted, &sources) {
            Some(months) => {
                for (source, months) in months {
                    self.store().evidence_of(source, Some(&months), &mut sort)?;
                }
            }
            None => self.store().evidence(|row| {
                sort(row);
                ControlFlow::Continue(())
            })?,
        }
        let names = Names {
            items: self
                .store()
                .namings()?
                .into_iter()
                .map(|(id, _, item)| (id, item))
                .collect(),
            circumstances: self.store().circumstances()?,
        };
        for (id, (source, rows)) in rows {
            if let Some(source) = sources.get(&source) {
                each(names.part(id, source, &rows)?)?;
            }
        }
        Ok(())
    }

    /// The months by source, if only a few months of recordings are wanted: those are read faster one by one.
    fn months_of_recordings(
        &self,
        wanted: &BTreeSet<PartId>,
        sources: &HashMap<SourceId, Source>,
    ) -> Option<BTreeMap<SourceId, BTreeSet<i32>>> {
        let mut months = BTreeMap::<SourceId, BTreeSet<i32>>::new();
        if wanted.len() > 12 {
            return None;
        }
        for part in wanted {
            let source = sources.values().find(|source| source.key == part.source);
            if let (Some(source), Some(month)) = (source, part.month) {
                months.entry(source.id).or_default().insert(month);
            } else {
                return None;
            }
        }
        Some(months)
    }
}

/// What the numbers of rows stand for.
struct Names {
    items: HashMap<NamingId, Item>,
    circumstances: HashMap<u32, Circumstance>,
}

impl Names {
    fn part(&self, id: PartId, source: &Source, rows: &[EvidenceRow]) -> Result<Part, StoreError> {
        let used: BTreeSet<NamingId> = rows.iter().map(|row| row.naming).collect();
        let mut items: Vec<(&Item, NamingId)> = used
            .iter()
            .filter_map(|naming| Some((self.items.get(naming)?, *naming)))
            .collect();
        items.sort_unstable();
        let item_places: HashMap<NamingId, u32> = items.iter().map(|(_, naming)| *naming).zip(0..).collect();
        let used: BTreeSet<u32> = rows.iter().map(|row| row.evidence.circumstance).collect();
        let circumstances: Vec<(u32, &Circumstance)> = used
            .iter()
            .filter_map(|id| Some((*id, self.circumstances.get(id)?)))
            .collect();
        let circumstance_places: HashMap<u32, u32> = circumstances.iter().map(|(id, _)| *id).zip(0..).collect();
        let dangling = || StoreError::Damaged("a row names what is not in the archive".to_owned());
        let evidence = rows.iter().map(|row| {
            Ok(Evidence {
                item: *item_places.get(&row.naming).ok_or_else(dangling)?,
                circumstance: *circumstance_places
                    .get(&row.evidence.circumstance)
                    .ok_or_else(dangling)?,
                ..row.evidence
            })
        });
        Ok(Part {
            id,
            machine: source.machine,
            added_at: source.added_at,
            content: content(source),
            batch: Batch {
                evidence: evidence.collect::<Result<_, StoreError>>()?,
                items: items.into_iter().map(|(item, _)| item.clone()).collect(),
                circumstances: circumstances.into_iter().map(|(_, what)| what.clone()).collect(),
                ..Batch::default()
            },
        })
    }
}

fn content(source: &Source) -> PartContent {
    match source.kind {
        SourceKind::Live => PartContent::Recording {
            account: source.name.clone(),
        },
        SourceKind::Import => PartContent::Import {
            files: ImportedFiles {
                name: source.name.clone(),
                sha256: source.sha256.unwrap_or_default(),
                files: source.counts.files,
                rows: source.counts.read,
                rejects: source.rejects.clone(),
                refused: source.refused.clone(),
            },
            added: source.counts.added,
            merged: source.counts.merged,
        },
    }
}
