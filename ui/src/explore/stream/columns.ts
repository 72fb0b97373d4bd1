// The columns that are drawn of a stream's bins: at most sixty, each of as many neighbouring bins. More could not be told apart,
// and would cost every frame while the brush is dragged. Pure.
// A column has the mean of its bins, so "plays per month" stays true of it, also of a last one with fewer bins.

import type { Bins } from "../../shell/bindings";
import { binName, date, monthAndYear, monthNames, partsOf, short } from "../../words/days";

export interface Columns {
  bins: number;
  /** Bins in each, but perhaps the last. */
  per: number;
  count: number;
}

/** The part of the drawing that time runs through. */
export interface Plot {
  left: number;
  width: number;
  height: number;
}

/** While the brush is dragged there are fewer, because each frame paints all of them. */
const [mostColumns, mostDragged] = [60, 56];

/** `moving`: the brush is dragged. */
export function columnsOf(bins: number, moving = false): Columns {
  const per = Math.max(1, Math.ceil(bins / (moving ? mostDragged : mostColumns)));
  return { bins, per, count: Math.ceil(bins / per) };
}

/** The sum of each column's bins. */
export function sums(row: number[], { count, per }: Columns): number[] {
  return Array.from({ length: count }, (_, at) => {
    let sum = 0;
    for (const amount of row.slice(at * per, (at + 1) * per)) sum += amount;
    return sum;
  });
}

/** The mean of each column's bins. */
export function means(row: number[], columns: Columns): number[] {
  const { bins, per } = columns;
  return sums(row, columns).map((sum, at) => sum / Math.min(per, bins - at * per));
}

/** Where columns begin, and where the last one ends: in line with the bins, so that a day lies over its own column. */
export function columnEdges({ bins, per, count }: Columns, left: number, width: number): number[] {
  return Array.from({ length: count + 1 }, (_, at) => {
    return left + (Math.min(at * per, bins) / Math.max(bins, 1)) * width;
  });
}

/** When a column is, in few letters: `Mar 2019`, `Jan – Apr 2019`; of weeks and days, the first day; of hours, the first hour. */
export function columnName({ starts, unit }: Bins, { per }: Columns, at: number): string {
  const first = starts[at * per] ?? 0;
  const last = starts[Math.min((at + 1) * per, starts.length) - 1] ?? first;
  if (unit === "hour") return binName(first, unit);
  if (unit !== "month") return date(first);
  const [from, to] = [partsOf(first), partsOf(last)];
  if (first === last) return monthAndYear(first);
  return from.year === to.year
    ? `${short(monthNames[from.month])} – ${monthAndYear(last)}`
    : `${from.year} – ${to.year}`;
}
