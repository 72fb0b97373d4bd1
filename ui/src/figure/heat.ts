// Amounts as one of six tones, and cells as paths. Pure.
// Only zero has the lowest tone. The others are shared out by rank, so that busy cells can still be told apart from busier ones:
// a quarter of the cells with something in them has the first of them, a quarter each the next two, and a tenth at most the
// highest. Where a tone begins is printed beside the figure, because equal steps of tone are no equal steps of amount.

import type { Measure } from "../shell/bindings";
import { numeral } from "../words/amounts";

/** The smallest amount of each tone from q1 to q5; Infinity where nothing has the tone. */
export type Scale = readonly number[];

/** At most these shares of the busy cells have a tone from q2 to q5, or one above it. */
const sharesFrom = [0.75, 0.5, 0.25, 0.1];
/** With so few different amounts, each has a tone of its own: which ones, by how many there are. */
const ownTones = [[], [3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]];
/** Amounts that differ by no more than this share are alike. */
const alikeWithin = 0.05;
const minutesInHours = 1_200;

export function scaleOf(amounts: number[], measure: Measure): Scale {
  const unit = measure === "plays" ? 1 : 60;
  const busy = amounts
    .filter((amount) => amount > 0)
    .map((amount) => Math.max(1, Math.round(amount / unit)))
    .toSorted((one, other) => one - other);
  const levels = [...new Set(busy)];
  const last = busy.length - 1;
  const [low = 0, high = 0] = [busy[Math.floor(last * 0.05)], busy[Math.ceil(last * 0.95)]];
  if (levels.length > 1 && high <= low * (1 + alikeWithin)) {
    const wild = high * 1.5;
    return [1, 1, 1, wild, wild].map((from) => Math.ceil(from) * unit);
  }
  const tones = ownTones[levels.length];
  if (tones) return toneStarts(levels, tones).map((from) => from * unit);
  return [
    1,
    ...sharesFrom.map((share) => shown(firstOf(busy, share), busy[last] ?? 0, measure)),
  ].map((from) => from * unit);
}

/** The amount from which on there are no more cells than this share; at least one has it. */
function firstOf(busy: number[], share: number): number {
  const count = Math.max(1, Math.floor(share * busy.length));
  const least = busy[busy.length - count] ?? 0;
  if (busy[busy.length - count - 1] !== least) return least;
  // Equal amounts have the same tone, the lower one.
  return busy.find((amount) => amount > least) ?? Infinity;
}

/** Each level begins the tone that is its own; a tone between two of them has nothing. */
function toneStarts(levels: number[], tones: number[]): number[] {
  return [1, 2, 3, 4, 5].map((each) => {
    const at = tones.findIndex((own) => own >= each);
    return at < 0 ? Infinity : at === 0 ? 1 : (levels[at] ?? Infinity);
  });
}

/** Three digits are enough to read, and whole hours where minutes would be thousands. Never beyond the most that there is. */
function shown(amount: number, most: number, measure: Measure): number {
  if (!Number.isFinite(amount)) return amount;
  const inHours = measure === "time" && amount >= minutesInHours;
  const grain = inHours ? 60 : 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 2);
  const rounded = Math.ceil(amount / grain) * grain;
  return rounded > most ? amount : rounded;
}

/** 0 to 5. */
export function tone(amount: number, scale: Scale): number {
  return scale.filter((from) => amount >= from).length;
}

/** How a cell is drawn: filled with its tone, only its outline, or not at all. */
export type Look = `q${0 | 1 | 2 | 3 | 4 | 5}` | "hollow" | "bare";

export function lookOf(amount: number, scale: Scale): Look {
  return `q${tone(amount, scale) as 0 | 1 | 2 | 3 | 4 | 5}`;
}

/** One cell within a path. */
export function cellPath(x: number, y: number, width: number, height: number): string {
  const [left, top, wide, high] = [x, y, width, height].map((px) => Math.round(px * 100) / 100);
  return `M${left} ${top}h${wide}v${high}h-${wide}Z`;
}

/** All cells that look alike as one path. */
export function pathsOf(looks: Look[], cells: string[]): { look: Look; d: string }[] {
  const paths = new Map<Look, string>();
  for (const [at, look] of looks.entries()) {
    if (look !== "bare") paths.set(look, (paths.get(look) ?? "") + (cells[at] ?? ""));
  }
  return drawnLooks.map((look) => ({ look, d: paths.get(look) ?? "" }));
}

const drawnLooks = ["q0", "q1", "q2", "q3", "q4", "q5", "hollow"] as const;

/** One of the tones that a scale uses, and the amount that it begins with as the key has it. */
export interface KeyStep {
  look: Look;
  from: string;
}

/** The tones in use, and what their numbers count: `plays`, `minutes` or `hours`. */
export function keyOf(scale: Scale, measure: Measure): { unit: string; steps: KeyStep[] } {
  const used = scale.flatMap((from, at) => {
    const next = scale[at + 1] ?? Infinity;
    return Number.isFinite(from) && from < next ? [{ tone: at + 1, from }] : [];
  });
  const highest = (used.at(-1)?.from ?? 0) / 60;
  const unit = measure === "plays" ? "plays" : highest < minutesInHours ? "minutes" : "hours";
  const per = { plays: 1, minutes: 60, hours: 3600 }[unit] ?? 1;
  const steps = used.map(({ tone: of, from }) => {
    const amount = from / per;
    // A minute is not a tenth of an hour, and more than nothing.
    const words = amount < 0.1 ? ">0" : numeral(Math.round(amount * 10) / 10);
    return { look: `q${of}` as Look, from: words };
  });
  return { unit, steps: [{ look: "q0", from: "0" }, ...steps] };
}
