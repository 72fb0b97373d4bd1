// The lines over a calendar of weeks as columns: where months meet, and around the best day and the longest run. Pure.

import { tenth } from "../../figure/pixels";
import type { DayRange } from "../../shell/bindings";
import { count } from "../../words/amounts";
import { lengthOf, type YearMarks } from "./yearStory";

const labelGapPx = 10;

/** A day's place is counted down each week, from the Monday of the first one. */
export interface WeekGrid {
  left: number;
  top: number;
  /** From one cell to the next. */
  step: number;
  /** The empty part of it. */
  space: number;
}

/** A line along the left edge of each month, in steps where it begins within a week. */
export function monthSteps(grid: WeekGrid, firsts: number[]): string {
  const { x, y } = edges(grid);
  return firsts
    .map((place) => {
      const [column, row] = [Math.floor(place / 7), place % 7];
      return row === 0
        ? `M${x(column)} ${y(0)}V${y(7)}`
        : `M${x(column)} ${y(7)}V${y(row)}H${x(column + 1)}V${y(0)}`;
    })
    .join("");
}

/** Around all days from one place to another. */
export function around(grid: WeekGrid, { firstDay, lastDay }: DayRange): string {
  const { x, y } = edges(grid);
  const [from, to] = [Math.floor(firstDay / 7), Math.floor(lastDay / 7)];
  const [top, bottom] = [firstDay % 7, (lastDay % 7) + 1];
  if (from === to) return `M${x(from)} ${y(top)}H${x(from + 1)}V${y(bottom)}H${x(from)}Z`;
  return `M${x(from)} ${y(top)}H${x(from + 1)}V${y(0)}H${x(to + 1)}V${y(bottom)}H${x(to)}V${y(7)}H${x(from)}Z`;
}

/** A day or a run: its outline, the label above, and a line from the one to the other. */
export interface Notable {
  text: string;
  /** Where the label begins. */
  x: number;
  outline: string;
  line: string;
}

/** `offset`: the place of 1 January. */
export function notableOf(
  { best, run }: YearMarks,
  grid: WeekGrid,
  offset: number,
  width: number,
  widthOf: (text: string) => number,
): Notable[] {
  const { left, top, step, space } = grid;
  const { x: columnX, y: rowY } = edges(grid);
  const named: (DayRange & { text: string })[] = [];
  if (run) named.push({ ...run, text: count(lengthOf(run), "day") });
  if (best !== null) named.push({ firstDay: best, lastDay: best, text: "best day" });
  const placed = named.map(({ text, firstDay, lastDay }) => {
    const days = { firstDay: firstDay + offset, lastDay: lastDay + offset };
    const [from, to] = [Math.floor(days.firstDay / 7), Math.floor(days.lastDay / 7)];
    return {
      text,
      width: widthOf(text),
      middle: left + ((from + to) / 2) * step + (step - space) / 2,
      // Days over several weeks reach up to the labels. Those within one begin below, and a line leads down to them in the space
      // before their column: it crosses no other day.
      end: from === to ? { x: columnX(from), y: rowY(days.firstDay % 7) } : null,
      outline: around(grid, days),
    };
  });
  const starts = besideEachOther(placed, left, width, labelGapPx);
  return placed.map(({ text, middle, end, outline, width: wide }, at) => {
    const x = starts[at] ?? 0;
    const from = tenth(Math.min(Math.max(middle, x), x + wide));
    const line = `M${from} ${top - 5}L${end?.x ?? tenth(middle)} ${rowY(0)}`;
    return { text, x, outline, line: end ? `${line}V${end.y}` : line };
  });
}

/** In the middle of the empty part between two cells. */
function edges({ left, top, step, space }: WeekGrid) {
  return {
    x: (column: number) => tenth(left + column * step - space / 2),
    y: (row: number) => tenth(top + row * step - space / 2),
  };
}

/** A text over a place, begun where both of two texts have room within a width. */
export function besideEachOther(
  wanted: { middle: number; width: number }[],
  left: number,
  right: number,
  gap: number,
): number[] {
  const starts = wanted.map(({ middle, width }) =>
    Math.min(Math.max(middle - width / 2, left), right - width),
  );
  const order = [...wanted.keys()].toSorted(
    (one, other) => (starts[one] ?? 0) - (starts[other] ?? 0),
  );
  // Pushed to the right where they would overlap, and back to the left where that leads out.
  let free = left;
  for (const at of order) {
    starts[at] = Math.max(starts[at] ?? 0, free);
    free = (starts[at] ?? 0) + (wanted[at]?.width ?? 0) + gap;
  }
  let end = right;
  for (const at of order.toReversed()) {
    starts[at] = Math.min(starts[at] ?? 0, end - (wanted[at]?.width ?? 0));
    end = (starts[at] ?? 0) - gap;
  }
  return starts;
}
