// The stream as outlines: bands stacked around a middle line, the first at the top. Reads nothing of the page.
// All bands have one scale, theirs alone, and they never cross, whatever the amounts.

import { tenth } from "../../figure/pixels";
import { columnEdges, type Columns, type Plot } from "./columns";
import { cutRowPx, scaleIn, type Stack } from "./cut";

export interface Outline {
  /** What an SVG path draws. */
  d: string;
  /** Its upper edge alone, as a path. */
  upperEdge: string;
  /** The upper and the lower edge, in the middle of each column. */
  top: number[];
  bottom: number[];
}

/** One for each row of the stack. */
export function outlines(stack: Stack, columns: Columns, plot: Plot): Outline[] {
  const { height } = plot;
  const { heights, totals, limit, cuts } = stack;
  const scale = scaleIn(height - (cuts.length > 0 ? 2 * cutRowPx : 0), limit);
  const xs = curveXs(columns, plot);

  // Edges are sums of heights, and their slopes the sums of the heights' slopes. So each height is smooth and never below zero.
  let edge = totals.map((total) => (height - total * scale) / 2);
  let slope = slopes(totals.map((total) => (-total * scale) / 2));
  let curve = curves(edge, slope, xs);
  return heights.map((row) => {
    const top = edge;
    const upper = curve;
    const tall = row.map((amount) => amount * scale);
    const leaning = slopes(tall);
    edge = edge.map((y, at) => y + (tall[at] ?? 0));
    slope = slope.map((m, at) => m + (leaning[at] ?? 0));
    curve = curves(edge, slope, xs);
    return {
      d: `M${upper.forward}L${curve.back}Z`,
      upperEdge: `M${upper.forward}`,
      top,
      bottom: edge,
    };
  });
}

/** Columns as a curve over a level floor: `scale` in pixels for each of the amount. */
export function area(
  heights: number[],
  columns: Columns,
  plot: Plot,
  floor: number,
  scale: number,
): string {
  const ys = heights.map((amount) => floor - amount * scale);
  const { forward } = curves(ys, slopes(ys), curveXs(columns, plot));
  return `M${forward}V${tenth(floor)}H${tenth(plot.left)}Z`;
}

/** Where the points of every curve of a drawing are, and the points that it leans on before and after each, as paths write them. */
interface CurveXs {
  at: number[];
  before: number[];
  after: number[];
}

/** The curve passes through the middles of columns; half a column at each end is level. */
function curveXs(columns: Columns, { left, width }: Plot): CurveXs {
  const edges = columnEdges(columns, left, width);
  const middles = edges.slice(1).map((x, at) => ((edges[at] ?? x) + x) / 2);
  const xs = columns.count < 2 ? [left, left + width] : [left, ...middles, left + width];
  const towards = (by: -1 | 1) => xs.map((x, at) => tenth(x + ((xs[at + by] ?? x) - x) / 3));
  return { at: xs.map(tenth), before: towards(-1), after: towards(1) };
}

/** Slopes per column, level at both ends, of a curve that stays between its points (Fritsch and Carlson's, on even steps). */
function slopes(ys: number[]): number[] {
  const steps = ys.slice(1).map((y, at) => y - (ys[at] ?? 0));
  return ys.map((_, at) => {
    const [before, after] = [steps[at - 1], steps[at]];
    if (before === undefined || after === undefined || before * after <= 0) return 0;
    const least = 2 * Math.min(Math.abs(before), Math.abs(after));
    return Math.sign(before) * Math.min(least, Math.abs(before + after) / 2);
  });
}

/** A curve from left to right, and the same one from right to left. Each point is written once and serves both. */
function curves(
  middles: number[],
  tangents: number[],
  xs: CurveXs,
): { forward: string; back: string } {
  const [first, last] = [middles[0] ?? 0, middles.at(-1) ?? 0];
  const many = xs.at.length > 2;
  const ys = many ? [first, ...middles, last] : [first, last];
  const ms = many ? [0, ...tangents, 0] : [0, 0];
  const end = xs.at.length - 1;
  const points = ys.map((y, at) => `${xs.at[at]} ${tenth(y)}`);
  // The points that a curve leans on lie a third of the way to the neighbours, along the slope.
  const before = ys.map((y, at) => `${xs.before[at]} ${tenth(y - (ms[at] ?? 0) / 3)}`);
  const after = ys.map((y, at) => `${xs.after[at]} ${tenth(y + (ms[at] ?? 0) / 3)}`);
  let forward = points[0] ?? "";
  let back = points[end] ?? "";
  for (let index = 1; index <= end; index += 1) {
    const mirrored = end - index;
    // After the first piece, the control point mirrors the last one: `S` is shorter for that.
    const [ahead, behind] = index === 1 ? [`C${after[0]} `, `C${before[end]} `] : ["S", "S"];
    forward += `${ahead}${before[index]} ${points[index]}`;
    back += `${behind}${after[mirrored]} ${points[mirrored]}`;
  }
  return { forward, back };
}
