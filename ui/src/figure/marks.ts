// The marks of a time axis: years, else months, else days; of hours, some hours of the day. Pure.
// A name stands where its year, month or day begins, and no two are too close to read.

import type { Bins } from "../shell/bindings";
import { binName, dayAndMonth, hourName, hourOf, monthNames, partsOf, short } from "../words/days";

export interface TimeMark {
  /** Pixels from the left. */
  x: number;
  name: string;
}

const apartPx = 60;
/** With fewer marks than these, smaller units are marked. */
const fewest = 3;

/** `xOf`: where a bin begins, in pixels. */
export function timeMarks(bins: Bins, width: number, xOf: (bin: number) => number): TimeMark[] {
  const { starts, unit } = bins;
  if (unit === "hour") return hourMarks(starts, width, xOf);
  const parts = starts.map(partsOf);
  const [first, second] = parts;
  if (!first) return [];
  if (!second) return [{ x: 0, name: binName(starts[0] ?? 0, unit) }];
  const years = begins((at) => parts[at]?.year !== parts[at - 1]?.year);
  if (years.length >= fewest) {
    return apart(whole(years)).map((at) => mark(at, String(parts[at]?.year)));
  }
  const months = begins((at) => parts[at]?.month !== parts[at - 1]?.month);
  const byMonth = months.length >= fewest;
  const broken = byMonth && unit !== "month";
  const marked = byMonth ? months : [...starts.keys()];
  let namedYear: number | undefined;
  return apart(broken ? whole(marked) : marked).map((at) => {
    const { year, month } = parts[at] ?? first;
    const day = starts[at] ?? 0;
    const name = byMonth ? short(monthNames[month]) : dayAndMonth(day);
    const isNew = year !== namedYear;
    namedYear = year;
    return mark(at, isNew ? `${name} ${year}` : name);
  });

  function begins(isNew: (at: number) => boolean): number[] {
    return [...starts.keys()].filter((at) => at === 0 || isNew(at));
  }

  /** The first may have begun before the chart: where little of it is left, only the second is named. */
  function whole(all: number[]): number[] {
    return xOf(all[1] ?? 0) < apartPx ? all.slice(1) : all;
  }

  function apart(all: number[]): number[] {
    const every = Math.max(1, Math.ceil((apartPx * all.length) / width));
    return all.filter((at, index) => index % every === 0 && xOf(at) < width - 36);
  }

  function mark(at: number, name: string): TimeMark {
    return { x: xOf(at), name };
  }
}

/** Every so many hours from midnight on, where the day is named. */
function hourMarks(starts: number[], width: number, xOf: (bin: number) => number): TimeMark[] {
  const hourPx = width / starts.length;
  const every = [1, 2, 3, 6, 12].find((hours) => hours * hourPx >= apartPx) ?? 24;
  return starts.flatMap((start, at) => {
    const hour = hourOf(start);
    if (hour % every !== 0) return [];
    return [{ x: xOf(at), name: hour === 0 ? dayAndMonth(start) : hourName(hour) }];
  });
}
