//! Many rows at once, with as few statements as the server can take. Rows that are there already stay as they are.
//! Written so that it works on partitions that lie on another server, and without saying which conflict is meant.

use std::{fmt::Write as _, ops::Range};

use postgres::{
    Transaction,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};
use uuid::Uuid;

use super::{Scope, failure::Failure};

/// Rows that go into one statement where there are no temporary tables.
const BATCH_ROWS: usize = 5_000;
/// With fewer rows, a temporary table is not worth its two statements more.
const FEW_ROWS: usize = 5_000;

/// A column of rows to be written.
pub(super) struct Column<'c> {
    name: &'static str,
    kind: Type,
    cells: Box<dyn Cells + 'c>,
}

impl<'c> Column<'c> {
    pub(super) fn new<T: ToSql + Sync + 'c>(name: &'static str, kind: Type, cells: Vec<T>) -> Self {
        Self {
            name,
            kind,
            cells: Box::new(cells),
        }
    }
}

trait Cells {
    fn len(&self) -> usize;
    fn cell(&self, row: usize) -> &(dyn ToSql + Sync);
    fn some(&self, rows: Range<usize>) -> Box<dyn ToSql + Sync + '_>;
}

impl<T: ToSql + Sync> Cells for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn cell(&self, row: usize) -> &(dyn ToSql + Sync) {
        &self[row]
    }

    fn some(&self, rows: Range<usize>) -> Box<dyn ToSql + Sync + '_> {
        Box::new(&self[rows])
    }
}

/// Rows of one table.
pub(super) struct Rows<'c> {
    table: &'static str,
    /// Is written into each row, where the table has listeners.
    listener: Option<Uuid>,
    columns: Vec<Column<'c>>,
    on_conflict: &'static str,
}

/// Rows whose key is there already stay as they are.
const AS_THEY_ARE: &str = "ON CONFLICT DO NOTHING";

impl<'c> Rows<'c> {
    /// Rows of a listener's table, without the column for the listener.
    pub(super) fn of_listener(table: &'static str, listener: Uuid, columns: Vec<Column<'c>>) -> Self {
        Self {
            listener: Some(listener),
            ..Self::of_catalogue(table, columns)
        }
    }

    /// Rows of the catalogue.
    pub(super) fn of_catalogue(table: &'static str, columns: Vec<Column<'c>>) -> Self {
        Self {
            table,
            listener: None,
            columns,
            on_conflict: AS_THEY_ARE,
        }
    }

    /// What happens to rows whose key is there already, from `ON CONFLICT` on. Not for tables that may have partitions elsewhere.
    pub(super) fn on_conflict(self, on_conflict: &'static str) -> Self {
        Self { on_conflict, ..self }
    }

    /// None of the keys is there, which halves the time. If another connection adds one meanwhile, the transaction is done again.
    pub(super) fn new_alone(self) -> Self {
        self.on_conflict("")
    }

    /// As [`Self::new_alone`] where there are many: then nobody else is likely to add the same at that moment.
    pub(super) fn new_alone_if_many(self) -> Self {
        if self.len() > FEW_ROWS { self.new_alone() } else { self }
    }

