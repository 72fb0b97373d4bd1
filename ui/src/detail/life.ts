// All plays of the archive over time as bars in pixels. Computes from a given width and reads nothing of the page.
// All bars are one path, however many there are. A gap is hatched; a time without a play of anything is underlined with dashes. A bar that is too
// high for the others is broken.

import { binOf, endOf } from "../figure/bins";
import { breakPath, clipAt, peakAt } from "../figure/clip";
import { hatch, stretches } from "../figure/hatch";
import { timeMarks } from "../figure/marks";
import { tenth } from "../figure/pixels";
import { silenceMarks, silences, type SilenceMark } from "../figure/silence";
import type { Detail, GapKind } from "../shell/bindings";
import { dayOf, monthNames, partsOf, short } from "../words/days";

export interface LifeChart {
  bars: string;
  /** The cuts through bars that would be higher. */
  breaks: string;
  /** Times without a play of anything. */
  silences: SilenceMark[];
  /** The strokes of all gaps; none lies outside its gap. */
  hatched: string;
  /** The label for the widest gap, and its middle; null where there is no room for it. */
  gapLabel: { x: number; kind: GapKind } | null;
  /** The tallest bar, which is named: of a few equal ones the latest, null where there are many. */
  tallest: { at: number; x: number; y: number } | null;
  /** The bar of the first play: its left edge, its middle and its top; null without one. */
  first: { left: number; x: number; y: number } | null;
  ticks: { text: string; x: number }[];
}

export const baseline = 96;
const top = 32;
/** How wide the longest label is. */
const gapLabelPx = 112;
/** How wide the label of a silence is. */
const silencePx = 84;
/** How tall the hatching of a gap is. */
export const gapPx = 24;
/** Where the words of a silence stand over bars: between those of a gap and of the first play, and that of the tallest bar. */
export const overPx = 42;

export function lifeChart(
  of: Pick<Detail, "timeline" | "gaps" | "first">,
  widthPx: number,
): LifeChart {
  const { bins, all, matched } = of.timeline;
  const start = bins.starts[0];
  if (start === undefined) {
    return {
      bars: "",
      breaks: "",
      silences: [],
      hatched: "",
      gapLabel: null,
      tallest: null,
      first: null,
      ticks: [],
    };
  }
  const end = endOf(bins);
  // Without this limit, one or two days would be bars as wide as the chart.
  const wide = Math.min(widthPx, bins.starts.length * 48);
  const x = (day: number) => ((Math.min(Math.max(day, start), end) - start) / (end - start)) * wide;
  const clip = clipAt(matched);
  const spacePx = wide / bins.starts.length > 3 ? 1 : 0;
  const heightOf = (amount: number) =>
    amount === 0 ? 0 : Math.max(1, (Math.min(amount, clip) / clip) * (baseline - top));
  const bars = bins.starts
    .map((day, at) => {
      const amount = matched[at] ?? 0;
      if (amount === 0) return "";
      const width = Math.max(x(bins.starts[at + 1] ?? end) - x(day) - spacePx, 1);
      return `M${tenth(x(day))} ${baseline}v${tenth(-heightOf(amount))}h${tenth(width)}V${baseline}z`;
    })
    .join("");
  const breaks = bins.starts
    .map((day, at) => {
      if ((matched[at] ?? 0) <= clip) return "";
      return breakPath(x(day), x(bins.starts[at + 1] ?? end), top);
    })
    .join("");
  const drawn = of.gaps.filter((gap) => stretches([gap], x).length > 0);
  const gaps = stretches(drawn, x);
  const widths = gaps.map(({ width }) => width);
  const widestAt = widths.indexOf(Math.max(...widths));
  const [widest, widestKind] = [gaps[widestAt], drawn[widestAt]?.kind];
  const tallestAt = peakAt(matched);
  const firstAt = of.first === null ? -1 : binOf(bins, of.first.day + of.first.minute / 1440);
  const middle = (at: number) => (x(bins.starts[at] ?? end) + x(bins.starts[at + 1] ?? end)) / 2;
  const quiet = stretches(silences(bins, all, of.gaps), x);
  return {
    bars,
    breaks,
    silences: silenceMarks(quiet, { alongPx: silencePx, uprightPx: null, rightPx: wide }),
    hatched: gaps.map((gap) => hatch(gap, baseline - gapPx, baseline)).join(""),
    gapLabel:
      widest && widestKind && wide >= gapLabelPx * 2.5
        ? {
            x: Math.min(
              Math.max(widest.x + widest.width / 2, gapLabelPx / 2),
              wide - gapLabelPx / 2,
            ),
            kind: widestKind,
          }
        : null,
    tallest: tallestAt < 0 ? null : { at: tallestAt, x: middle(tallestAt), y: top },
    first:
      firstAt < 0
        ? null
        : {
            left: x(bins.starts[firstAt] ?? 0),
            x: middle(firstAt),
            y: baseline - heightOf(matched[firstAt] ?? 0),
          },
    ticks:
      bins.unit === "hour"
        ? timeMarks(bins, wide, (at) => x(bins.starts[at] ?? end)).map(({ x: from, name }) => ({
            text: name,
            x: from,
          }))
        : ticksOf(start, end, x, wide),
  };
}

/** As many years as there is room for; within less than two years, months. */
function ticksOf(start: number, end: number, x: (day: number) => number, wide: number) {
  const from = partsOf(start);
  const to = partsOf(end - 1);
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const inMonths = months < 20;
  const count = inMonths ? months + 1 : to.year - from.year + 1;
  const every = Math.ceil((count * 44) / Math.max(wide, 44));
  const found: { text: string; x: number }[] = [];
  for (let at = 0; at < count; at += every) {
    const day = inMonths ? dayOf(from.year, from.month + at) : dayOf(from.year + at);
    const { year, month } = partsOf(day);
    if (day >= end) break;
    const text = inMonths ? `${short(monthNames[month])} ${year}` : String(year);
    // The first tick is at the left edge, for its year or month began before the chart. Where the next one is close, only that is named.
    if (day < start && x(inMonths ? dayOf(year, month + every) : dayOf(year + every)) < 36)
      continue;
    found.push({
      text: inMonths && found.length > 0 && month > 0 ? short(monthNames[month]) : text,
      x: x(day),
    });
  }
  return found;
}
