// The plays of each year, from the finer bins of a timeline. Pure.

import type { GapDays, Timeline } from "../shell/bindings";
import { yearBounds, yearOf } from "../words/days";

export interface YearPlays {
  year: number;
  plays: number;
  /** Plays of it are missing, or may be. */
  gap: boolean;
}

/** Every year from the first bin to the last, also those without a play. A bin counts in the year in which it begins. */
export function yearlyPlays({ bins, all }: Timeline, gaps: GapDays[]): YearPlays[] {
  const first = yearOf(bins.starts[0] ?? 0);
  const last = bins.starts.length > 0 ? yearOf(bins.starts.at(-1) ?? 0) : first - 1;
  const years = Array.from({ length: last - first + 1 }, (_, at) => {
    const { firstDay, lastDay } = yearBounds(first + at);
    const gap = gaps.some((each) => each.firstDay <= lastDay && each.lastDay >= firstDay);
    return { year: first + at, plays: 0, gap };
  });
  for (const [at, start] of bins.starts.entries()) {
    const year = years[yearOf(start) - first];
    if (year) year.plays += all[at] ?? 0;
  }
  return years;
}
