// Columns that are far higher than all others are cut off, so that the others can be seen: drawn as high as there is room for, with a
// break through them, and told in words with all that they have. Pure.

import { endOf } from "../../figure/bins";
import { breakPath, clipAt } from "../../figure/clip";
import { tenth } from "../../figure/pixels";
import type { Bins, Measure, Stream } from "../../shell/bindings";
import { binName, date, hourName, hourOf, span } from "../../words/days";
import { measured } from "../../words/measured";
import {
  columnEdges,
  columnName,
  columnsOf,
  means,
  sums,
  type Columns,
  type Plot,
} from "./columns";
import type { Form } from "./form";

export interface Cut {
  /** Which column. */
  at: number;
  /** All that is in its bins. */
  total: number;
}

/** The name of a column that is cut, over it. */
export interface CutName {
  at: number;
  x: number;
  y: number;
  text: string;
}

/** Columns that are stacked: the heights of each row, and what they add up to. None is above the limit. */
export interface Stack {
  heights: number[][];
  totals: number[];
  limit: number;
  cuts: Cut[];
}

/** Room for the names of what is cut, over the drawing; a stream has as much below, so that its middle stays. */
export const cutRowPx = 14;
/** A broken band tells less than a broken bar, so only what is far above all others is cut. Curves have no fewer columns than these. */
/** A wild month is in up to three of the columns of a few years. */
const exceptions = { fewest: 12, from: 2.5, ordinary: 0.95 };

/** A column that is cut keeps the proportions of its parts. */
export function stacked(rows: number[][], columns: Columns): Stack {
  const heights = rows.map((row) => means(row, columns));
  const totals = Array.from({ length: columns.count }, (_, at) =>
    heights.reduce((sum, row) => sum + (row[at] ?? 0), 0),
  );
  const limit = clipAt(totals, exceptions);
  const cuts: Cut[] = [];
  for (const [at, total] of totals.entries()) {
    if (total <= limit) continue;
    cuts.push({ at, total: rows.reduce((sum, row) => sum + sumOf(row, columns, at), 0) });
    for (const row of heights) row[at] = (row[at] ?? 0) * (limit / total);
    totals[at] = limit;
  }
  return { heights, totals, limit, cuts };
}

/** Rows that stand on floors of their own, on one scale: each has its own cuts. */
export function standingRows(rows: number[][], columns: Columns) {
  const all = rows.map((row) => means(row, columns));
  const limit = clipAt(all.flat(), exceptions);
  return {
    limit,
    rows: all.map((row, band) => ({
      heights: row.map((height) => Math.min(height, limit)),
      highest: row.indexOf(Math.max(...row)),
      cuts: row.flatMap((height, at) =>
        height > limit ? [{ at, total: sumOf(rows[band] ?? [], columns, at) }] : [],
      ),
    })),
  };
}

/** How many pixels each of the amount has. */
export function scaleIn(roomPx: number, limit: number): number {
  return limit > 0 ? roomPx / limit : 0;
}

/** The break through each column that is cut, for an edge at this height. */
export function breaksAt(cuts: Cut[], columns: Columns, { left, width }: Plot, top: number) {
  const edges = columnEdges(columns, left, width);
  return cuts
    .map(({ at }) => breakPath(edges[at] ?? left, edges[at + 1] ?? left + width, top))
    .join("");
}

/** Names over what is cut, the highest first; one that would lie on another is left out. */
export function cutNames(
  cuts: Cut[],
  bins: Bins,
  columns: Columns,
  plot: Plot,
  widthOf: (text: string) => number,
): CutName[] {
  const edges = columnEdges(columns, plot.left, plot.width);
  const placed: (CutName & { half: number })[] = [];
  for (const { at } of cuts.toSorted((one, other) => other.total - one.total)) {
    const text = `cut off: ${columnName(bins, columns, at)}`;
    const half = widthOf(text) / 2;
    const middle = ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2;
    const x = tenth(Math.max(Math.min(middle, plot.left + plot.width - half), plot.left + half));
    const isFree = placed.every((other) => Math.abs(other.x - x) > other.half + half + 6);
    if (isFree) placed.push({ at, x, y: cutRowPx - 4, text, half });
  }
  return placed;
}

/** `Mar 2019 is cut off, its bands add up to 1,204 plays`; of ridges, where their amounts are. Empty where nothing is cut. */
export function cutWords(form: Form, { bands, bins }: Stream, measure: Measure): string {
  const columns = columnsOf(bins.starts.length);
  const rows = bands.map(({ amounts }) => amounts);
  if (form === "ridges") {
    const cut = standingRows(rows, columns).rows.filter(({ cuts }) => cuts.length > 0);
    return cut.length > 0 ? "a broken line goes higher, to the amount at its right" : "";
  }
  return stacked(rows, columns)
    .cuts.map(({ at, total }) => {
      const when = columnSpan(bins, columns, at);
      return `${when} is cut off, its bands add up to ${measured(total, measure)}`;
    })
    .join("; ");
}

/** When a column is, from its first bin to its last. */
function columnSpan(bins: Bins, columns: Columns, at: number): string {
  const { starts, unit } = bins;
  const { per } = columns;
  const first = starts[at * per] ?? 0;
  const end = starts[(at + 1) * per] ?? endOf(bins);
  if (unit === "month") return columnName(bins, columns, at);
  if (per === 1) return binName(first, unit).replace(/^week/, "the week");
  if (unit !== "hour") return span({ firstDay: first, lastDay: end - 1 });
  return `${date(Math.floor(first))}, ${hourName(hourOf(first))} – ${hourName(hourOf(end) || 24)}`;
}

function sumOf(row: number[], columns: Columns, at: number): number {
  return sums(row, columns)[at] ?? 0;
}
