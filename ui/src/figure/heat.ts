// Amounts as one of six tones, and cells as paths. Pure.
// Only zero has the lowest tone, and a tenth of the other cells at most has the highest. Between them are even steps: from
// nothing, or from what the quietest cells have where they too have much, so that busy cells can still be told apart.

import type { Measure } from "../shell/bindings";
import { numeral } from "../words/amounts";
import { tableAmount } from "../words/measured";
import { wait } from "../words/times";

/** The smallest amount of each tone from q1 to q5. */
export type Scale = readonly number[];

export function scaleOf(amounts: number[], measure: Measure): Scale {
  const unit = measure === "plays" ? 1 : 60;
  const busy = amounts
    .filter((amount) => amount > 0)
    .map((amount) => amount / unit)
    .toSorted((one, other) => one - other);
  const inHighest = Math.max(1, Math.floor(busy.length / 10));
  const most = busy.at(-1) ?? 0;
  /** The highest tone begins above this. */
  const below = busy.at(-1 - inHighest) ?? 0;
  const quietest = busy[Math.floor(busy.length / 20)] ?? 0;
  // Steps of less than a fortieth would make a lot of small differences.
  const low = busy.length > 1 && quietest > below / 2 ? Math.min(quietest, below * 0.9) : 0;
  const grain = grainUnder(((below || most) - low) / 10, measure);
  const rounded = (Math.floor(below / grain) + 1) * grain;
  let highest = below === 0 ? Math.floor(most / grain) * grain : rounded;
  // A round number that nothing reaches gives way to the most there is.
  if (highest > most && Math.floor(most) > below) highest = Math.floor(most);
  const from = [1, 2, 3, 4].map((step) =>
    // With few plays, each play more is another tone.
    highest <= 5
      ? Math.ceil((highest * (step + 1)) / 5)
      : Math.min(Math.round((low + ((highest - low) * step) / 4) / grain) * grain, highest),
  );
  from[3] = highest;
  return [1, ...from.map((amount) => Math.max(amount, 1) * unit)];
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

/** Where a tone begins: `40`, `25 min`, `3 h`. */
export function least(amount: number, measure: Measure): string {
  const shown = tableAmount(amount, measure);
  if (measure === "plays") return numeral(shown);
  return shown < 120 ? `${shown} min` : wait(shown * 60);
}

/** A round number of plays, minutes or hours, at least 1. */
function grainUnder(most: number, measure: Measure): number {
  const inHours = measure === "time" && most >= 60;
  const unit = inHours ? 60 : 1;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(most / unit)));
  const round = [5, 2, 1].find((each) => each * power * unit <= most) ?? 1;
  return round * power * unit;
}
