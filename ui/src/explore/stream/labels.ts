// Where the names of a stream stand: inside a band where it is clear for longest, else outside with a leader. Pure.
// No name lies on another, leaves the picture, or stands in a band that is too low for it. While the hand moves,
// a name stays where it stood for as long as it is clear there.

import type { Outline } from "./stream";

export interface Label {
  /** Which band. */
  band: number;
  text: string;
  /** The middle of its baseline. */
  x: number;
  y: number;
  /** Outside: where the line to its band begins and ends. */
  leader: { from: number; to: number } | null;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A band that is lower has no room for its name. */
const leastPx = 11;
/** More leaders than these would be a net. */
const mostLeaders = 4;
const longest = 28;

/** `wide` tells how wide a name is drawn; `before` are the labels that had better stay. */
export function labels(
  outlines: Outline[],
  names: string[],
  width: number,
  height: number,
  wide: (text: string) => number,
  before: Label[] = [],
): Label[] {
  const finer = outlines.map(({ top, bottom }) => ({
    top: sampled(fromEdges(top), width),
    bottom: sampled(fromEdges(bottom), width),
  }));
  const found: Label[] = [];
  const boxes: Box[] = [];
  const left: number[] = [];
  const texts = names.map(cut);
  for (const [band, outline] of finer.entries()) {
    const text = texts[band] ?? "";
    const stood = before.find((each) => each.text === text && !each.leader);
    const label = inside(outline, band, text, width, wide(text), stood?.x);
    if (label) place(label);
    else if (tallest(outline) > 1) left.push(band);
  }
  let leaders = 0;
  // Whoever stands out is named first.
  for (const band of left.toSorted((one, other) => tallestOf(other) - tallestOf(one))) {
    const text = texts[band] ?? "";
    const label = leaders < mostLeaders ? outside(finer, band, text) : null;
    if (!label) continue;
    place(label);
    leaders += 1;
  }
  return found;

  function tallestOf(band: number): number {
    const outline = finer[band];
    return outline ? tallest(outline) : 0;
  }

  function place(label: Label): void {
    found.push(label);
    boxes.push(boxOf(label, wide(label.text)));
  }

  function outside(all: Pick<Outline, "top" | "bottom">[], band: number, text: string) {
    const of = all[band];
    const [first, last] = [all[0], all.at(-1)];
    if (!of || !first || !last) return null;
    const dx = width / (of.top.length - 1);
    const half = wide(text) / 2;
    const high = tallest(of);
    const ways: Label[] = [];
    for (const [at, top] of of.top.entries()) {
      const x = at * dx;
      const bottom = of.bottom[at] ?? top;
      if (bottom - top < high * 0.8 || x < half || x > width - half) continue;
      const within = reach(at, half, dx);
      const above = Math.min(...part(first.top, within)) - 5;
      const below = Math.max(...part(last.bottom, within)) + 13;
      const to = (top + bottom) / 2;
      if (above >= leastPx) ways.push({ band, text, x, y: above, leader: { from: above + 2, to } });
      if (below <= height) {
        ways.push({ band, text, x, y: below, leader: { from: below - leastPx, to } });
      }
    }
    return ways.toSorted((one, other) => leaderPx(one) - leaderPx(other)).find(isFree) ?? null;
  }

  function isFree(label: Label): boolean {
    const box = boxOf(label, wide(label.text));
    const { from, to } = label.leader ?? { from: 0, to: 0 };
    const line = {
      left: label.x - 3,
      right: label.x + 3,
      top: Math.min(from, to),
      bottom: Math.max(from, to),
    };
    return !boxes.some((other) => overlap(box, other) || overlap(line, other));
  }
}

function inside(
  { top, bottom }: Pick<Outline, "top" | "bottom">,
  band: number,
  text: string,
  width: number,
  textWidth: number,
  stoodAt: number | undefined,
): Label | null {
  const dx = width / (top.length - 1);
  const half = textWidth / 2 + 4;
  let best = { clear: leastPx, at: -1, middle: 0 };
  if (stoodAt !== undefined) look(Math.round(stoodAt / dx));
  if (best.at < 0) for (const at of top.keys()) look(at);
  if (best.at < 0) return null;
  return { band, text, x: best.at * dx, y: best.middle + 4, leader: null };

  function look(at: number): void {
    if (at * dx < half || at * dx > width - half) return;
    const within = reach(at, half, dx);
    const upper = Math.max(...part(top, within));
    const lower = Math.min(...part(bottom, within));
    const clear = lower - upper;
    if (clear > best.clear) best = { clear, at, middle: (upper + lower) / 2 };
  }
}

/** From the left edge to the right one by half columns: level at the ends, straight between two middles. */
function fromEdges(middles: number[]): number[] {
  const halves = middles.flatMap((y, at) => [((middles[at - 1] ?? y) + y) / 2, y]);
  return [...halves, middles.at(-1) ?? 0];
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

function reach(at: number, half: number, dx: number): [number, number] {
  const by = Math.ceil(half / dx);
  return [Math.max(0, at - by), at + by + 1];
}

function part(of: number[], [from, to]: [number, number]): number[] {
  return of.slice(from, to);
}

function leaderPx({ leader }: Label): number {
  return leader ? Math.abs(leader.from - leader.to) : 0;
}

function boxOf({ x, y }: Label, width: number): Box {
  return { left: x - width / 2 - 3, right: x + width / 2 + 3, top: y - 10, bottom: y + 3 };
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

/** Eighty characters without a space would find no place at all. */
function cut(name: string): string {
  const letters = [...name];
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join("")
        .trim()}…`
    : name;
}
