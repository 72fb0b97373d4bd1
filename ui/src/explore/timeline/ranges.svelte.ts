// Ranges of days: common ones, and those that the listener saved under a name.
// Saved ranges are kept in local storage as dates; whatever else is found there is ignored.

import { isoDay, parseDay, yearBounds, yearOf } from "../../words/days";
import type { OpenRange } from "./brush";

export interface NamedRange {
  name: string;
  range: OpenRange;
}

const storageKey = "tonearm.ranges";

/** "Last 28 days" ends with today. */
export function usualRanges(today: number): NamedRange[] {
  const last = (days: number): OpenRange => ({ fromDay: today - days + 1, toDay: null });
  return [
    { name: "All", range: { fromDay: null, toDay: null } },
    { name: "This year", range: yearRange(yearOf(today)) },
    { name: "Last year", range: yearRange(yearOf(today) - 1) },
    { name: "Last 365 days", range: last(365) },
    { name: "Last 28 days", range: last(28) },
  ];
}

export class SavedRanges {
  all = $state.raw<NamedRange[]>(read());

  /** Replaces a range of the same name. */
  save(name: string, range: OpenRange): void {
    this.#store([...read().filter((each) => each.name !== name), { name, range }]);
  }

  remove(name: string): void {
    this.#store(read().filter((each) => each.name !== name));
  }

  /** One that was removed from this place, unless another one has its name by now. */
  putBack(range: NamedRange, at: number): void {
    // Explore may have been left and opened anew since then.
    const all = read();
    if (!all.some(({ name }) => name === range.name)) this.#store(all.toSpliced(at, 0, range));
  }

  #store(all: NamedRange[]): void {
    this.all = all;
    const stored = all.map(({ name, range }) => [
      name,
      isoOrNull(range.fromDay),
      isoOrNull(range.toDay),
    ]);
    localStorage.setItem(storageKey, JSON.stringify(stored));
  }
}

function read(): NamedRange[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((each: unknown) => {
      if (!Array.isArray(each) || typeof each[0] !== "string") return [];
      const [fromDay, toDay] = [parseDay(String(each[1])), parseDay(String(each[2]))];
      return [{ name: each[0], range: { fromDay, toDay } }];
    });
  } catch {
    return [];
  }
}

function yearRange(year: number): OpenRange {
  const { firstDay, lastDay } = yearBounds(year);
  return { fromDay: firstDay, toDay: lastDay };
}

function isoOrNull(day: number | null): string | null {
  return day === null ? null : isoDay(day);
}
