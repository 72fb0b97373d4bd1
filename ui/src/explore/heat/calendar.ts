// A year by day, with weeks as columns that begin on Monday: the column of each month, and what is known of each day.
// A day without a play in a gap is never a day with zero plays.

import type { Calendar, DayRange, GapDays, GapKind } from "../../shell/bindings";
import { monthNames, dayOf, short, weekdayOf } from "../../words/days";
import { allows } from "./week";

/** `out`: outside the range; `missing` and `mayBeMissing`: in a gap; `dropped`: another weekday than those of the filter. */
export type DayKind = "in" | "out" | "dropped" | GapKind;

export interface YearOfWeeks {
  /** Columns; up to 54. */
  weeks: number;
  /** The weekday of 1 January. */
  offset: number;
  /** Where months begin, by column. */
  months: { name: string; week: number }[];
}

export function yearOfWeeks(year: number): YearOfWeeks {
  const first = dayOf(year);
  const offset = weekdayOf(first);
  const months = monthNames.map((name, month) => {
    // A month's name is below its first whole week.
    const at = dayOf(year, month) - first + offset;
    return { name: short(name), week: Math.ceil(at / 7) };
  });
  const days = dayOf(year + 1) - first;
  return { weeks: Math.ceil((offset + days) / 7), offset, months };
}

/** What is known of each day of the year. */
export function dayKinds(
  { firstDay, days }: Calendar,
  range: DayRange | null,
  weekdays: number[],
  gaps: GapDays[],
): DayKind[] {
  return days.map((amount, at) => {
    const day = firstDay + at;
    if (!allows(weekdays, weekdayOf(day))) return "dropped";
    const gap = amount === 0 && gaps.find((each) => covers(each, day));
    if (gap) return gap.kind;
    return range && covers(range, day) ? "in" : "out";
  });
}

/** The day that a key leads to: a day up or down, a week left or right, the first or the last. Null for any other key. */
export function nextDay(at: number, key: string, days: number): number | null {
  const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }[key];
  if (key === "Home") return 0;
  if (key === "End") return days - 1;
  if (by === undefined) return null;
  const next = at + by;
  return next < 0 || next >= days ? at : next;
}

function covers({ firstDay, lastDay }: DayRange, day: number): boolean {
  return firstDay <= day && day <= lastDay;
}
