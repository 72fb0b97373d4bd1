// Ranges of days: the usual ones, and those that the listener gave a name, kept for the next start.

import { isoDay, parseDay, two, yearBounds, yearOf } from "../../words/days";
import type { Range } from "./brush";

export interface NamedRange {
  name: string;
  range: Range;
}

const remembered = "tonearm.ranges";

/** As seen from today; the last 28 days are those up to and with today. */
export function usualRanges(today: number): NamedRange[] {
  const last = (days: number): Range => ({ fromDay: today - days + 1, toDay: null });
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

  /** Another of the same name gives way. */
  save(name: string, range: Range): void {
    this.#keep([...this.all.filter((each) => each.name !== name), { name, range }]);
  }

  remove(name: string): void {
    this.#keep(this.all.filter((each) => each.name !== name));
  }

  #keep(all: NamedRange[]): void {
    this.all = all;
    const said = all.map(({ name, range }) => [name, text(range.fromDay), text(range.toDay)]);
    localStorage.setItem(remembered, JSON.stringify(said));
  }
}

/** A day as one types it: `2019-03-12`, `12.3.2019`, `12 Mar 2019`; a year or a month is its first day, or its last. */
export function typedDay(typed: string, last: boolean): number | null {
  const words = typed.trim().toLowerCase();
  const whole = /^(\d{4})(?:-(\d{1,2}))?$/.exec(words);
  if (whole) {
    const month = whole[2] ? Number(whole[2]) : last ? 12 : 1;
    const first = parseDay(`${whole[1]}-${two(month)}-01`);
    if (first === null || !last) return first;
    const after = month === 12 ? [Number(whole[1]) + 1, 1] : [Number(whole[1]), month + 1];
    const next = parseDay(`${after[0]}-${two(after[1] ?? 1)}-01`);
    return next === null ? null : next - 1;
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (iso) return parseDay(`${iso[1]}-${two(Number(iso[2]))}-${two(Number(iso[3]))}`);
  const dotted = /^(\d{1,2})[./ ]+(\d{1,2}|[a-z]{3,9})[./ ]+(\d{4})$/.exec(words);
  if (!dotted) return null;
  const named = "janfebmaraprmayjunjulaugsepoctnovdec".indexOf((dotted[2] ?? "").slice(0, 3));
  const month = Number(dotted[2]) || named / 3 + 1;
  return parseDay(`${dotted[3]}-${two(month)}-${two(Number(dotted[1]))}`);
}

function read(): NamedRange[] {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(remembered) ?? "[]");
    if (!Array.isArray(said)) return [];
    return said.flatMap((each: unknown) => {
      if (!Array.isArray(each) || typeof each[0] !== "string") return [];
      const [fromDay, toDay] = [parseDay(String(each[1])), parseDay(String(each[2]))];
      return [{ name: each[0], range: { fromDay, toDay } }];
    });
  } catch {
    return [];
  }
}

function yearRange(year: number): Range {
  const { firstDay, lastDay } = yearBounds(year);
  return { fromDay: firstDay, toDay: lastDay };
}

function text(day: number | null): string | null {
  return day === null ? null : isoDay(day);
}
