// The whole drawing in pixels: the bands in one of three forms, everyone else as a strip of its own below, and where names stand.
// Reads nothing of the page. What it says in three seconds: when each of the named was played most. The strip of the others has
// its own scale, because most listeners have so many of them that no band could be seen beside it.

import type { Stream } from "../../shell/bindings";
import { plainBars, stackedBars } from "./bars";
import { columnEdges, columnName, columnsOf, means, type Columns } from "./columns";
import type { Form } from "./form";
import { labels, type Label } from "./labels";
import { area, outlines, type Outline, type Plot } from "./stream";

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
  /** What was placed by room: the next frame of a drag keeps it in place. */
  placed: Label[];
}

/** The bands, the space below them, and the strip. */
export const [stripGapPx, stripPx] = [8, 16];
const keyPx = 152;
const keyRowPx = 12;
const ridgeNamePx = 116;
const peakPx = 88;

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
  const plot = plotOf(form, width, tall);
  const rows = stream.bands.map(({ amounts }) => amounts);
  const floor = tall + stripGapPx + stripPx;
  const mostOthers = Math.max(...means(stream.others, columns), 0);
  const strip = form === "bars" ? plainBars : area;
  const shared = {
    plot,
    others: mostOthers > 0 ? strip(stream.others, columns, plot, floor, stripPx / mostOthers) : "",
    othersName: { x: { stream: 4, bars: plot.width + 12, ridges: 0 }[form], y: floor - 4 },
    peaks: [],
    placed: [],
  };
  if (form === "ridges") return { ...shared, ...ridges(stream, columns, plot, widthOf) };
  if (form === "bars") {
    const drawn = stackedBars(rows, columns, plot);
    return {
      ...shared,
      bands: drawn.map(({ d }) => d),
      between: join(drawn.slice(0, -1)),
      // From the floor up, as the bars are stacked.
      names: stream.bands.map(({ name }, band) => {
        const y = tall - 2 - band * keyRowPx;
        const text = fitted(name, keyPx - 26, widthOf);
        return { ...standing(band, text, plot.width + 24, y), swatch: true };
      }),
    };
  }
  const drawn = outlines(rows, columns, plot);
  const placed = labels(
    drawn,
    stream.bands.map(({ name }) => name),
    width,
    tall,
    widthOf,
    before ?? [],
  );
  return {
    ...shared,
    bands: drawn.map(({ d }) => d),
    // One line between two bands instead of one around each: half of the painting.
    between: join(drawn.slice(1)),
    names: placed.map((label) => ({ ...label, anchor: "middle", swatch: false })),
    placed,
  };
}

function plotOf(form: Form, width: number, height: number): Plot {
  if (form === "bars") return { left: 0, width: Math.max(width - keyPx, 40), height };
  if (form === "stream") return { left: 0, width, height };
  return { left: ridgeNamePx, width: Math.max(width - ridgeNamePx - peakPx, 40), height };
}

/** A line for each band on a floor of its own, all on one scale; none reaches into the one above. */
function ridges(
  { bands, bins }: Stream,
  columns: Columns,
  plot: Plot,
  widthOf: (text: string) => number,
) {
  const step = plot.height / Math.max(bands.length, 1);
  const heights = bands.map(({ amounts }) => means(amounts, columns));
  const most = Math.max(...heights.flat(), 0);
  const scale = most > 0 ? (step - 3) / most : 0;
  const floorOf = (band: number) => (band + 1) * step - 1;
  const edges = columnEdges(columns, plot.left, plot.width);
  return {
    bands: bands.map(({ amounts }, band) => area(amounts, columns, plot, floorOf(band), scale)),
    between: "",
    names: bands.map(({ name }, band) =>
      standing(band, fitted(name, ridgeNamePx - 10, widthOf), 0, floorOf(band) - 2),
    ),
    peaks: heights.map((row, band) => {
      const highest = Math.max(...row);
      const at = row.indexOf(highest);
      return {
        band,
        x: ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2,
        y: floorOf(band) - highest * scale,
        text: columnName(bins, columns, at),
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
