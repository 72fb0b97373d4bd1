// Stacked bars, one for each column, the first band on the floor: of few amounts they show each as it is. Pure.

import { tenth } from "../../figure/pixels";
import { columnEdges, type Columns, type Plot } from "./columns";
import { cutRowPx, scaleIn, type Stack } from "./cut";

const widestPx = 36;
const gapPx = 1;

/** The bars of one row of amounts: all of its parts as one path, and the upper edges of these as another. */
export interface BandBars {
  d: string;
  upperEdge: string;
}

export function stackedBars(stack: Stack, columns: Columns, plot: Plot): BandBars[] {
  const { heights, limit, cuts } = stack;
  const scale = scaleIn(plot.height - (cuts.length > 0 ? cutRowPx : 0), limit);
  const places = barPlaces(columns, plot);
  const floors = places.map(() => plot.height);
  return heights.map((row) => {
    let [d, upperEdge] = ["", ""];
    for (const [at, amount] of row.entries()) {
      const [place, floor] = [places[at], floors[at] ?? 0];
      if (amount === 0 || !place) continue;
      const top = (floors[at] = floor - amount * scale);
      d += rect(place.x, top, place.width, floor);
      upperEdge += `M${tenth(place.x)} ${tenth(top)}h${tenth(place.width)}`;
    }
    return { d, upperEdge };
  });
}

/** One row of bars on a floor, as high as each column is: `scale` in pixels for each of the amount. */
export function plainBars(
  heights: number[],
  columns: Columns,
  plot: Plot,
  floor: number,
  scale: number,
): string {
  const places = barPlaces(columns, plot);
  return heights
    .map((amount, at) => {
      const place = places[at];
      if (amount === 0 || !place) return "";
      return rect(place.x, floor - amount * scale, place.width, floor);
    })
    .join("");
}

/** In the middle of its column, where that is wider than a bar may be. */
function barPlaces(columns: Columns, { left, width }: Plot): { x: number; width: number }[] {
  const edges = columnEdges(columns, left, width);
  return edges.slice(1).map((until, at) => {
    const from = edges[at] ?? until;
    const wide = Math.min(widestPx, Math.max(until - from - gapPx, 1));
    return { x: (from + until - wide) / 2, width: wide };
  });
}

function rect(x: number, top: number, width: number, floor: number): string {
  const [left, wide] = [tenth(x), tenth(width)];
  return `M${left} ${tenth(floor)}V${tenth(top)}h${wide}V${tenth(floor)}Z`;
}
