// Where bars are cut off: one month of everything must not flatten all other years. A bar that is cut is broken visibly, and the
// label of the highest has its true amount. Pure.

/** With fewer bars, none is an exception. */
const fewestBars = 24;
const percentile = 0.98;
/** Bars that are a little higher than the others are drawn as they are. */
const clippedFrom = 1.5;
/** With more equal peaks, none of them is named. */
const mostEqual = 3;

/** The amount that is drawn as high as there is room for. */
export function clipAt(amounts: number[]): number {
  const played = amounts.filter((amount) => amount > 0).toSorted((one, other) => one - other);
  const most = played.at(-1) ?? 0;
  const usual = played[Math.floor((played.length - 1) * percentile)] ?? 0;
  return played.length >= fewestBars && most >= usual * clippedFrom ? usual : most;
}

/** The index of the highest bar: of a few equal ones the latest, -1 where there are many or none. */
export function peakAt(amounts: number[]): number {
  const most = Math.max(0, ...amounts);
  const equal = amounts.filter((amount) => amount === most).length;
  return most > 0 && equal <= mostEqual ? amounts.lastIndexOf(most) : -1;
}
