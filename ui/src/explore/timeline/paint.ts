// The timeline on a canvas: all plays dim, those of the filter within the window bright, what is missing hatched.
// Draws what it is given and reads nothing of the page, so that a frame of dragging costs one pass over the bars.

import { endOf } from "../../figure/bins";
import { timeMarks } from "../../figure/marks";
import type { DayRange, Timeline } from "../../shell/bindings";
import { date } from "../../words/days";

interface Placed {
  widthPx: number;
  timeline: Timeline;
  window: DayRange;
  /** The window is the whole life. */
  whole: boolean;
}

export interface Scene extends Placed {
  gaps: DayRange[];
  lastExportDay: number | null;
  /** The bar under the read head, and what to say of it. */
  head: { at: number; words: string } | null;
  /** What to say of the tallest bar. */
  most: { at: number; words: string } | null;
  colour: (name: string) => string;
}

export const heightPx = 106;
/** The handles of a window as wide as the life stand half outside of it. */
export const overhangPx = 4;
const [ceiling, floor] = [18, 76];
/** At the right of the last line stands what can be done with the figure. */
const actionsPx = 32;
const font = "11px Archivo, sans-serif";

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

/** Where the window begins and ends. A whole life is all of its bars, also of those that it covers in part. */
export function edgesOf({ timeline, widthPx, window, whole }: Placed): [number, number] {
  const { x } = scaleOf(timeline, widthPx);
  return whole ? [0, widthPx] : [x(window.firstDay), x(window.lastDay + 1)];
}

export function paint(to: CanvasRenderingContext2D, scene: Scene): void {
  const { widthPx, timeline, whole, colour } = scene;
  const { x } = scaleOf(timeline, widthPx);
  const [from, until] = edgesOf(scene);
  to.clearRect(-overhangPx, 0, widthPx + 2 * overhangPx, heightPx);
  to.font = font;
  if (!whole) {
    to.fillStyle = colour("--bg-2");
    to.fillRect(from, ceiling, until - from, floor - ceiling);
  }
  bars(to, scene, timeline.all, "--dim-bar");
  to.save();
  to.beginPath();
  to.rect(from, 0, until - from, floor);
  to.clip();
  bars(to, scene, timeline.matched, "--mark");
  to.restore();
  for (const gap of scene.gaps) hatch(to, x(gap.firstDay), x(gap.lastDay + 1), colour("--ink-3"));
  gapName(to, scene, x);
  axis(to, scene, x);
  witnesses(to, scene, x);
  if (scene.most && !scene.head) tallest(to, scene, x);
  if (!whole) ends(to, scene, from, until);
  handle(to, scene, from);
  handle(to, scene, until);
  arm(to, scene);
}

/** What the hand takes hold of: a line from the ceiling to below the floor, and a grip on it. */
function handle(to: CanvasRenderingContext2D, { colour }: Scene, x: number): void {
  to.fillStyle = colour("--ink");
  to.fillRect(x - 0.75, 12, 1.5, 70);
  to.beginPath();
  to.roundRect(x - overhangPx, 32, 2 * overhangPx, 22, 2);
  to.fill();
  to.fillStyle = colour("--bg");
  to.fillRect(x - 2, 38, 1, 10);
  to.fillRect(x + 1, 38, 1, 10);
}

function bars(to: CanvasRenderingContext2D, scene: Scene, amounts: number[], name: string): void {
  const { timeline, widthPx, colour } = scene;
  const { x } = scaleOf(timeline, widthPx);
  const { starts } = timeline.bins;
  const scale = (floor - ceiling) / Math.max(...timeline.all, 1);
  to.fillStyle = colour(name);
  for (const [at, amount] of amounts.entries()) {
    if (amount === 0) continue;
    const { left, width } = place(starts, at, x, endOf(timeline.bins));
    const high = Math.max(amount * scale, 1);
    to.fillRect(left, floor - high, width, high);
  }
}

