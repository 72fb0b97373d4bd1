// Who, over time, as outlines: bands stacked round a middle line, first at the top, everybody else last. Pure.
// A band's height is its amount on one scale for all; bands never cross, whatever the amounts.

import type { Stream } from "./bindings";

export interface Outline {
  /** What an SVG path draws. */
  d: string;
  /** The same of its upper edge alone. */
  over: string;
  /** Upper and lower edge, at even steps from left to right. */
  top: number[];
  bottom: number[];
}

/** Finer columns would hardly be seen, and while the brush is dragged all of them are painted anew. */
const leastColumnPx = 10;

/** One for each band, and one for everybody else. */
export function outlines(stream: Stream, width: number, height: number): Outline[] {
  const rows = [...stream.bands.map(({ amounts }) => amounts), stream.others];
  const bins = stream.bins.starts.length;
  const per = Math.ceil(bins / Math.max(2, Math.floor(width / leastColumnPx)));
  const heights = rows.map((row) => columns(row, bins, per));
  const points = heights[0]?.length ?? 0;
  const totals = Array.from({ length: points }, (_, at) => sum(heights, at));
  const most = Math.max(...totals, 0);
  const scale = most > 0 ? height / most : 0;
  const dx = width / (points - 1);

  // Heights and their slopes are added up alike, so that a band's height is smooth and never less than nothing.
  let edge = totals.map((total) => (height - total * scale) / 2);
  let slope = slopes(totals.map((total) => (-total * scale) / 2));
  let above = run(edge, slope, dx);
  return heights.map((row) => {
    const top = edge;
    const tops = above;
    const tall = row.map((amount) => amount * scale);
    const leaning = slopes(tall);
    edge = edge.map((y, at) => y + (tall[at] ?? 0));
    slope = slope.map((m, at) => m + (leaning[at] ?? 0));
    above = run(edge, slope, dx);
    return { d: `M${tops.there}L${above.back}Z`, over: `M${tops.there}`, top, bottom: edge };
  });
}

/** Means of so many bins each; a single one lasts from the left edge to the right one. */
function columns(row: number[], bins: number, per: number): number[] {
  const means: number[] = [];
  for (let from = 0; from < bins; from += per) {
    const part = row.slice(from, from + per);
    means.push(part.reduce((total, amount) => total + amount, 0) / part.length);
  }
  return means.length === 1 ? [...means, ...means] : means;
}

function sum(rows: number[][], at: number): number {
  return rows.reduce((total, row) => total + (row[at] ?? 0), 0);
}

/** Slopes per column of a curve that keeps between its points (Fritsch and Carlson's, on even steps). */
function slopes(ys: number[]): number[] {
  const steps = ys.slice(1).map((y, at) => y - (ys[at] ?? 0));
  return ys.map((_, at) => {
    const [before, after] = [steps[at - 1], steps[at]];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    if (before * after <= 0) return 0;
    const least = 2 * Math.min(Math.abs(before), Math.abs(after));
    return Math.sign(before) * Math.min(least, Math.abs(before + after) / 2);
  });
}

/** A curve from left to right, and the same one from right to left. */
function run(ys: number[], ms: number[], dx: number): { there: string; back: string } {
  const at = (index: number, by: number) =>
    `${tenth((index + by / 3) * dx)} ${tenth((ys[index] ?? 0) + ((ms[index] ?? 0) * by) / 3)}`;
  const last = ys.length - 1;
  let there = at(0, 0);
  let back = at(last, 0);
  for (let index = 1; index <= last; index += 1) {
    // After the first piece, the next one leaves as the last one came: `S` says that in fewer letters.
    there += index === 1 ? `C${at(0, 1)} ` : "S";
    there += `${at(index, -1)} ${at(index, 0)}`;
    const mirrored = last - index;
    back += index === 1 ? `C${at(last, -1)} ` : "S";
    back += `${at(mirrored, 1)} ${at(mirrored, 0)}`;
  }
  return { there, back };
}

function tenth(n: number): number {
  return Math.round(n * 10) / 10;
}
