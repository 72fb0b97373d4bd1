// Amounts as one of six tones, and cells as paths. Pure.
// Only zero has the lowest tone. The highest begins about where the busiest twentieth does.

import type { Measure } from "../shell/bindings";
import { tableAmount } from "../words/measured";
import { wait } from "../words/times";

/** The smallest amount of each tone from q1 to q5. */
export type Scale = readonly number[];

const steps = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 75];

export function scaleOf(amounts: number[], measure: Measure): Scale {
  const unit = measure === "plays" ? 1 : 60;
  const nonZero = amounts.filter((amount) => amount > 0).toSorted((one, other) => one - other);
  const high = (nonZero[Math.floor(nonZero.length * 0.95)] ?? 0) / unit;
  // With few plays, each play more is another tone.
  const of = (times: number) =>
    high < 5
      ? Math.ceil((Math.ceil(high) * (times + 1)) / 5) || 1
      : times * stepUnder(high / 4, measure);
  return [1, ...[1, 2, 3, 4].map((times) => of(times) * unit)];
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
  if (measure === "plays") return String(shown);
  return shown < 120 ? `${shown} min` : wait(shown * 60);
}

/** A round number of plays or minutes. */
function stepUnder(high: number, measure: Measure): number {
  const byHours = measure === "time" && high >= 60;
  const highest = measure === "time" && !byHours ? 30 : 75;
  let best = 1;
  for (let power = byHours ? 60 : 1; power <= high; power *= 10) {
    for (const step of steps) {
      if (step <= highest && step * power <= high) best = Math.max(best, step * power);
    }
  }
  return best;
}
