// A whole life as bars in pixels: heights from zero, times without a record apart from times without a play.
// Pure arithmetic on a given width; one path for all bars, however many there are.

import { binOf, endOf } from "../figure/bins";
import { hatch, stretches, type Stretch } from "../figure/hatch";
import { tenth } from "../figure/pixels";
import type { Detail } from "../shell/bindings";
import { dayOf, monthNames, partsOf, short } from "../words/days";

export interface LifeChart {
  bars: string;
  /** Strokes in each gap, none outside it. */
  hatched: string;
  /** The middle of the widest gap, where its name has room. */
  gapNamed: number | null;
  /** The first bar of the tallest. */
  tallest: { at: number; x: number; y: number } | null;
  /** The bar of the first play: its left edge, its middle and its top; null without one. */
  first: { left: number; x: number; y: number } | null;
  ticks: { words: string; x: number }[];
}

export const baseline = 96;
const top = 32;
const gapNameWide = 84;
export const gapHigh = 24;

export function life(of: Pick<Detail, "timeline" | "gaps" | "first">, widthPx: number): LifeChart {
  const { bins, matched } = of.timeline;
  const start = bins.starts[0];
  if (start === undefined) {
    return { bars: "", hatched: "", gapNamed: null, tallest: null, first: null, ticks: [] };
  }
  const end = endOf(bins);
  // A day or two would make walls.
  const wide = Math.min(widthPx, bins.starts.length * 48);
  const x = (day: number) => ((Math.min(Math.max(day, start), end) - start) / (end - start)) * wide;
  const most = Math.max(0, ...matched);
  const gapPx = wide / bins.starts.length > 3 ? 1 : 0;
  const high = (amount: number) =>
    amount === 0 ? 0 : Math.max(1, (amount / most) * (baseline - top));
  const bars = bins.starts
    .map((day, at) => {
      const amount = matched[at] ?? 0;
      if (amount === 0) return "";
      const width = Math.max(x(bins.starts[at + 1] ?? end) - x(day) - gapPx, 1);
      return `M${tenth(x(day))} ${baseline}v${tenth(-high(amount))}h${tenth(width)}V${baseline}z`;
    })
    .join("");
  const gaps = stretches(of.gaps, x);
  const widest = gaps.reduce<Stretch | null>(
    (best, gap) => (gap.width > (best?.width ?? 0) ? gap : best),
    null,
  );
  const tallestAt = most > 0 ? matched.indexOf(most) : -1;
  const firstAt = of.first === null ? -1 : binOf(bins, of.first.day);
  const middle = (at: number) => (x(bins.starts[at] ?? end) + x(bins.starts[at + 1] ?? end)) / 2;
  return {
    bars,
    hatched: gaps.map((gap) => hatch(gap, baseline - gapHigh, baseline)).join(""),
    gapNamed:
      widest && wide >= gapNameWide * 3
        ? Math.min(Math.max(widest.x + widest.width / 2, gapNameWide / 2), wide - gapNameWide / 2)
        : null,
    tallest: tallestAt < 0 ? null : { at: tallestAt, x: middle(tallestAt), y: top },
    first:
      firstAt < 0
        ? null
        : {
            left: x(bins.starts[firstAt] ?? 0),
            x: middle(firstAt),
            y: baseline - high(matched[firstAt] ?? 0),
          },
    ticks: ticks(start, end, x, wide),
  };
}

/** Years, as many as there is room for; within two years the months. */
function ticks(start: number, end: number, x: (day: number) => number, wide: number) {
  const from = partsOf(start);
  const to = partsOf(end - 1);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const inMonths = months < 20;
  const count = inMonths ? months + 1 : to.year - from.year + 1;
  const every = Math.ceil((count * 44) / Math.max(wide, 44));
  const found: { words: string; x: number }[] = [];
  for (let at = 0; at < count; at += every) {
    const day = inMonths ? dayOf(from.year, from.month + at) : dayOf(from.year + at);
    const { year, month } = partsOf(day);
    if (day >= end) break;
    const words = inMonths ? `${short(monthNames[month])} ${year}` : String(year);
    // The first begins before the life does: where the next one comes soon, there is no room for both.
    if (day < start && x(inMonths ? dayOf(year, month + every) : dayOf(year + every)) < 36)
      continue;
    found.push({
      words: inMonths && found.length > 0 && month > 0 ? short(monthNames[month]) : words,
      x: x(day),
    });
  }
  return found;
}
