// Hatching for times that are missing: strokes that lean to the right. Pure.
// A gap is at least two pixels wide, so that it can be seen on any scale.

import type { DayRange } from "../shell/bindings";
import { tenth } from "./pixels";

/** A stretch from left to right, in pixels. */
export interface Stretch {
  x: number;
  width: number;
}

const leastPx = 2;
const strokesPx = 6;

/** Where gaps lie; those outside of the chart are left out. `x` gives where a day begins, within the chart. */
export function stretches(gaps: DayRange[], x: (day: number) => number): Stretch[] {
  return gaps.flatMap(({ firstDay, lastDay }) => {
    const width = x(lastDay + 1) - x(firstDay);
    return width > 0 ? [{ x: x(firstDay), width: Math.max(width, leastPx) }] : [];
  });
}

/** The strokes of one stretch between two heights, cut off at its ends, as an SVG path. */
export function hatch({ x, width }: Stretch, top: number, bottom: number): string {
  const tall = bottom - top;
  let drawn = "";
  // The strokes are aligned to the page, so that two stretches next to each other look like one.
  for (
    let from = Math.ceil((x - tall) / strokesPx) * strokesPx;
    from < x + width;
    from += strokesPx
  ) {
    const [left, right] = [Math.max(from, x), Math.min(from + tall, x + width)];
    if (right <= left) continue;
    const [low, high] = [bottom - (left - from), bottom - (right - from)];
    drawn += `M${tenth(left)} ${tenth(low)}L${tenth(right)} ${tenth(high)}`;
  }
  return drawn;
}
