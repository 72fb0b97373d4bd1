// A year by day, weeks as columns from Monday on: where each day stands, and what is known of it. Pure.
// A day in a gap without a play is missing, one outside the range or of another weekday is left out: neither is nothing.

import type { Calendar, DayRange } from "../../shell/bindings";
import { monthNames, dayOf, short, weekdayOf } from "../../words/days";
import { within } from "./week";

export type DayKind = "in" | "out" | "missing" | "dropped";

export interface Year {
  /** Columns; up to 54. */
  weeks: number;
  /** The weekday of 1 January. */
  offset: number;
  /** Where months begin, by column. */
  months: { name: string; week: number }[];
}

export function yearOfWeeks(year: number): Year {
  const first = dayOf(year);
  const offset = weekdayOf(first);
  const months = monthNames.map((name, month) => {
    // A month's name stands over its first whole week.
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
  gaps: DayRange[],
): DayKind[] {
  return days.map((amount, at) => {
    const day = firstDay + at;
    if (!within(weekdays, weekdayOf(day))) return "dropped";
    if (amount === 0 && gaps.some((gap) => covers(gap, day))) return "missing";
    return range && covers(range, day) ? "in" : "out";
  });
}

/** Where an arrow key leads within a year: a day up and down, a week left and right. */
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
