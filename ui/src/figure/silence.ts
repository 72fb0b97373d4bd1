// Times without a play that are no gap: nothing is missing there, nobody listened. Pure.

import type { Bins, DayRange } from "../shell/bindings";
import { endOf } from "./bins";

/** Shorter silences are ordinary, and would be a few pixels wide. */
const leastDays = 21;

/** What a silence reads. */
export const silenceWords = "no plays";

/** Whole bins without a play, less the gaps, in which it is not known whether there were any. */
export function silences(bins: Bins, amounts: number[], gaps: DayRange[]): DayRange[] {
  const found: DayRange[] = [];
  let first: number | null = null;
  for (let at = 0; at <= amounts.length; at += 1) {
    const start = bins.starts[at] ?? endOf(bins);
    if (at < amounts.length && amounts[at] === 0) first ??= start;
    else if (first !== null) {
      found.push(...without({ firstDay: first, lastDay: start - 1 }, gaps));
      first = null;
    }
  }
  return found.filter(({ firstDay, lastDay }) => lastDay - firstDay + 1 >= leastDays);
}

function without(range: DayRange, gaps: DayRange[]): DayRange[] {
  return gaps.reduce(
    (parts, gap) =>
      parts.flatMap(({ firstDay, lastDay }) => {
        if (gap.lastDay < firstDay || gap.firstDay > lastDay) return [{ firstDay, lastDay }];
        return [
          { firstDay, lastDay: gap.firstDay - 1 },
          { firstDay: gap.lastDay + 1, lastDay },
        ].filter((part) => part.firstDay <= part.lastDay);
      }),
    [range],
  );
}
