// The chart of ranks by year as lines and labels in pixels. Pure arithmetic on a given width.
// Ranks beyond the twentieth stand on the lower edge, a year without a rank breaks the line, no two names overlap.

import type { Rival, YearRank } from "../shell/bindings";

export interface Disc {
  year: number;
  rank: number;
  x: number;
  y: number;
  /** Half its width: ranks of three digits and more need a longer one. */
  half: number;
}

export interface Dot {
  x: number;
  y: number;
}

export interface Name {
  /** Null for the subject itself. */
  key: string | null;
  name: string;
  /** As much of the name as there is room for. */
  words: string;
  x: number;
  y: number;
}

export interface BumpChart {
  height: number;
  /** Where the lower edge is broken; null where nobody fell so deep. */
  edge: number | null;
  right: number;
  line: string;
  discs: Disc[];
  /** Ranks of the subject that there is no room to number. */
  dots: Dot[];
  rivals: { key: string; line: string }[];
  names: Name[];
  years: { year: number; words: string; x: number }[];
}

type Ranked = Omit<Rival, "key"> & { key: string | null };

interface Scale {
  x: (at: number) => number;
  y: (rank: number) => number;
}

const deepest = 20;
const top = 14;
const left = 14;
const radius = 10;
const discsApart = 23;
const namesWide = 132;
const nameHigh = 12;
const mostStep = 20;
const foot = 28;

export function bump(name: string, years: YearRank[], rivals: Rival[], widthPx: number): BumpChart {
  const right = Math.max(widthPx - namesWide, 80);
  const between = years.length > 1 ? (right - left - radius) / (years.length - 1) : 0;
  const own = years.map(({ rank }) => rank);
  const all = [own, ...rivals.map(({ ranks }) => ranks)].flat().filter((rank) => rank !== null);
  const fallen = all.some((rank) => rank > deepest);
  const lowest = fallen ? deepest : Math.max(6, ...all);
  // A year alone has no line that would need the height.
  const highest = years.length > 1 || fallen ? 1 : Math.min(...all, lowest);
  const step = Math.min(mostStep, 160 / (lowest - 1));
  const edge = fallen ? top + lowest * step + 6 : null;
  const scale: Scale = {
    x: (at) => left + at * between,
    y: (rank) => (rank > deepest ? (edge ?? 0) + 14 : top + (rank - highest) * step),
  };
  const height = (edge === null ? top + (lowest - highest) * step : edge + 14) + foot;
  const points = years.flatMap(({ year, rank }, at) =>
    rank === null ? [] : [{ rank, year, x: scale.x(at), y: scale.y(rank) }],
  );
  const shown = numbered(points);
  return {
    height,
    edge,
    right,
    line: path(own, scale),
    discs: points
      .filter((point) => shown.has(point))
      .map(({ year, rank, x, y }) => {
        return { year, rank, x, y, half: Math.max(radius, 3.2 * String(rank).length + 3) };
      }),
    dots: points.filter((point) => !shown.has(point)),
    rivals: rivals.map(({ key, ranks }) => ({ key, line: path(ranks, scale) })),
    names: named([{ key: null, name, ranks: own }, ...rivals], scale, height - foot + 4),
    years: yearNames(years, scale, between),
  };
}

/** Where discs would touch, the best year keeps its own, then the last, the first, and who still has room. */
function numbered<T extends { rank: number; x: number }>(points: T[]): Set<T> {
  const best = Math.min(...points.map(({ rank }) => rank));
  const [first, last] = [points[0], points.at(-1)];
  const kept = new Set<T>();
  for (const point of [points.find(({ rank }) => rank === best), last, first, ...points]) {
    if (!point) continue;
    if ([...kept].every(({ x }) => Math.abs(x - point.x) >= discsApart)) kept.add(point);
  }
  return kept;
}

/** Curves from year to year; alone, a year is a short dash. */
function path(ranks: (number | null)[], { x, y }: Scale): string {
  let drawn = "";
  ranks.forEach((rank, at) => {
    if (rank === null) return;
    const before = at > 0 ? (ranks[at - 1] ?? null) : null;
    const [toX, toY] = [round(x(at)), round(y(rank))];
    if (before === null) {
      const alone = (ranks[at + 1] ?? null) === null;
      drawn += alone ? `M${toX - 3} ${toY}h6` : `M${toX} ${toY}`;
      return;
    }
    const middle = round((x(at - 1) + x(at)) / 2);
    drawn += `C${middle} ${round(y(before))} ${middle} ${toY} ${toX} ${toY}`;
  });
  return drawn;
}

/** Beside the last year those that it ranks; who left earlier has no name here but in the table. */
function named(all: Ranked[], { x, y }: Scale, bottom: number): Name[] {
  const last = (all[0]?.ranks.length ?? 0) - 1;
  const wanted = all
    .flatMap(({ key, name, ranks }) => {
      const rank = ranks[last] ?? null;
      return rank === null ? [] : [{ key, name, at: y(rank) }];
    })
    .toSorted((one, other) => one.at - other.at);
  let free = -Infinity;
  const placed = wanted.map(({ key, name, at }) => {
    free = Math.max(at, free + nameHigh);
    return { key, name, words: shortened(name), x: x(last) + 16, y: free };
  });
  // What was pushed out at the bottom moves up again, and those above it as far as they must.
  let ceiling = bottom;
  for (const each of placed.toReversed()) {
    each.y = Math.min(each.y, ceiling);
    ceiling = each.y - nameHigh;
  }
  return placed;
}

/** Letters are taken for as wide as their like in the fall-back fonts, rather too wide than too narrow. */
function shortened(name: string): string {
  let room = namesWide - 24;
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

function yearNames(years: YearRank[], { x }: Scale, between: number) {
  const every = between === 0 ? 1 : Math.ceil(34 / between);
  const last = years.length - 1;
  return years.flatMap(({ year }, at) =>
    (last - at) % every === 0 ? [{ year, words: String(year), x: x(at) }] : [],
  );
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