    fn len(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|column| column.name).collect();
        names.join(", ")
    }

    /// Writes them: by COPY where none of them is there and the server lets this user, through a temporary table where it has them. Rows
    /// in the order of their keys are written fastest, and get in nobody's way for ever.
    pub(super) fn write(&self, transaction: &mut Transaction<'_>, scope: Scope) -> Result<(), Failure> {
        match self.len() {
            0 => Ok(()),
            rows if rows <= FEW_ROWS => self.write_in_batches(transaction),
            _ if self.on_conflict.is_empty() && scope.is_postgresql && self.takes_copy(transaction)? => {
                self.copy_into(transaction, &format!("tonearm.{}", self.table), self.listener)
            }
            _ if scope.has_temporary => self.write_through_temporary(transaction),
            _ => self.write_in_batches(transaction),
        }
    }

    /// Whether this user may COPY into the table: not where row security decides what they may write.
    fn takes_copy(&self, transaction: &mut Transaction<'_>) -> Result<bool, Failure> {
        let sql = "SELECT NOT row_security_active($1::text)";
        Ok(transaction
            .query_one(sql, &[&format!("tonearm.{}", self.table)])?
            .get(0))
    }

    fn write_through_temporary(&self, transaction: &mut Transaction<'_>) -> Result<(), Failure> {
        let (table, names) = (self.table, self.names());
        let incoming = format!("pg_temp.incoming_{table}");
        let mut columns = String::new();
        for column in &self.columns {
            let separator = if columns.is_empty() { "" } else { ", " };
            // Writing into a String can't fail.
            _ = write!(columns, "{separator}{} {}", column.name, column.kind.name());
        }
        transaction.batch_execute(&format!(
            "CREATE TEMPORARY TABLE IF NOT EXISTS incoming_{table} ({columns}) ON COMMIT DELETE ROWS; TRUNCATE {incoming}"
        ))?;
        self.copy_into(transaction, &incoming, None)?;
        let on_conflict = self.on_conflict;
        match self.listener {
            Some(listener) => transaction.execute(
                &format!(
                    "INSERT INTO tonearm.{table} (listener, {names}) SELECT $1, {names} FROM {incoming} {on_conflict}"
                ),
                &[&listener],
            ),
            None => transaction.execute(
                &format!("INSERT INTO tonearm.{table} ({names}) SELECT {names} FROM {incoming} {on_conflict}"),
                &[],
            ),
        }?;
        Ok(())
    }

    /// Copies all rows into a table, with the listener where one is given.
    fn copy_into(&self, transaction: &mut Transaction<'_>, table: &str, listener: Option<Uuid>) -> Result<(), Failure> {
        let names = if listener.is_some() { "listener, " } else { "" }.to_owned() + &self.names();
        let kinds = self.columns.iter().map(|column| column.kind.clone());
        let kinds: Vec<Type> = listener.iter().map(|_| Type::UUID).chain(kinds).collect();
        let writer = transaction.copy_in(&format!("COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"))?;
        let mut writer = BinaryCopyInWriter::new(writer, &kinds);
        let mut cells: Vec<&(dyn ToSql + Sync)> = Vec::with_capacity(kinds.len());
        for row in 0..self.len() {
            cells.clear();
            cells.extend(listener.iter().map(|listener| listener as &(dyn ToSql + Sync)));
            cells.extend(self.columns.iter().map(|column| column.cells.cell(row)));
            writer.write(&cells)?;
        }
        writer.finish()?;
        Ok(())
    }

    fn write_in_batches(&self, transaction: &mut Transaction<'_>) -> Result<(), Failure> {
        let (table, names, on_conflict) = (self.table, self.names(), self.on_conflict);
        let first = usize::from(self.listener.is_some());
        let arrays: Vec<String> = (self.columns.iter().zip(first + 1..))
            .map(|(column, at)| format!("${at}::{}[]", column.kind.name()))
            .collect();
        let arrays = arrays.join(", ");
        let insert = if self.listener.is_some() {
            format!(
                "INSERT INTO tonearm.{table} (listener, {names}) SELECT $1::uuid, incoming.* FROM unnest({arrays}) AS incoming \
                 {on_conflict}"
            )
        } else {
            format!(
                "INSERT INTO tonearm.{table} ({names}) SELECT incoming.* FROM unnest({arrays}) AS incoming {on_conflict}"
            )
        };
        let insert = transaction.prepare(&insert)?;
        for from in (0..self.len()).step_by(BATCH_ROWS) {
            let rows = from..self.len().min(from + BATCH_ROWS);
            let arrays: Vec<_> = self
                .columns
                .iter()
                .map(|column| column.cells.some(rows.clone()))
                .collect();
            let listener = self.listener.iter().map(|listener| listener as &(dyn ToSql + Sync));
            let arguments: Vec<_> = listener
                .chain(arrays.iter().map(|array| &**array as &(dyn ToSql + Sync)))
                .collect();
            transaction.execute(&insert, &arguments)?;
        }
        Ok(())
    }
}
