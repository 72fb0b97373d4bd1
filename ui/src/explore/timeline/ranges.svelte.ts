// Ranges of days: common ones, typed ones, and those that the listener saved under a name.
// Saved ranges are kept in local storage as dates; whatever else is found there is ignored.

import { isoDay, monthNames, parseDay, two, yearBounds, yearOf } from "../../words/days";
import { monthFirst } from "../../words/locale";
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
    this.#store([...this.all.filter((each) => each.name !== name), { name, range }]);
  }

  remove(name: string): void {
    this.#store(this.all.filter((each) => each.name !== name));
  }

  /** One that was removed from this place, unless another one has its name by now. */
  putBack(range: NamedRange, at: number): void {
    if (this.all.some(({ name }) => name === range.name)) return;
    this.#store(this.all.toSpliced(at, 0, range));
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

/**
 * The day of `2019-03-12`, `12.3.2019`, `12 Mar 2019` or `Mar 12, 2019`, and of `12/3/2019` in the order of the listener's
 * system. A year or a month alone is its first day, or with `last` its last. Else null.
 */
export function typedDay(
  typed: string,
  last: boolean,
  monthBeforeDay: boolean = monthFirst,
): number | null {
  const text = typed.trim().toLowerCase();
  const yearOrMonth = /^(\d{4})(?:-(\d{1,2}))?$/.exec(text);
  if (yearOrMonth) {
    const month = yearOrMonth[2] ? Number(yearOrMonth[2]) : last ? 12 : 1;
    const first = parseDay(`${yearOrMonth[1]}-${two(month)}-01`);
    if (first === null || !last) return first;
    const after =
      month === 12 ? [Number(yearOrMonth[1]) + 1, 1] : [Number(yearOrMonth[1]), month + 1];
    const next = parseDay(`${after[0]}-${two(after[1] ?? 1)}-01`);
    return next === null ? null : next - 1;
  }
  const parts = text.split(/[-./, ]+/);
  const [first = "", second = "", third = ""] = parts;
  if (parts.length !== 3) return null;
  if (/^\d{4}$/.test(first)) return dayNamed(first, second, third);
  const month = /^[a-z]/.test(first) || (monthBeforeDay && text.includes("/"));
  return month ? dayNamed(third, first, second) : dayNamed(third, second, first);
}

/** The month by its number or its English name. */
function dayNamed(year: string, month: string, date: string): number | null {
  const named = monthNames.findIndex(
    (name) => month.length >= 3 && name.toLowerCase().startsWith(month),
  );
  const numbers = [Number(month) || named + 1, Number(date)];
  return parseDay([year, ...numbers.map(two)].join("-"));
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
