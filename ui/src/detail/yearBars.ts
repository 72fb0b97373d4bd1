// Amounts by year as bars in pixels, from zero: of what was always first, plays tell more than ranks. Pure.

import { tenth } from "../figure/pixels";
import type { Measure, YearRank } from "../shell/bindings";

export interface YearBar {
  year: number;
  amount: number;
  /** Its middle, and its upper end. */
  x: number;
  y: number;
  d: string;
  /** How high the runner-up's amount stands; null without one. */
  otherY: number | null;
  /** The year stands below it. */
  named: boolean;
  /** Its amount stands over it: the most, and the last. */
  told: boolean;
}

export const floorPx = 150;
const topPx = 20;
const widestPx = 36;
const yearPx = 34;
/** Two amounts closer than this would lie on one another. */
const amountPx = 72;

/** `runnerUp`: its amount in each year. */
export function yearBars(
  years: YearRank[],
  measure: Measure,
  widthPx: number,
  runnerUp: number[] = [],
): YearBar[] {
  const amounts = years.map(({ plays, secs }) => (measure === "plays" ? plays : secs));
  const most = Math.max(...amounts, 1);
  const heightOf = (amount: number) =>
    amount === 0 ? 0 : Math.max(1, (Math.min(amount, most) / most) * (floorPx - topPx));
  const step = widthPx / Math.max(years.length, 1);
  const width = Math.min(widestPx, Math.max(step - 1, 1));
  const every = Math.ceil(yearPx / step);
  const last = years.length - 1;
  const mostAt = amounts.lastIndexOf(most);
  return years.map(({ year }, at) => {
    const amount = amounts[at] ?? 0;
    const x = (at + 0.5) * step;
    const high = heightOf(amount);
    const other = runnerUp[at];
    return {
      year,
      amount,
      x,
      y: floorPx - high,
      otherY: other === undefined ? null : floorPx - heightOf(other),
      d: high
        ? `M${tenth(x - width / 2)} ${floorPx}v${tenth(-high)}h${tenth(width)}V${floorPx}Z`
        : "",
      named: (last - at) % every === 0,
      told: at === mostAt || (at === last && amount > 0 && (last - mostAt) * step >= amountPx),
    };
  });
}
