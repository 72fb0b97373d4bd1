//! Reads the rows of a file of a part.

use std::{fs::File, str};

use hashbrown::HashMap;
use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{ByteArray, DataType},
    errors::ParquetError,
    file::reader::{FileReader, SerializedFileReader},
};
use plays::{Batch, Circumstance, Evidence, Item, ItemUri, PlayedAt, Times};

use super::columns::{COLUMNS, Cell, KINDS, PROVENANCES};

/// The rows of a file, as a batch without a source.
///
/// # Errors
/// When a column is missing or holds something that no writer puts there.
pub(super) fn rows(file: &SerializedFileReader<File>) -> Result<Batch, ParquetError> {
    let mut columns = Columns::default();
    for group in 0..file.num_row_groups() {
        columns.read_group(file, group)?;
    }
    columns.into_batch()
}

/// All cells, column by column.
#[derive(Default)]
struct Columns {
    times: HashMap<&'static str, Vec<i64>>,
    numbers: HashMap<&'static str, Vec<Option<u32>>>,
    flags: HashMap<&'static str, Vec<Option<bool>>>,
    texts: HashMap<&'static str, Texts>,
}

/// A column of texts: each text once, and the place of the one in each row.
#[derive(Default)]
struct Texts {
    distinct: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
    cells: Vec<Option<u32>>,
}

fn not_ours(what: &str) -> ParquetError {
    ParquetError::General(format!("its {what} is not what Tonearm writes"))
}

impl Columns {
    fn read_group(&mut self, file: &SerializedFileReader<File>, group: usize) -> Result<(), ParquetError> {
        let group = file.get_row_group(group)?;
        let descriptors = group.metadata().schema_descr_ptr();
        let count = usize::try_from(group.metadata().num_rows()).map_err(|_| not_ours("length"))?;
        for (name, cell) in COLUMNS {
            let place = (0..descriptors.num_columns()).find(|place| descriptors.column(*place).name() == name);
            let place = place.ok_or_else(|| not_ours(name))?;
            let may_be_null = descriptors.column(place).max_def_level() > 0;
            let column = group.get_column_reader(place)?;
            match (column, cell) {
                (ColumnReader::Int64ColumnReader(column), Cell::Time(_)) => {
                    let cells = cells(column, count, may_be_null)?
                        .into_iter()
                        .collect::<Option<Vec<_>>>();
                    self.times
                        .entry(name)
                        .or_default()
                        .extend(cells.ok_or_else(|| not_ours(name))?);
                }
                (ColumnReader::Int32ColumnReader(column), Cell::Number(_)) => {
                    let cells = cells(column, count, may_be_null)?.into_iter();
                    let cells = cells.map(|cell| cell.map(i32::cast_unsigned));
                    self.numbers.entry(name).or_default().extend(cells);
                }
                (ColumnReader::BoolColumnReader(column), Cell::Flag(_)) => {
                    self.flags
                        .entry(name)
                        .or_default()
                        .extend(cells(column, count, may_be_null)?);
                }
                (ColumnReader::ByteArrayColumnReader(column), Cell::Text(_)) => {
                    self.texts
                        .entry(name)
                        .or_default()
                        .extend(&cells(column, count, may_be_null)?)?;
                }
                _ => return Err(not_ours(name)),
            }
        }
        Ok(())
    }

    fn into_batch(self) -> Result<Batch, ParquetError> {
        let Some(times) = self.times.get("ended_at") else {
            return Ok(Batch::default());
        };
        let mut items = Numbered::default();
        let mut circumstances = Numbered::default();
        let mut evidence = Vec::with_capacity(times.len());
        for (row, ended_at) in times.iter().enumerate() {
            let item = [
                self.text("uri", row),
                self.text("kind", row),
                self.text("name", row),
                self.text("artist", row),
                self.text("album", row),
                self.text("isrc", row),
                self.number("length_ms", row),
            ];
            let circumstance = [
                self.text("reason_start", row),
                self.text("reason_end", row),
                self.text("platform", row),
                self.text("country", row),
                self.flag("shuffle", row).map(u32::from),
                self.flag("skipped", row).map(u32::from),
                self.flag("offline", row).map(u32::from),
                self.flag("incognito", row).map(u32::from),
            ];
            let provenance = self.named("provenance", row, &PROVENANCES)?;
            let begin_only = self.flag("begin_only", row).ok_or_else(|| not_ours("begin_only"))?;
            evidence.push(Evidence {
                ended_at: PlayedAt::from_millis(*ended_at),
                item: items.number(item, || self.item(row))?,
                told_ms: self.number("told_ms", row).ok_or_else(|| not_ours("told_ms"))?,
                circumstance: circumstances.number(circumstance, || Ok(self.circumstance(row)))?,
                number: self
                    .number("number", row)
                    .and_then(|number| number.try_into().ok())
                    .ok_or_else(|| not_ours("number"))?,
                provenance,
                times: if begin_only { Times::Begin } else { provenance.times() },
            });
        }
        let (items, places) = sorted(items.values);
        for row in &mut evidence {
            row.item = places[row.item as usize];
        }
        Ok(Batch {
            items,
            circumstances: circumstances.values,
            evidence,
            ..Batch::default()
        })
    }

