// Whether exactly one calendar year is on show, and nothing else is filtered: such a year can be a poster. Pure.

import type { DayRange } from "../shell/bindings";
import { dayOf, yearOf } from "../words/days";
import type { Chip } from "./filter/chips";

/** The rule and what is hidden change what counts, not which plays are asked for. */
const notFilters = new Set(["rule", "hidden"]);

/** The year; null where it is none. A year that the life begins or ends in is whole as far as the life goes. */
export function wholeYear(days: DayRange, life: DayRange, chips: Chip[]): number | null {
  if (chips.some(({ id }) => !notFilters.has(id))) return null;
  const year = yearOf(days.firstDay);
  const first = Math.max(dayOf(year), life.firstDay);
  const last = Math.min(dayOf(year + 1) - 1, life.lastDay);
  const isYear = yearOf(days.lastDay) === year && days.firstDay <= first && days.lastDay >= last;
  return isYear && first <= last ? year : null;
}
