// Times without a play that are no gap: nothing is missing there, nobody listened. They are underlined with dashes, where gaps are
// hatched, and say what they are where there is room, the widest of them in any case. Pure.

import type { Bins, DayRange } from "../shell/bindings";
import { endOf } from "./bins";
import type { Stretch } from "./hatch";

/** Shorter silences are ordinary, and would be a few pixels wide. */
const leastDays = 21;

/** What a silence reads. */
export const silenceWords = "no plays";

/** The dashes and the spaces between them, and how far above the axis they are. */
export const [silenceDashes, silenceRisePx] = [[1, 3], 2.5];

export interface SilenceMark extends Stretch {
  /** The middle of its words: along it, upright in it, or over it and the bars beside it; null without. */
  label: { x: number; how: "along" | "upright" | "over" } | null;
}

interface Room {
  /** How wide the words are. */
  alongPx: number;
  /** How wide a silence is that has room for upright words; null where they are not turned. */
  uprightPx: number | null;
  /** Where the chart ends. */
  rightPx: number;
}

export function silenceMarks(quiet: Stretch[], { alongPx, uprightPx, rightPx }: Room) {
  const widest = Math.max(...quiet.map(({ width }) => width));
  let unsaid = true;
  return quiet.map(({ x, width }): SilenceMark => {
    const middle = x + width / 2;
    if (width >= alongPx + 4) return { x, width, label: { x: middle, how: "along" } };
    if (uprightPx !== null && width >= uprightPx) {
      return { x, width, label: { x: middle, how: "upright" } };
    }
    // If it has no room within itself, neither has any other.
    if (width < widest || !unsaid) return { x, width, label: null };
    unsaid = false;
    const inside = Math.min(Math.max(middle, alongPx / 2), rightPx - alongPx / 2);
    return { x, width, label: { x: inside, how: "over" } };
  });
}

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
