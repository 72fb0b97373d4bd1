// A table as text for a spreadsheet, after RFC 4180. Pure.
// A name that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises.

export type Cell = string | number;

export interface Table {
  head: string[];
  /** The first cell names its row. */
  rows: Cell[][];
}

export function csv({ head, rows }: Table): string {
  return [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
