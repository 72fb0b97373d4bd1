//! Writes a file of a part.

use std::{
    io::{self, BufWriter, Write},
    sync::Arc,
};

use parquet::{
    basic::{Compression, Encoding},
    column::writer::{ColumnWriter, ColumnWriterImpl},
    data_type::{ByteArray, DataType},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::ColumnPath,
};
use plays::Part;

use super::{
    NOTE, Row,
    columns::{COLUMNS, Cell, schema},
};

/// Rows that are written together.
const GROUP_ROWS: usize = 128 * 1024;

pub(super) fn write(out: &mut (impl Write + Send), part: &Part, note: String) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, out);
    write_rows(&mut out, part, note).map_err(io_error)?;
    out.flush()
}

fn write_rows(out: impl Write + Send, part: &Part, note: String) -> Result<(), ParquetError> {
    let mut rows: Vec<_> = part.batch.evidence.iter().collect();
    // In one order, whatever the order in the archive: equal parts are equal files.
    rows.sort_unstable_by_key(|row| (row.ended_at, &part.batch.items[row.item as usize], **row));
    let rows: Vec<Row<'_>> = rows.into_iter().map(|evidence| Row::of(part, evidence)).collect();

    let ended_at = || ColumnPath::from("ended_at");
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_column_dictionary_enabled(ended_at(), false)
        .set_column_encoding(ended_at(), Encoding::DELTA_BINARY_PACKED)
        .set_key_value_metadata(Some(vec![KeyValue::new(NOTE.to_owned(), note)]))
        .build();
    let mut file = SerializedFileWriter::new(out, Arc::new(schema()?), Arc::new(properties))?;
    for rows in rows.chunks(GROUP_ROWS) {
        let mut group = file.next_row_group()?;
        for (_, cell) in COLUMNS {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            match (column.untyped(), cell) {
                (ColumnWriter::Int64ColumnWriter(column), Cell::Time(time)) => {
                    write_cells(column, rows, |row| Some(time(row)))
                }
                (ColumnWriter::Int32ColumnWriter(column), Cell::Number(number)) => {
                    write_cells(column, rows, |row| number(row).map(u32::cast_signed))
                }
                (ColumnWriter::BoolColumnWriter(column), Cell::Flag(flag)) => write_cells(column, rows, flag),
                (ColumnWriter::ByteArrayColumnWriter(column), Cell::Text(text)) => {
                    write_cells(column, rows, |row| text(row).map(ByteArray::from))
                }
                _ => Err(ParquetError::General(
                    "a column is of another type than its cells".to_owned(),
                )),
            }?;
            column.close()?;
        }
        group.close()?;
    }
    file.close().map(drop)
}

fn write_cells<T: DataType>(
    column: &mut ColumnWriterImpl<'_, T>,
    rows: &[Row<'_>],
    cell: impl Fn(&Row<'_>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let may_be_null = column.get_descriptor().max_def_level() > 0;
    let cells: Vec<Option<T::T>> = rows.iter().map(cell).collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    column
        .write_batch(&values, may_be_null.then_some(&levels), None)
        .map(drop)
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
