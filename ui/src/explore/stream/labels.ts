// Places the names of a stream: inside the band where it is tallest, or else outside with a leader line to the band.
// No name lies on another, leaves the picture, or is in a band that is too low for it. While the brush is dragged, a name
// stays in place as long as it has room there.

import type { Outline } from "./stream";

export interface Label {
  /** Which band. */
  band: number;
  text: string;
  /** The middle of its baseline. */
  x: number;
  y: number;
  /** For a name outside: where the line to its band begins and ends. */
  leader: { from: number; to: number } | null;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A band that is lower has no room for its name. */
const minPx = 11;
/** Leader lines that are closer than this on average could not be followed, nor more than these. */
const [leaderEveryPx, mostLeaders] = [110, 8];
/** A leader is best where its band is nearly as tall as anywhere; elsewhere, it needs a band that can be seen. */
const [nearlyTallest, visiblePx] = [0.8, 1.5];
const maxLetters = 28;

/** What labels have to heed. */
interface Heeded {
  /** Those of the frame before, which keep their place where they can. */
  before?: Label[];
  /** Other texts of the drawing. */
  taken?: Pick<Label, "x" | "y" | "text">[];
}

/** `widthOf` gives the width of a text in pixels. */
export function labels(
  outlines: Outline[],
  names: string[],
  width: number,
  height: number,
  widthOf: (text: string) => number,
  { before = [], taken = [] }: Heeded = {},
): Label[] {
  // Where one band ends and the next begins, both have the same edge.
  const lines = new Map<number[], number[]>();
  const lineOf = (edge: number[]) => {
    const line = lines.get(edge) ?? sampled(fromEdges(edge), width);
    lines.set(edge, line);
    return line;
  };
  const fine = outlines.map(({ top, bottom }) => ({ top: lineOf(top), bottom: lineOf(bottom) }));
  const heights = fine.map(tallest);
  const found: Label[] = [];
  const boxes = taken.map((text) => boxOf(text, widthOf(text.text)));
  const unplaced: number[] = [];
  const texts = names.map(cut);
  for (const [band, outline] of fine.entries()) {
    const text = texts[band] ?? "";
    const last = before.find((each) => each.text === text && !each.leader);
    const tall = heights[band] ?? 0;
    // Most bands are too low for any name, which is seen at once.
    const label = tall > minPx ? inside(outline, band, text, width, widthOf(text), last?.x) : null;
    if (label) place(label);
    else if (tall > 1) unplaced.push(band);
  }
  let leaders = 0;
  const maxLeaders = Math.min(Math.floor(width / leaderEveryPx), mostLeaders);
  // The tallest of them first: it stands out most.
  const tallestFirst = (one: number, other: number) => (heights[other] ?? 0) - (heights[one] ?? 0);
  for (const band of unplaced.toSorted(tallestFirst)) {
    const text = texts[band] ?? "";
    const label = leaders < maxLeaders ? outside(fine, band, text) : null;
    if (!label) continue;
    place(label);
    leaders += 1;
  }
  return found;

  function place(label: Label): void {
    found.push(label);
    boxes.push(boxOf(label, widthOf(label.text)));
    if (label.leader) boxes.push(lineOfLeader(label.x, label.leader));
  }

  function outside(all: Pick<Outline, "top" | "bottom">[], band: number, text: string) {
    const of = all[band];
    const [upper, lower] = [all[0]?.top, all.at(-1)?.bottom];
    if (!of || !upper || !lower) return null;
    const dx = width / (of.top.length - 1);
    const half = widthOf(text) / 2;
    const candidates = (at: number): Label[] => {
      const x = at * dx;
      const [top, bottom] = [of.top[at] ?? 0, of.bottom[at] ?? 0];
      if (bottom - top < visiblePx || x < half || x > width - half) return [];
      const columns = columnsUnder(at, half, dx);
      const above = Math.min(...between(upper, columns)) - 5;
      const below = Math.max(...between(lower, columns)) + 13;
      const to = (top + bottom) / 2;
      const possible: Label[] = [];
      if (above >= minPx)
        possible.push({ band, text, x, y: above, leader: { from: above + 2, to } });
      if (below <= height) {
        possible.push({ band, text, x, y: below, leader: { from: below - minPx, to } });
      }
      return possible;
    };
    const tallestPx = heights[band] ?? 0;
    // Where it was a frame ago; then where the band is nearly its tallest; then where it can be seen.
    const last = before.find((each) => each.text === text && each.leader);
    if (last) {
      const free = shortest(candidates(Math.round(last.x / dx)));
      if (free) return free;
    }
    const places: [number[], number[]] = [[], []];
    for (const [at, top] of of.top.entries()) {
      const tall = (of.bottom[at] ?? top) - top;
      if (tall >= visiblePx) places[tall < tallestPx * nearlyTallest ? 1 : 0].push(at);
    }
    return shortest(places[0].flatMap(candidates)) ?? shortest(places[1].flatMap(candidates));
  }

  function shortest(candidates: Label[]): Label | null {
    const sorted = candidates.toSorted((one, other) => leaderPx(one) - leaderPx(other));
    return sorted.find(isFree) ?? null;
  }

  function isFree(label: Label): boolean {
    const box = boxOf(label, widthOf(label.text));
    const line = lineOfLeader(label.x, label.leader ?? { from: 0, to: 0 });
    return !boxes.some((other) => overlap(box, other) || overlap(line, other));
  }
}

function inside(
  { top, bottom }: Pick<Outline, "top" | "bottom">,
  band: number,
  text: string,
  width: number,
  textWidth: number,
  lastX: number | undefined,
): Label | null {
  const dx = width / (top.length - 1);
  const half = textWidth / 2 + 4;
  let best = { clear: minPx, at: -1, middle: 0 };
  if (lastX !== undefined) tryAt(Math.round(lastX / dx));
  if (best.at < 0) for (const at of top.keys()) tryAt(at);
  if (best.at < 0) return null;
  return { band, text, x: best.at * dx, y: best.middle + 4, leader: null };

  function tryAt(at: number): void {
    if (at * dx < half || at * dx > width - half) return;
    // Under a text, no more is clear than in its middle.
    if ((bottom[at] ?? 0) - (top[at] ?? 0) <= best.clear) return;
    const columns = columnsUnder(at, half, dx);
    const upper = Math.max(...between(top, columns));
    const lower = Math.min(...between(bottom, columns));
    const clear = lower - upper;
    if (clear > best.clear) best = { clear, at, middle: (upper + lower) / 2 };
  }
}

/** The middles of columns, and the points halfway between them, from the left edge to the right one. */
function fromEdges(middles: number[]): number[] {
  const line: number[] = [];
  for (const [at, y] of middles.entries()) line.push(((middles[at - 1] ?? y) + y) / 2, y);
  line.push(middles.at(-1) ?? 0);
  return line;
}

/** Points at least every eight pixels, straight between the given ones. */
function sampled(edge: number[], width: number): number[] {
  const steps = Math.ceil(width / 8);
  if (edge.length > steps) return edge;
  return Array.from({ length: steps + 1 }, (_, at) => {
    const along = (at / steps) * (edge.length - 1);
    const from = Math.min(Math.floor(along), edge.length - 2);
    const [one, other] = [edge[from] ?? 0, edge[from + 1] ?? 0];
    return one + (other - one) * (along - from);
  });
}

function tallest({ top, bottom }: Pick<Outline, "top" | "bottom">): number {
  return Math.max(...bottom.map((y, at) => y - (top[at] ?? y)));
}

/** The columns under a text of twice this half width, from and to. */
function columnsUnder(at: number, half: number, dx: number): [number, number] {
  const by = Math.ceil(half / dx);
  return [Math.max(0, at - by), at + by + 1];
}

function between(of: number[], [from, to]: [number, number]): number[] {
  return of.slice(from, to);
}

function leaderPx({ leader }: Label): number {
  return leader ? Math.abs(leader.from - leader.to) : 0;
}

function boxOf({ x, y }: Pick<Label, "x" | "y">, width: number): Box {
  return { left: x - width / 2 - 3, right: x + width / 2 + 3, top: y - 10, bottom: y + 3 };
}

function lineOfLeader(x: number, { from, to }: NonNullable<Label["leader"]>): Box {
  return { left: x - 3, right: x + 3, top: Math.min(from, to), bottom: Math.max(from, to) };
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

/** A very long name would have room nowhere. */
function cut(name: string): string {
  const letters = [...name];
  return letters.length > maxLetters
    ? `${letters
        .slice(0, maxLetters - 1)
        .join("")
        .trim()}…`
    : name;
}
