// The bins of a chart over time: where they end, which one a day is in, where a day lies among them. Pure.
// A bin begins on the day that the engine gives, and ends where the next one begins.

import type { Bins } from "../shell/bindings";
import { stepped } from "../words/days";

/** The day after the last day of the last bin; of hours, when the last one ends. */
export function endOf({ unit, starts }: Bins): number {
  const last = starts.at(-1) ?? 0;
  if (unit === "hour") return last + 1 / 24;
  if (unit === "day") return last + 1;
  return unit === "week" ? last + 7 : stepped(last, "month", 1);
}

/** Where a day begins among bins of equal width, from 0 to 1. Days outside of them are at the ends. */
export function shareAt(bins: Bins, day: number): number {
  const { starts } = bins;
  const at = starts.findLastIndex((start) => start <= day);
  const start = starts[at];
  if (start === undefined) return 0;
  const end = starts[at + 1] ?? endOf(bins);
  return (at + Math.min((day - start) / (end - start), 1)) / starts.length;
}

/** The index of the bin that a day is in; -1 before the first. */
export function binOf({ starts }: Bins, day: number): number {
  return starts.findLastIndex((start) => start <= day);
}
