// What became of the rows of an import, as numbers. Together they make up every row that was read.

import type { RejectedRows } from "../../shell/bindings";

/** A report and a source both have these. */
export interface ImportedRows {
  files: number;
  read: number;
  added: number;
  alreadyKnown: number;
  merged: number;
  setAside: RejectedRows[];
}

export function rejectedRows({ setAside }: ImportedRows): number {
  return setAside.reduce((sum, { count }) => sum + count, 0);
}

/** 0, unless the import has miscounted. */
export function unaccountedRows(rows: ImportedRows): number {
  return rows.read - rows.added - rows.alreadyKnown - rows.merged - rejectedRows(rows);
}
