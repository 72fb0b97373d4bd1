// Where bars are cut off: one month of everything must not flatten all other years. A bar that is cut is broken visibly, and the
// label of the highest has its true amount. Pure.

import { tenth } from "./pixels";

/** What counts as an exception. */
interface Exceptions {
  /** With fewer bars, none is one. */
  fewest: number;
  /** Bars that are less than this many times as high as the others are drawn as they are. */
  from: number;
  /** How many of all are no exceptions in any case. */
  ordinary: number;
}

const ofBars: Exceptions = { fewest: 24, from: 1.5, ordinary: 0.98 };
/** With more equal peaks, none of them is named. */
const mostEqual = 3;

/** The amount that is drawn as high as there is room for: the highest that is no exception. */
export function clipAt(amounts: number[], { fewest, from, ordinary } = ofBars): number {
  const played = amounts.filter((amount) => amount > 0).toSorted((one, other) => one - other);
  const most = played.at(-1) ?? 0;
  const usual = played[Math.floor((played.length - 1) * ordinary)] ?? 0;
  if (played.length < fewest || most < usual * from) return most;
  return played.findLast((amount) => amount < usual * from) ?? usual;
}

/** A slanted cut through a bar whose upper end is at `top`. */
export function breakPath(left: number, right: number, top: number): string {
  const [from, until, y] = [tenth(left - 1), tenth(right + 1), tenth(top)];
  return `M${from} ${y + 11}L${until} ${y + 7}v3L${from} ${y + 14}z`;
}

/** The index of the highest bar: of a few equal ones the latest, -1 where there are many or none. */
export function peakAt(amounts: number[]): number {
  const most = Math.max(0, ...amounts);
  const equal = amounts.filter((amount) => amount === most).length;
  return most > 0 && equal <= mostEqual ? amounts.lastIndexOf(most) : -1;
}
