// The bump chart, ranks by year, as lines and labels in pixels. Computes from a given width and reads nothing of the page.
// All ranks beyond the twentieth are drawn at one height below the edge. No two names overlap.

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
  /** The dashed line below the twentieth rank; null where no rank is beyond it. */
  edge: number | null;
  /** Where the lines end and the names begin. */
  right: number;
  line: string;
  discs: Disc[];
  /** Ranks that there is no room to number. */
  dots: Dot[];
  rivals: { key: string; line: string }[];
  names: NameLabel[];
  years: { year: number; text: string; x: number }[];
}

/** The subject or a rival: a rank or null for each year. */
type Ranked = Omit<Rival, "key"> & { key: string | null };

interface Scale {
  x: (at: number) => number;
  y: (rank: number) => number;
}

/** The last rank with a height of its own. */
const lastRank = 20;
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

export function bumpChart(
  name: string,
  years: YearRank[],
  rivals: Rival[],
  widthPx: number,
): BumpChart {
  const right = Math.max(widthPx - nameColumnPx, 80);
  const yearStep = years.length > 1 ? (right - left - radius) / (years.length - 1) : 0;
  const own = years.map(({ rank }) => rank);
  const all = [own, ...rivals.map(({ ranks }) => ranks)].flat().filter((rank) => rank !== null);
  const beyondLast = all.some((rank) => rank > lastRank);
  const lowest = beyondLast ? lastRank : Math.max(6, ...all);
  // A single year has no line, so the heights above its rank would stay empty.
  const highest = years.length > 1 || beyondLast ? 1 : Math.min(...all, lowest);
  const step = Math.min(maxStepPx, 160 / (lowest - 1));
  const edge = beyondLast ? top + lowest * step + 6 : null;
  const scale: Scale = {
    x: (at) => left + at * yearStep,
    y: (rank) => (rank > lastRank ? (edge ?? 0) + 14 : top + (rank - highest) * step),
  };
  const height = (edge === null ? top + (lowest - highest) * step : edge + 14) + yearRowPx;
  const points = years.flatMap(({ year, rank }, at) =>
    rank === null ? [] : [{ rank, year, x: scale.x(at), y: scale.y(rank) }],
  );
  const withNumber = numbered(points);
  return {
    height,
    edge,
    right,
    line: linePath(own, scale),
    discs: points
      .filter((point) => withNumber.has(point))
      .map(({ year, rank, x, y }) => {
        return { year, rank, x, y, half: Math.max(radius, 3.2 * numeral(rank).length + 3) };
      }),
    dots: points.filter((point) => !withNumber.has(point)),
    rivals: rivals.map(({ key, ranks }) => ({ key, line: linePath(ranks, scale) })),
    names: nameLabels([{ key: null, name, ranks: own }, ...rivals], scale, height - yearRowPx + 4),
    years: yearLabels(years, scale, yearStep),
  };
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

/** Names beside the last year, of those with a rank in it; the others are named only in the table. */
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

/** Cut by an estimated width for each kind of letter: rather too wide than too narrow, also in the fallback fonts. */
function shortened(name: string): string {
  let room = nameColumnPx - 24;
  let kept = "";
  for (const letter of name) {
    room -= /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(letter)
      ? 11
      : /[MWmw@]|[^\p{sc=Latin}\p{sc=Common}]/u.test(letter)
        ? 8.6
        : /\p{Lu}/u.test(letter)
          ? 6.5
          : 5.2;
    if (room < 0) return `${kept.trimEnd()}…`;
    kept += letter;
  }
  return kept;
}

function yearLabels(years: YearRank[], { x }: Scale, yearStep: number) {
  const every = yearStep === 0 ? 1 : Math.ceil(34 / yearStep);
  const last = years.length - 1;
  return years.flatMap(({ year }, at) =>
    (last - at) % every === 0 ? [{ year, text: String(year), x: x(at) }] : [],
  );
}
