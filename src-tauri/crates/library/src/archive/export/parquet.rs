//! Parquet for DuckDB, Polars and the like: times are times, numbers are numbers, unknown values are null. Holds the plays of
//! one row group in memory and no more.

use std::{
    io::{self, Write},
    sync::Arc,
};

use ::parquet::{
    basic::{Compression, Encoding, LogicalType, Repetition, TimeUnit, Type as Physical},
    column::writer::{ColumnWriter, ColumnWriterImpl},
    data_type::{ByteArray, DataType},
    errors::ParquetError,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::{ColumnPath, Type},
};

use super::{
    columns::{COLUMNS, Cell},
    resolved::{PlayWriter, ResolvedPlay},
};

/// How many plays are in one row group.
pub(super) const GROUP_PLAYS: usize = 128 * 1024;
/// How many cells are handed over at once.
const BATCH_CELLS: usize = 4096;

pub(super) struct ParquetWriter<'r, W: Write + Send> {
    file: SerializedFileWriter<W>,
    group: Vec<ResolvedPlay<'r>>,
}

impl<W: Write + Send> ParquetWriter<'_, W> {
    pub(super) fn begin(out: W) -> io::Result<Self> {
        // Plays are sorted by time, so the differences are small numbers.
        let ended_at = || ColumnPath::from("ended_at");
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_column_dictionary_enabled(ended_at(), false)
            .set_column_encoding(ended_at(), Encoding::DELTA_BINARY_PACKED)
            .build();
        let file = schema().and_then(|schema| SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)));
        Ok(Self {
            file: file.map_err(io_error)?,
            group: Vec::with_capacity(GROUP_PLAYS),
        })
    }

    /// Completes the file, and gives back what it was written to.
    pub(super) fn into_inner(mut self) -> io::Result<W> {
        if !self.group.is_empty() {
            self.write_group().map_err(io_error)?;
        }
        self.file.into_inner().map_err(io_error)
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for (_, cell) in COLUMNS {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            match (column.untyped(), cell) {
                (ColumnWriter::Int64ColumnWriter(column), _) => {
                    write_cells(column, &self.group, |play| Some(play.ended_at))
                }
                (ColumnWriter::Int32ColumnWriter(column), _) => {
                    // The limit is more than three weeks: no play is that long.
                    let ms = |play: &ResolvedPlay<'_>| i32::try_from(play.ms_played).unwrap_or(i32::MAX);
                    write_cells(column, &self.group, |play| Some(ms(play)))
                }
                (ColumnWriter::BoolColumnWriter(column), Cell::Flag(flag)) => write_cells(column, &self.group, flag),
                (ColumnWriter::ByteArrayColumnWriter(column), Cell::Text(text)) => {
                    write_cells(column, &self.group, |play| {
                        text(play).map(|text| ByteArray::from(&*text))
                    })
                }
                _ => Err(ParquetError::General(
                    "a column is of another type than its cells".to_owned(),
                )),
            }?;
            column.close()?;
        }
        group.close()?;
        self.group.clear();
        Ok(())
    }
}

impl<'r, W: Write + Send> PlayWriter<'r> for ParquetWriter<'r, W> {
    fn write(&mut self, play: ResolvedPlay<'r>) -> io::Result<()> {
        self.group.push(play);
        if self.group.len() == GROUP_PLAYS {
            self.write_group().map_err(io_error)?;
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        self.into_inner().map(drop)
    }
}

fn schema() -> Result<Type, ParquetError> {
    let column = |(heading, cell): (&str, Cell)| {
        let (physical, logical, repetition) = match cell {
            Cell::EndedAt => {
                let utc = LogicalType::timestamp(true, TimeUnit::MILLIS);
                (Physical::INT64, Some(utc), Repetition::REQUIRED)
            }
            Cell::MsPlayed => (Physical::INT32, None, Repetition::REQUIRED),
            Cell::Flag(_) => (Physical::BOOLEAN, None, Repetition::OPTIONAL),
            Cell::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::OPTIONAL),
        };
        let column = Type::primitive_type_builder(heading, physical).with_repetition(repetition);
        column.with_logical_type(logical).build().map(Arc::new)
    };
    let columns = COLUMNS.into_iter().map(column).collect::<Result<_, _>>()?;
    Type::group_type_builder("listening").with_fields(columns).build()
}

fn write_cells<T: DataType>(
    column: &mut ColumnWriterImpl<'_, T>,
    plays: &[ResolvedPlay<'_>],
    cell: impl Fn(&ResolvedPlay<'_>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let may_be_null = column.get_descriptor().max_def_level() > 0;
    let mut values = Vec::with_capacity(BATCH_CELLS);
    let mut levels = Vec::with_capacity(BATCH_CELLS);
    for plays in plays.chunks(BATCH_CELLS) {
        values.clear();
        levels.clear();
        for play in plays {
            let value = cell(play);
            levels.push(i16::from(value.is_some()));
            values.extend(value);
        }
        column.write_batch(&values, may_be_null.then_some(&levels), None)?;
    }
    Ok(())
}

/// The error of the file system, if it was one.
fn io_error(why: ParquetError) -> io::Error {
    match why {
        ParquetError::External(why) => match why.downcast::<io::Error>() {
            Ok(why) => *why,
            Err(why) => io::Error::other(why),
        },
        why => io::Error::other(why),
    }
}
