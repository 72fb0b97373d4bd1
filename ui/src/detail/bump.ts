// The bump chart, ranks by year, as lines and labels in pixels. Computes from a given width and reads nothing of the page.
// A line ends where it leaves the twenty best and begins anew where it returns: what is beyond them has no height of its own, and
// would cross every other line on its way there. Thin dashes lead from where it left to where it returns, so that it is one line.
// Each line has a name, and no two names overlap.

import { tenth } from "../figure/pixels";
import type { Rival, YearRank } from "../shell/bindings";
import { numeral } from "../words/amounts";
import { curve, lineNames, nameColumnPx, type NameLabel, type Scale } from "./bumpNames";

/** A rank of the subject with its number. */
export interface Disc {
  year: number;
  rank: number;
  x: number;
  y: number;
  /** Half its width: a rank of three digits or more needs a wider disc. */
  half: number;
}

/** A rank of the subject beyond the twentieth, as a number below the ranks. */
export interface Beyond {
  year: number;
  text: string;
  x: number;
}

export interface BumpChart {
  height: number;
  /** Where the lines end and the names begin. */
  right: number;
  line: string;
  /** The dashes over its interruptions. */
  bridge: string;
  /** There are dashes, of any line. */
  isBridged: boolean;
  discs: Disc[];
  /** Ranks that there is no room to number. */
  dots: { x: number; y: number }[];
  /** All at one height. */
  beyond: { y: number; ranks: Beyond[] };
  rivals: { key: string; line: string; bridge: string }[];
  names: NameLabel[];
  years: { year: number; text: string; x: number }[];
}

/** What the figure is, by how often it was among the twenty best. */
export type RankForm = "lines" | "alwaysFirst" | "words";

/** The last rank with a height of its own. */
export const lastRank = 20;
/** Fewer years make no line. */
const fewestYears = 3;
/** More lines than these could not be followed. */
const mostRivals = 5;
const top = 14;
const left = 14;
const radius = 10;
/** Between the middles of two discs, so that they do not touch. */
const discGapPx = 23;
const maxStepPx = 20;
/** Room for the years below the ranks. */
const yearRowPx = 28;
const beyondRowPx = 18;

export function rankForm(years: YearRank[]): RankForm {
  const ranked = years.filter(({ rank }) => rank !== null && rank <= lastRank);
  if (ranked.length < fewestYears) return "words";
  return years.every(({ rank }) => rank === null || rank === 1) ? "alwaysFirst" : "lines";
}

export function bumpChart(
  name: string,
  years: YearRank[],
  rivals: Rival[],
  widthPx: number,
): BumpChart {
  const right = Math.max(widthPx - nameColumnPx, 80);
  const yearStep = years.length > 1 ? (right - left - radius) / (years.length - 1) : 0;
  const own = years.map(({ rank }) => amongBest(rank));
  const drawn = rivals
    .map(({ key, name: of, ranks }) => ({ key, name: of, ranks: ranks.map(amongBest) }))
    .filter(({ ranks }) => ranks.some((rank) => rank !== null))
    .slice(0, mostRivals);
  const all = [own, ...drawn.map(({ ranks }) => ranks)].flat().filter((rank) => rank !== null);
  const lowest = Math.max(6, ...all);
  const step = Math.min(maxStepPx, 160 / (lowest - 1));
  const scale: Scale = {
    x: (at) => left + at * yearStep,
    y: (rank) => top + (rank - 1) * step,
  };
  const beyond = years.flatMap(({ year, rank }, at) =>
    rank !== null && rank > lastRank ? [{ year, text: numeral(rank), x: scale.x(at) }] : [],
  );
  const floor = scale.y(lowest) + (beyond.length > 0 ? beyondRowPx : 0);
  const height = floor + yearRowPx;
  const points = years.flatMap(({ year, rank }, at) =>
    rank === null || rank > lastRank ? [] : [{ rank, year, x: scale.x(at), y: scale.y(rank) }],
  );
  const withNumber = numbered(points);
  const lines = [{ key: null, name, ranks: own }, ...drawn];
  const { names, leads } = lineNames(lines, scale, floor + 4, points);
  const bridges = lines.map(({ ranks }, at) => bridgePath(ranks, scale) + (leads[at] ?? ""));
  return {
    height,
    right,
    line: linePath(own, scale),
    bridge: bridges[0] ?? "",
    isBridged: bridges.some((bridge) => bridge !== ""),
    discs: points
      .filter((point) => withNumber.has(point))
      .map(({ year, rank, x, y }) => {
        return { year, rank, x, y, half: Math.max(radius, 3.2 * numeral(rank).length + 3) };
      }),
    dots: points.filter((point) => !withNumber.has(point)),
    beyond: { y: floor + 4, ranks: beyond },
    rivals: drawn.map(({ key, ranks }, at) => {
      return { key, line: linePath(ranks, scale), bridge: bridges[at + 1] ?? "" };
    }),
    names,
    years: yearLabels(years, scale, yearStep),
  };
}

/** The rank, where it has a height of its own. */
export function amongBest(rank: number | null): number | null {
  return rank !== null && rank <= lastRank ? rank : null;
}

/** The points whose number is shown: the best year, then the last, the first, and every other one that touches none of these. */
function numbered<T extends { rank: number; x: number }>(points: T[]): Set<T> {
  const best = Math.min(...points.map(({ rank }) => rank));
  const [first, last] = [points[0], points.at(-1)];
  const kept = new Set<T>();
  for (const point of [points.find(({ rank }) => rank === best), last, first, ...points]) {
    if (!point) continue;
    if ([...kept].every(({ x }) => Math.abs(x - point.x) >= discGapPx)) kept.add(point);
  }
  return kept;
}

/** Curves from year to year, interrupted by years without a rank; a year with none beside it is a short dash. */
function linePath(ranks: (number | null)[], { x, y }: Scale): string {
  let drawn = "";
  ranks.forEach((rank, at) => {
    if (rank === null) return;
    const before = at > 0 ? (ranks[at - 1] ?? null) : null;
    const to = { x: x(at), y: y(rank) };
    if (before === null) {
      const alone = (ranks[at + 1] ?? null) === null;
      const [toX, toY] = [tenth(to.x), tenth(to.y)];
      drawn += alone ? `M${toX - 3} ${toY}h6` : `M${toX} ${toY}`;
    } else drawn += curve({ x: x(at - 1), y: y(before) }, to);
  });
  return drawn;
}

/** A curve over each interruption, from the last year before it to the first one after it. */
function bridgePath(ranks: (number | null)[], { x, y }: Scale): string {
  let drawn = "";
  let before: { at: number; x: number; y: number } | null = null;
  for (const [at, rank] of ranks.entries()) {
    if (rank === null) continue;
    const here = { at, x: x(at), y: y(rank) };
    if (before && at - before.at > 1) {
      drawn += `M${tenth(before.x)} ${tenth(before.y)}${curve(before, here)}`;
    }
    before = here;
  }
  return drawn;
}

function yearLabels(years: YearRank[], { x }: Scale, yearStep: number) {
  const every = yearStep === 0 ? 1 : Math.ceil(34 / yearStep);
  const last = years.length - 1;
  return years.flatMap(({ year }, at) =>
    (last - at) % every === 0 ? [{ year, text: String(year), x: x(at) }] : [],
  );
}