/** A bar keeps a pixel from the next where there is room; a day or two do not make walls. */
function place(starts: number[], at: number, x: Scale["x"], end: number) {
  const left = x(starts[at] ?? end);
  const wide = x(starts[at + 1] ?? end) - left;
  const width = Math.min(wide > 2.5 ? wide - 1 : wide, 40);
  return { left, width };
}

function hatch(to: CanvasRenderingContext2D, left: number, right: number, ink: string): void {
  const wide = Math.max(right - left, 3);
  const high = 26;
  to.save();
  to.beginPath();
  to.rect(left, floor - high, wide, high);
  to.clip();
  to.beginPath();
  for (let at = left - high; at < left + wide; at += 7) {
    to.moveTo(at, floor);
    to.lineTo(at + high, floor - high);
  }
  to.strokeStyle = ink;
  to.lineWidth = 1.4;
  to.stroke();
  to.restore();
}

function gapName(to: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const widths = scene.gaps.map((gap) => x(gap.lastDay + 1) - x(gap.firstDay));
  const widest = scene.gaps[widths.indexOf(Math.max(...widths))];
  if (!widest || scene.widthPx < 480) return;
  const middle = (x(widest.firstDay) + x(widest.lastDay + 1)) / 2;
  say(to, scene, "gap: no record", { x: middle, y: 44, align: "center", ink: "--ink-3" });
}

function axis(to: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { timeline, whole, widthPx, colour } = scene;
  const { bins } = timeline;
  to.fillStyle = colour("--rule-2");
  to.fillRect(0, floor, widthPx, 1);
  const years = (at: number) => new Date((bins.starts[at] ?? 0) * 86_400_000).getUTCFullYear();
  const [from, until] = edgesOf(scene);
  for (const mark of timeMarks(bins, widthPx, (at) => x(bins.starts[at] ?? 0))) {
    to.fillStyle = colour("--rule-2");
    to.fillRect(mark.x, floor, 1, 5);
    const year = Number(mark.name);
    const [begins, over] = year ? [yearAt(year), yearAt(year + 1)] : [mark.x, mark.x];
    const inside = !whole && begins < until && over > from;
    to.font = inside ? `600 ${font}` : font;
    to.fillStyle = colour(inside ? "--ink" : "--ink-3");
    to.textAlign = "left";
    to.fillText(mark.name, mark.x + 4, 90);
    to.font = font;
  }
  function yearAt(year: number): number {
    return years(0) > year ? 0 : x(Date.UTC(year) / 86_400_000);
  }
}

function witnesses(to: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { lastExportDay, widthPx, colour } = scene;
  if (lastExportDay === null) return;
  const at = Math.min(Math.max(x(lastExportDay + 1), 0), widthPx - 1);
  const [told, recorded] = ["from your export", "recorded by Tonearm"];
  // An export up to now ends before the actions, and needs no mark for it.
  const end = Math.min(at, widthPx - actionsPx);
  const left = end - 12 - to.measureText(told).width;
  const fits = at + 6 + to.measureText(recorded).width < widthPx - actionsPx;
  to.fillStyle = colour("--rule");
  to.fillRect(0, 99, Math.max(left - 6, 0), 1);
  to.fillStyle = colour("--ink-3");
  if (end === at) to.fillRect(at, 94, 1, 10);
  if (left > 0) say(to, scene, told, { x: end - 6, y: 103, align: "right", ink: "--ink-3" });
  if (fits) say(to, scene, recorded, { x: at + 6, y: 103, align: "left", ink: "--brass-text" });
}

function tallest(to: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { most, timeline, widthPx, colour } = scene;
  if (!most) return;
  const { left, width } = place(timeline.bins.starts, most.at, x, endOf(timeline.bins));
  const at = left + width / 2;
  const wide = to.measureText(most.words).width;
  to.fillStyle = colour("--ink-3");
  to.fillRect(at, 12, 1, 5);
  const align = at + 3 < wide ? "left" : "right";
  const to3 = align === "left" ? Math.max(at - 3, 0) : Math.min(at + 3, widthPx);
  say(to, scene, most.words, { x: to3, y: 9, align, ink: "--ink-3" });
}

