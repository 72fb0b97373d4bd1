// Amounts as one of six tones, and the cells of a week chosen by hand. Pure.
// Nothing is the lowest tone and something never is; the highest begins about where the busiest twentieth is.

import type { Measure } from "../shell/bindings";
import { inTable } from "../words/measured";
import { wait } from "../words/times";

/** The least amount of each tone from q1 to q5. */
export type Scale = readonly number[];

const steps = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 75];

export function scaleOf(amounts: number[], measure: Measure): Scale {
  const unit = measure === "plays" ? 1 : 60;
  const heard = amounts.filter((amount) => amount > 0).toSorted((one, other) => one - other);
  const high = (heard[Math.floor(heard.length * 0.95)] ?? 0) / unit;
  // Of few plays, each one more is another tone.
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

/** How a cell is filled: by its tone, only round its edge, or not at all. */
export type Look = `q${0 | 1 | 2 | 3 | 4 | 5}` | "hollow" | "bare";

export function lookOf(amount: number, scale: Scale): Look {
  return `q${tone(amount, scale) as 0 | 1 | 2 | 3 | 4 | 5}`;
}

/** A cell as a part of a path. */
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
  const shown = inTable(amount, measure);
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

export interface Hours {
  /** 0 is Monday; none means any. */
  weekdays: number[];
  /** None means any. */
  hours: number[];
}

/** A week as it is drawn: 25 places in a row, first the weekday's name; below the seven rows, the hours' names. */
export const placesInRow = 25;
const hoursRow = 7;

export function placeOf(weekday: number, hour: number): number {
  return weekday * placesInRow + hour + 1;
}

/** Where an arrow key leads; null where it is no such key. */
export function nextPlace(place: number, key: string): number | null {
  const row = Math.floor(place / placesInRow);
  const at = place % placesInRow;
  // Under the weekdays' names there is no hour's.
  const first = row === hoursRow ? 1 : 0;
  const last = at === 0 ? hoursRow - 1 : hoursRow;
  const to = (newRow: number, newAt: number) =>
    Math.min(Math.max(newRow, 0), last) * placesInRow +
    Math.min(Math.max(newAt, first), placesInRow - 1);
  if (key === "ArrowLeft") return to(row, at - 1);
  if (key === "ArrowRight") return to(row, at + 1);
  if (key === "ArrowUp") return to(row - 1, at);
  if (key === "ArrowDown") return to(row + 1, at);
  if (key === "Home") return to(row, 0);
  return key === "End" ? to(row, placesInRow - 1) : null;
}

/** What is let through after choosing from one place to another: names go in and out, cells make a block. */
export function chosen(from: number, to: number, now: Hours): Hours {
  const [weekday, hour] = [Math.floor(from / placesInRow), (from % placesInRow) - 1];
  const [lastDay, lastHour] = [Math.floor(to / placesInRow), (to % placesInRow) - 1];
  if (from === to && hour < 0) return { ...now, weekdays: toggled(now.weekdays, weekday, 7) };
  if (from === to && weekday === hoursRow) return { ...now, hours: toggled(now.hours, hour, 24) };
  if (hour < 0 && lastHour < 0) return { ...now, weekdays: some(weekday, lastDay, 7) };
  if (weekday === hoursRow && lastDay === hoursRow) {
    return { ...now, hours: some(hour, lastHour, 24) };
  }
  const next = {
    weekdays: some(Math.min(weekday, 6), Math.min(lastDay, 6), 7),
    hours: some(Math.max(hour, 0), Math.max(lastHour, 0), 24),
  };
  // The one cell that is left in, chosen again, lets all back in.
  const same = from === to && String(Object.values(next)) === String([now.weekdays, now.hours]);
  return same ? { weekdays: [], hours: [] } : next;
}

/** Whether a place lies between two others, as a block. */
export function inBlock(place: number, from: number, to: number): boolean {
  const between = (of: (place: number) => number) =>
    (of(place) - of(from)) * (of(place) - of(to)) <= 0;
  return between((at) => Math.floor(at / placesInRow)) && between((at) => at % placesInRow);
}

/** In where it was out, out where it was in; all of them is the same as any. */
function toggled(now: number[], value: number, of: number): number[] {
  const rest = now.filter((each) => each !== value);
  const next = rest.length < now.length ? rest : [...now, value];
  return anyOf(
    next.toSorted((one, other) => one - other),
    of,
  );
}

/** Whether a filter lets it through. */
export function within(only: number[], value: number): boolean {
  return only.length === 0 || only.includes(value);
}

function some(one: number, other: number, of: number): number[] {
  const from = Math.min(one, other);
  const all = Array.from({ length: Math.abs(one - other) + 1 }, (_, at) => from + at);
  return anyOf(all, of);
}

function anyOf(all: number[], of: number): number[] {
  return all.length === of ? [] : all;
}
