// The brush as numbers: a range of days within a life, and how hand and keys change it. Pure.
// An end that reaches the life's own is open, so that a whole life stays whole as days are added.

import type { Nudge } from "../../navigation/keys";
import type { DayRange, ExploreFilter } from "../../shell/bindings";
import { stepped } from "../../words/days";

/** As a filter has it: null where it is open. */
export type Range = Pick<ExploreFilter, "fromDay" | "toDay">;

export const wholeLife: Range = { fromDay: null, toDay: null };

export function isWhole({ fromDay, toDay }: Range): boolean {
  return fromDay === null && toDay === null;
}

/** The days that a filter's range comes to. */
export function within(life: DayRange, { fromDay, toDay }: Range): DayRange {
  const firstDay = clamp(fromDay ?? life.firstDay, life);
  return { firstDay, lastDay: Math.max(firstDay, clamp(toDay ?? life.lastDay, life)) };
}

/** Days as a filter has them, in whichever order they come. */
export function ranged(life: DayRange, one: number, other: number): Range {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  return {
    fromDay: first <= life.firstDay ? null : Math.min(first, life.lastDay),
    toDay: last >= life.lastDay ? null : Math.max(last, life.firstDay),
  };
}

/** The window moves as a whole and stops at the life's ends without getting shorter. */
export function shifted(life: DayRange, days: DayRange, by: number): Range {
  const room = Math.min(Math.max(by, life.firstDay - days.firstDay), life.lastDay - days.lastDay);
  return ranged(life, days.firstDay + room, days.lastDay + room);
}

/** What a key makes of it. */
export function nudge(life: DayRange, days: DayRange, { by, step, resize }: Nudge): Range {
  const end = stepped(days.lastDay + 1, by, step) - 1;
  if (resize) return ranged(life, days.firstDay, Math.max(end, days.firstDay));
  if (by === "day") return shifted(life, days, step);
  const begin = stepped(days.firstDay, by, step);
  if (begin < life.firstDay) return shifted(life, days, life.firstDay - days.firstDay);
  if (end > life.lastDay) return shifted(life, days, life.lastDay - days.lastDay);
  return ranged(life, begin, end);
}

function clamp(day: number, { firstDay, lastDay }: DayRange): number {
  return Math.min(Math.max(day, firstDay), lastDay);
}
