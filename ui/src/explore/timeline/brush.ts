// The brush as numbers: a range of days, and how pointer and keys change it. "Life" is the first to the last day of the archive.
// An end of the range that reaches the life's own end is open, so that it still does after new plays came.

import type { Nudge } from "../../navigation/keys";
import type { DayRange, ExploreFilter } from "../../shell/bindings";
import { stepped } from "../../words/days";

/** As a filter has it: null where an end is open. */
export type OpenRange = Pick<ExploreFilter, "fromDay" | "toDay">;

export const wholeLife: OpenRange = { fromDay: null, toDay: null };

export function isWholeLife({ fromDay, toDay }: OpenRange): boolean {
  return fromDay === null && toDay === null;
}

/** The days of an open range. */
export function daysOf(life: DayRange, { fromDay, toDay }: OpenRange): DayRange {
  const firstDay = clamp(fromDay ?? life.firstDay, life);
  return { firstDay, lastDay: Math.max(firstDay, clamp(toDay ?? life.lastDay, life)) };
}

/** The range between two days, in either order. */
export function openRange(life: DayRange, one: number, other: number): OpenRange {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  return {
    fromDay: first <= life.firstDay ? null : Math.min(first, life.lastDay),
    toDay: last >= life.lastDay ? null : Math.max(last, life.firstDay),
  };
}

/** The range moved as a whole. It stops at the life's ends and never gets shorter. */
export function shifted(life: DayRange, days: DayRange, by: number): OpenRange {
  const possible = Math.min(
    Math.max(by, life.firstDay - days.firstDay),
    life.lastDay - days.lastDay,
  );
  return openRange(life, days.firstDay + possible, days.lastDay + possible);
}

/** The range after an arrow key: moved, or with `resize` its end moved. */
export function nudge(life: DayRange, days: DayRange, { by, step, resize }: Nudge): OpenRange {
  const end = stepped(days.lastDay + 1, by, step) - 1;
  if (resize) return openRange(life, days.firstDay, Math.max(end, days.firstDay));
  if (by === "day") return shifted(life, days, step);
  const begin = stepped(days.firstDay, by, step);
  if (begin < life.firstDay) return shifted(life, days, life.firstDay - days.firstDay);
  if (end > life.lastDay) return shifted(life, days, life.lastDay - days.lastDay);
  return openRange(life, begin, end);
}

function clamp(day: number, { firstDay, lastDay }: DayRange): number {
  return Math.min(Math.max(day, firstDay), lastDay);
}
