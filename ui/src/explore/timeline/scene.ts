// What the drawing of the timeline is made from: the scene, its scale in pixels, where bars are, and how texts are drawn.
// Computes from what it is given and reads nothing of the page.

import { endOf } from "../../figure/bins";
import type { DayRange, GapDays, Timeline } from "../../shell/bindings";

/** The timeline and the window on it. */
interface Placed {
  widthPx: number;
  timeline: Timeline;
  window: DayRange;
  /** The window is the whole life. */
  whole: boolean;
}

/** A bar, by its place, and a text about it. */
export interface BarLabel {
  at: number;
  words: string;
}

export interface Scene extends Placed {
  gaps: GapDays[];
  /** Times without a play that are no gap. */
  silences: DayRange[];
  lastExportDay: number | null;
  /** The bar that the tonearm stands on. */
  arm: BarLabel | null;
  tallest: BarLabel | null;
  /** The amount as high as there is room for; higher bars are broken. */
  clip: number;
  colour: (name: string) => string;
}

export const heightPx = 106;
/** Half of a handle: at the edges of the timeline, it lies outside. */
export const overhangPx = 4;
/** Where the tallest bar ends, and where all bars begin. */
export const [ceiling, floor] = [18, 76];
export const font = "11px Archivo, sans-serif";
/** As the page has it. */
export const wordSpacing = "0.78px";

/** As wide as an hour of a single day in a large window. */
const widestPx = 72;

/** Where a day begins, in pixels, and which day begins where. */
export interface Scale {
  x: (day: number) => number;
  day: (x: number) => number;
}

export function scaleOf({ bins }: Timeline, widthPx: number): Scale {
  const first = bins.starts[0] ?? 0;
  const days = Math.max(endOf(bins) - first, 1);
  return {
    x: (day) => ((day - first) / days) * widthPx,
    day: (x) => first + Math.floor((x / Math.max(widthPx, 1)) * days),
  };
}

/** Where the window begins and ends. The whole life includes the bars that it covers only in part. */
export function edgesOf({ timeline, widthPx, window, whole }: Placed): [number, number] {
  const { x } = scaleOf(timeline, widthPx);
  return whole ? [0, widthPx] : [x(window.firstDay), x(window.lastDay + 1)];
}

/** A pixel is left between bars where there is room. Few days are not drawn as wide as the timeline. */
export function barPlace(starts: number[], at: number, x: Scale["x"], end: number) {
  const left = x(starts[at] ?? end);
  const wide = x(starts[at + 1] ?? end) - left;
  const width = Math.min(wide > 2.5 ? wide - 1 : wide, widestPx);
  return { left, width };
}

/** How high a bar is, in pixels. */
export function barHeight(amount: number, clip: number): number {
  if (amount === 0) return 0;
  return Math.max((Math.min(amount, clip) / Math.max(clip, 1)) * (floor - ceiling), 1);
}

interface TextPlace {
  x: number;
  y: number;
  align: CanvasTextAlign;
  ink: string;
  weight?: number;
}

/** With an outline in the background's colour, so that it can be read on bars. */
export function drawText(
  canvas: CanvasRenderingContext2D,
  scene: Scene,
  words: string,
  at: TextPlace,
): void {
  canvas.font = at.weight ? `${at.weight} ${font}` : font;
  canvas.textAlign = at.align;
  canvas.lineJoin = "round";
  canvas.lineWidth = 3;
  canvas.strokeStyle = scene.colour("--bg");
  canvas.strokeText(words, at.x, at.y);
  canvas.fillStyle = scene.colour(at.ink);
  canvas.fillText(words, at.x, at.y);
  canvas.font = font;
}