    fn item(&self, row: usize) -> Result<Item, ParquetError> {
        let told = |name| self.told(name, row).ok_or_else(|| not_ours(name));
        Ok(Item {
            uri: ItemUri::written_down(told("uri")?),
            kind: self.named("kind", row, &KINDS)?,
            name: told("name")?,
            artist: told("artist")?,
            album: told("album")?,
            length_ms: self.number("length_ms", row),
            isrc: self.told("isrc", row),
        })
    }

    fn circumstance(&self, row: usize) -> Circumstance {
        Circumstance {
            reason_start: self.told("reason_start", row),
            reason_end: self.told("reason_end", row),
            shuffle: self.flag("shuffle", row),
            skipped: self.flag("skipped", row),
            offline: self.flag("offline", row),
            incognito: self.flag("incognito", row),
            platform: self.told("platform", row),
            country: self.told("country", row),
        }
    }

    fn text(&self, name: &str, row: usize) -> Option<u32> {
        self.texts.get(name)?.cells.get(row).copied().flatten()
    }

    fn told(&self, name: &str, row: usize) -> Option<Box<str>> {
        let place = self.text(name, row)?;
        self.texts.get(name)?.distinct.get(place as usize).cloned()
    }

    fn number(&self, name: &str, row: usize) -> Option<u32> {
        self.numbers.get(name)?.get(row).copied().flatten()
    }

    fn flag(&self, name: &str, row: usize) -> Option<bool> {
        self.flags.get(name)?.get(row).copied().flatten()
    }

    fn named<T: Copy>(&self, name: &str, row: usize, names: &[(&str, T)]) -> Result<T, ParquetError> {
        let told = self.told(name, row);
        let known = names.iter().find(|(known, _)| Some(*known) == told.as_deref());
        known.map(|(_, value)| *value).ok_or_else(|| not_ours(name))
    }
}

impl Texts {
    fn extend(&mut self, cells: &[Option<ByteArray>]) -> Result<(), ParquetError> {
        for cell in cells {
            let place = match cell {
                Some(cell) => {
                    let text = str::from_utf8(cell.data()).map_err(|_| not_ours("text"))?;
                    Some(match self.places.get(text) {
                        Some(place) => *place,
                        None => {
                            let place = self.distinct.len() as u32;
                            self.distinct.push(text.into());
                            self.places.insert(text.into(), place);
                            place
                        }
                    })
                }
                None => None,
            };
            self.cells.push(place);
        }
        Ok(())
    }
}

/// Values that are equal if their keys are, each once.
struct Numbered<K, V> {
    places: HashMap<K, u32>,
    values: Vec<V>,
}

impl<K, V> Default for Numbered<K, V> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            values: Vec::new(),
        }
    }
}

impl<K: Eq + std::hash::Hash, V> Numbered<K, V> {
    fn number(&mut self, key: K, value: impl FnOnce() -> Result<V, ParquetError>) -> Result<u32, ParquetError> {
        if let Some(place) = self.places.get(&key) {
            return Ok(*place);
        }
        let place = self.values.len() as u32;
        self.values.push(value()?);
        self.places.insert(key, place);
        Ok(place)
    }
}

/// Items in order, and where each of them went.
fn sorted(items: Vec<Item>) -> (Vec<Item>, Vec<u32>) {
    let mut order: Vec<(Item, usize)> = items.into_iter().zip(0..).collect();
    order.sort_unstable();
    let mut places = vec![0; order.len()];
    for (to, (_, from)) in (0..).zip(&order) {
        places[*from] = to;
    }
    (order.into_iter().map(|(item, _)| item).collect(), places)
}

fn cells<T: DataType>(
    mut column: ColumnReaderImpl<T>,
    count: usize,
    may_be_null: bool,
) -> Result<Vec<Option<T::T>>, ParquetError> {
    let (mut levels, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut read = 0;
    while read < count {
        let wanted = may_be_null.then_some(&mut levels);
        let (records, _, _) = column.read_records(count - read, wanted, None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::General("it ends too early".to_owned()));
        }
        read += records;
    }
    if !may_be_null {
        return Ok(values.into_iter().map(Some).collect());
    }
    let mut values = values.into_iter();
    Ok(levels
        .into_iter()
        .map(|level| if level > 0 { values.next() } else { None })
        .collect())
}