/** The days at the window's ends: outside of it, or inside where there is no room; the read head's words go before. */
function ends(to: CanvasRenderingContext2D, scene: Scene, from: number, until: number): void {
  const { window, widthPx } = scene;
  const spoken = armOf(to, scene)?.words;
  const day = (words: string, edge: number, outward: 1 | -1, taken: number) => {
    to.font = `600 ${font}`;
    const wide = to.measureText(words).width + 8;
    const out = edge + wide * outward;
    const outside = out > 0 && out < widthPx;
    if (!outside && until - from - taken < wide) return wide;
    const turn = outside ? outward : -outward;
    const [left, right] = turn === 1 ? [edge, edge + wide] : [edge - wide, edge];
    if (spoken && spoken.left < right && spoken.right > left) return 0;
    const align = turn === 1 ? "left" : "right";
    say(to, scene, words, { x: edge + 8 * turn, y: 22, align, ink: "--ink", weight: 600 });
    return outside ? 0 : wide;
  };
  const taken = day(date(window.firstDay), from, -1, 0);
  day(date(window.lastDay), until, 1, taken);
}

/** Where the read head stands, which way its arm comes, and where its words have room. */
function armOf(to: CanvasRenderingContext2D, scene: Scene) {
  const { head, timeline, widthPx } = scene;
  if (!head) return null;
  const { x: scaled } = scaleOf(timeline, widthPx);
  const { left, width } = place(timeline.bins.starts, head.at, scaled, endOf(timeline.bins));
  const x = left + width / 2;
  // The pivot is at the right, unless the stylus stands under it.
  const turn = x > widthPx - 40 ? -1 : 1;
  to.font = `600 ${font}`;
  const wide = to.measureText(head.words).width;
  // On the far side from the arm, or under it where there is no room.
  const beside = wide < (turn === 1 ? x : widthPx - x) - 8;
  const at = beside ? x - 8 * turn : x + 20 * turn;
  const align: CanvasTextAlign = beside === (turn === 1) ? "right" : "left";
  const begin = align === "right" ? at - wide : at;
  const words = { at, align, y: beside ? 12 : 22, left: begin, right: begin + wide };
  return { head, left, width, x, turn, words };
}

function arm(to: CanvasRenderingContext2D, scene: Scene): void {
  const found = armOf(to, scene);
  if (!found) return;
  const { timeline, widthPx, colour } = scene;
  const { head, left, width, x, turn, words } = found;
  const pivot = turn === 1 ? widthPx - 6 : 6;
  const high = ((timeline.all[head.at] ?? 0) / Math.max(...timeline.all, 1)) * (floor - ceiling);
  to.fillStyle = colour("--ink");
  to.fillRect(left, floor - high, Math.max(width, 2), high);
  to.strokeStyle = colour("--ink");
  to.lineWidth = 1.5;
  to.beginPath();
  to.moveTo(pivot, 8);
  to.lineTo(x + 16 * turn, 8);
  to.lineTo(x, 19);
  to.lineTo(x, Math.max(floor - high, 19));
  to.stroke();
  to.beginPath();
  to.arc(pivot, 8, 5, 0, 7);
  to.fillStyle = colour("--bg");
  to.fill();
  to.stroke();
  to.beginPath();
  to.arc(pivot, 8, 1.8, 0, 7);
  to.fillStyle = colour("--brass");
  to.fill();
  const { at, align, y } = words;
  say(to, scene, head.words, { x: at, y, align, ink: "--ink", weight: 600 });
}

interface Saying {
  x: number;
  y: number;
  align: CanvasTextAlign;
  ink: string;
  weight?: number;
}

/** Words keep a rim of the ground around them, whatever they lie on. */
function say(to: CanvasRenderingContext2D, scene: Scene, words: string, at: Saying): void {
  to.font = at.weight ? `${at.weight} ${font}` : font;
  to.textAlign = at.align;
  to.lineJoin = "round";
  to.lineWidth = 3;
  to.strokeStyle = scene.colour("--bg");
  to.strokeText(words, at.x, at.y);
  to.fillStyle = scene.colour(at.ink);
  to.fillText(words, at.x, at.y);
  to.font = font;
}
