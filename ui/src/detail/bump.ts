// The bump chart, ranks by year, as lines and labels in pixels. Computes from a given width and reads nothing of the page.
// A line ends where it leaves the twenty best and begins anew where it returns: what is beyond them has no height of its own, and
// would cross every other line on its way there. No two names overlap.

import { tenth } from "../figure/pixels";
import type { Rival, YearRank } from "../shell/bindings";
import { numeral } from "../words/amounts";

/** A rank of the subject with its number. */
export interface Disc {
  year: number;
  rank: number;
  x: number;
  y: number;
  /** Half its width: a rank of three digits or more needs a wider disc. */
  half: number;
}

/** A rank of the subject without its number. */
export interface Dot {
  x: number;
  y: number;
}

/** A rank of the subject beyond the twentieth, as a number below the ranks. */
export interface Beyond {
  year: number;
  text: string;
  x: number;
}

/** A name at the end of a line. */
export interface NameLabel {
  /** Null for the subject of the page. */
  key: string | null;
  name: string;
  /** As much of the name as there is room for. */
  text: string;
  x: number;
  y: number;
}

export interface BumpChart {
  height: number;
  /** Where the lines end and the names begin. */
  right: number;
  line: string;
  discs: Disc[];
  /** Ranks that there is no room to number. */
  dots: Dot[];
  /** All at one height. */
  beyond: { y: number; ranks: Beyond[] };
  rivals: { key: string; line: string }[];
  names: NameLabel[];
  years: { year: number; text: string; x: number }[];
}

/** The subject or a rival: a rank or null for each year. */
type Ranked = Pick<Rival, "name" | "ranks"> & { key: string | null };

interface Scale {
  x: (at: number) => number;
  y: (rank: number) => number;
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
const nameColumnPx = 132;
const nameHeightPx = 12;
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
  return {
    height,
    right,
    line: linePath(own, scale),
    discs: points
      .filter((point) => withNumber.has(point))
      .map(({ year, rank, x, y }) => {
        return { year, rank, x, y, half: Math.max(radius, 3.2 * numeral(rank).length + 3) };
      }),
    dots: points.filter((point) => !withNumber.has(point)),
    beyond: { y: floor + 4, ranks: beyond },
    rivals: drawn.map(({ key, ranks }) => ({ key, line: linePath(ranks, scale) })),
    names: [...nameLabels(lines, scale, floor + 4), ...earlierNames(lines, scale, points)],
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
    const [toX, toY] = [tenth(x(at)), tenth(y(rank))];
    if (before === null) {
      const alone = (ranks[at + 1] ?? null) === null;
      drawn += alone ? `M${toX - 3} ${toY}h6` : `M${toX} ${toY}`;
      return;
    }
    const middle = tenth((x(at - 1) + x(at)) / 2);
    drawn += `C${middle} ${tenth(y(before))} ${middle} ${toY} ${toX} ${toY}`;
  });
  return drawn;
}

/** Names beside the last year, of those with a rank in it. */
function nameLabels(all: Ranked[], { x, y }: Scale, bottom: number): NameLabel[] {
  const last = (all[0]?.ranks.length ?? 0) - 1;
  const ranked = all
    .flatMap(({ key, name, ranks }) => {
      const rank = ranks[last] ?? null;
      return rank === null ? [] : [{ key, name, at: y(rank) }];
    })
    .toSorted((one, other) => one.at - other.at);
  let free = -Infinity;
  const placed = ranked.map(({ key, name, at }) => {
    free = Math.max(at, free + nameHeightPx);
    return { key, name, text: shortened(name), x: x(last) + 16, y: free };
  });
  // Names pushed out at the bottom move up again, and so do those above them as far as needed.
  let ceiling = bottom;
  for (const label of placed.toReversed()) {
    label.y = Math.min(label.y, ceiling);
    ceiling = label.y - nameHeightPx;
  }
  return placed;
}

/** Names of lines that end before the last year, where they end; left out where they would lie on a number or another name. */
function earlierNames(all: Ranked[], { x, y }: Scale, points: Dot[]): NameLabel[] {
  const taken = points.map((point) => ({ left: point.x - 12, right: point.x + 12, y: point.y }));
  return all.flatMap(({ key, name, ranks }) => {
    const at = ranks.findLastIndex((rank) => rank !== null);
    const rank = ranks[at];
    if (rank === undefined || rank === null || at === ranks.length - 1) return [];
    // The subject's line ends with a disc.
    const from = x(at) + (key === null ? 14 : 7);
    const label = { key, name, text: shortened(name), x: from, y: y(rank) };
    const until = from + estimatedWidth(label.text) + 4;
    const isFree = taken.every(
      (other) =>
        from > other.right || until < other.left || Math.abs(label.y - other.y) > nameHeightPx,
    );
    if (!isFree || until > x(ranks.length - 1)) return [];
    taken.push({ left: from, right: until, y: label.y });
    return [label];
  });
}

function shortened(name: string): string {
  let room = nameColumnPx - 24;
  let kept = "";
  for (const letter of name) {
    room -= letterWidth(letter);
    if (room < 0) return `${kept.trimEnd()}…`;
    kept += letter;
  }
  return kept;
}

function estimatedWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** Rather too wide than too narrow, also in the fallback fonts. */
function letterWidth(letter: string): number {
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(letter)) return 11;
  if (/[MWmw@]|[^\p{sc=Latin}\p{sc=Common}]/u.test(letter)) return 8.6;
  return /\p{Lu}/u.test(letter) ? 6.5 : 5.2;
}

function yearLabels(years: YearRank[], { x }: Scale, yearStep: number) {
  const every = yearStep === 0 ? 1 : Math.ceil(34 / yearStep);
  const last = years.length - 1;
  return years.flatMap(({ year }, at) =>
    (last - at) % every === 0 ? [{ year, text: String(year), x: x(at) }] : [],
  );
}
