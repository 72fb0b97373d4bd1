// Which of three forms the figure takes. A stream's curves invent what lies between two bins, so it is drawn only of amounts that
// are dense enough to carry curves, and only where its bands differ. Pure.

import { total } from "../../figure/clock";
import type { Measure, Stream } from "../../shell/bindings";
import { columnsOf, sums } from "./columns";

/** `bars`: stacked, one for each column. `ridges`: a line of its own for each of eight. */
export type Form = "stream" | "bars" | "ridges";

const fewestColumns = 12;
/** A median column with less has too little for a curve. Of time, the length of three songs. */
const fewest: Record<Measure, number> = { plays: 3, time: 600 };
/** As many as ridges have room for. */
export const ridgeCount = 8;
/** Bands hardly differ where the first has less than this many times what the eighth has. */
const flatBelow = 2;

export function formOf({ bins, bands }: Stream, measure: Measure): Form {
  const columns = columnsOf(bins.starts.length);
  if (columns.count < fewestColumns) return "bars";
  // Everyone else is a strip below, and no curve.
  const rows = bands.map(({ amounts }) => amounts);
  const whole = bins.starts.map((_, bin) => total(rows.map((row) => row[bin] ?? 0)));
  if (median(sums(whole, columns)) < fewest[measure]) return "bars";
  const [first, eighth] = [bands[0], bands[ridgeCount - 1]];
  if (first && eighth && total(first.amounts) < flatBelow * total(eighth.amounts)) return "ridges";
  return "stream";
}

/** What a form shows: ridges are of eight, and everyone after them is one of the others. */
export function shownIn(form: Form, stream: Stream): Stream {
  if (form !== "ridges") return stream;
  const rest = stream.bands.slice(ridgeCount);
  return {
    ...stream,
    bands: stream.bands.slice(0, ridgeCount),
    others: stream.others.map((amount, bin) =>
      rest.reduce((sum, { amounts }) => sum + (amounts[bin] ?? 0), amount),
    ),
    otherCount: stream.otherCount + rest.length,
  };
}

function median(amounts: number[]): number {
  const sorted = amounts.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
