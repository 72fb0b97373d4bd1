// The whole drawing in pixels: the bands in one of three forms, everyone else as a strip of its own below, and where names stand.
// Reads nothing of the page. What it says in three seconds: when each of the named was played most. The strip of the others has
// its own scale, because most listeners have so many of them that no band could be seen beside it.

import type { Stream } from "../../shell/bindings";
import { plainBars, stackedBars } from "./bars";
import { columnEdges, columnName, columnsOf, means, type Columns, type Plot } from "./columns";
import { breaksAt, cutNames, cutRowPx, scaleIn, stacked, standingRows, type CutName } from "./cut";
import type { Form } from "./form";
import { labels, type Label } from "./labels";
import { area, outlines, type Outline } from "./stream";

/** A name, by the index of its band. */
export interface BandName extends Label {
  anchor: "start" | "middle";
  /** Beside bars, the colour of the band stands before its name. */
  swatch: boolean;
}

export interface Peak {
  band: number;
  x: number;
  y: number;
  text: string;
  /** All that it was, where the ridge is cut off. */
  cut: number | null;
}

export interface StreamLayout {
  plot: Plot;
  /** A path for each band. */
  bands: string[];
  /** Lines between bands that touch each other. */
  between: string;
  /** The strip; empty where there is nobody else. */
  others: string;
  /** Where the name of the others begins. */
  othersName: { x: number; y: number };
  names: BandName[];
  /** The highest point of each ridge, and when it was. */
  peaks: Peak[];
  /** The breaks through what is cut off. */
  breaks: string;
  /** When that was. */
  cuts: CutName[];
  /** What was placed by room: the next frame of a drag keeps it in place. */
  placed: Label[];
}

/** The bands, the space below them, and the strip. */
export const [stripGapPx, stripPx] = [8, 16];
const keyPx = 152;
const keyRowPx = 12;
const ridgeNamePx = 116;
const peakPx = 88;
/** With an amount. */
const cutPeakPx = 152;

/** `before`: while the brush is dragged, what the frame before placed, which is kept where it can be. */
export function layoutOf(
  form: Form,
  stream: Stream,
  width: number,
  tall: number,
  widthOf: (text: string) => number,
  before: Label[] | null = null,
): StreamLayout {
  const columns = columnsOf(stream.bins.starts.length, before !== null);
  const rows = stream.bands.map(({ amounts }) => amounts);
  const upright = form === "ridges" ? standingRows(rows, columns) : null;
  const someCut = upright?.rows.some(({ cuts }) => cuts.length > 0) ?? false;
  const plot = plotOf(form, width, tall, someCut ? cutPeakPx : peakPx);
  const floor = tall + stripGapPx + stripPx;
  const others = means(stream.others, columns);
  const mostOthers = Math.max(...others, 0);
  const strip = form === "bars" ? plainBars : area;
  const shared = {
    plot,
    others: mostOthers > 0 ? strip(others, columns, plot, floor, stripPx / mostOthers) : "",
    othersName: { x: { stream: 4, bars: plot.width + 12, ridges: 0 }[form], y: floor - 4 },
    peaks: [],
    breaks: "",
    cuts: [],
    placed: [],
  };
  if (upright) return { ...shared, ...ridges(stream, upright, columns, plot, widthOf) };
  const stack = stacked(rows, columns);
  const cuts = cutNames(stack.cuts, stream.bins, columns, plot, widthOf);
  const breaks = breaksAt(stack.cuts, columns, plot, cutRowPx);
  if (form === "bars") {
    const drawn = stackedBars(stack, columns, plot);
    return {
      ...shared,
      bands: drawn.map(({ d }) => d),
      between: join(drawn.slice(0, -1)),
      breaks,
      cuts,
      // From the floor up, as the bars are stacked.
      names: stream.bands.map(({ name }, band) => {
        const y = tall - 2 - band * keyRowPx;
        const text = fitted(name, keyPx - 26, widthOf);
        return { ...standing(band, text, plot.width + 24, y), swatch: true };
      }),
    };
  }
  const drawn = outlines(stack, columns, plot);
  const placed = labels(
    drawn,
    stream.bands.map(({ name }) => name),
    width,
    tall,
    widthOf,
    { before: before ?? [], taken: cuts },
  );
  return {
    ...shared,
    bands: drawn.map(({ d }) => d),
    // One line between two bands instead of one around each: half of the painting.
    between: join(drawn.slice(1)),
    // Its lower edge is as far from the middle as the upper one, and broken as well.
    breaks: breaks + breaksAt(stack.cuts, columns, plot, tall - cutRowPx - 21),
    cuts,
    names: placed.map((label) => ({ ...label, anchor: "middle", swatch: false })),
    placed,
  };
}

function plotOf(form: Form, width: number, height: number, besidePx: number): Plot {
  if (form === "bars") return { left: 0, width: Math.max(width - keyPx, 40), height };
  if (form === "stream") return { left: 0, width, height };
  return { left: ridgeNamePx, width: Math.max(width - ridgeNamePx - besidePx, 40), height };
}

/** A line for each band on a floor of its own, all on one scale; none reaches into the one above. */
function ridges(
  { bands, bins }: Stream,
  { rows, limit }: ReturnType<typeof standingRows>,
  columns: Columns,
  plot: Plot,
  widthOf: (text: string) => number,
) {
  const step = plot.height / Math.max(bands.length, 1);
  const scale = scaleIn(step - 3, limit);
  const floorOf = (band: number) => (band + 1) * step - 1;
  const edges = columnEdges(columns, plot.left, plot.width);
  return {
    bands: rows.map(({ heights }, band) => area(heights, columns, plot, floorOf(band), scale)),
    breaks: rows
      .map(({ cuts }, band) => breaksAt(cuts, columns, plot, floorOf(band) - limit * scale))
      .join(""),
    between: "",
    names: bands.map(({ name }, band) =>
      standing(band, fitted(name, ridgeNamePx - 10, widthOf), 0, floorOf(band) - 2),
    ),
    peaks: rows.map(({ heights, highest: at, cuts }, band) => {
      return {
        band,
        x: ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2,
        y: floorOf(band) - (heights[at] ?? 0) * scale,
        text: columnName(bins, columns, at),
        cut: cuts.find((cut) => cut.at === at)?.total ?? null,
      };
    }),
  };
}

function standing(band: number, text: string, x: number, y: number): BandName {
  return { band, text, x, y, leader: null, anchor: "start", swatch: false };
}

function join(drawn: Pick<Outline, "upperEdge">[]): string {
  return drawn.map(({ upperEdge }) => upperEdge).join("");
}

/** As much of a name as there is room for. */
export function fitted(name: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(name) <= room) return name;
  const letters = [...name];
  let kept = letters.length - 1;
  while (kept > 1 && widthOf(`${letters.slice(0, kept).join("").trim()}…`) > room) kept -= 1;
  return `${letters.slice(0, kept).join("").trim()}…`;
}
