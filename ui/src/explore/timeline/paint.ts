// Draws the timeline on a canvas: all plays dim, those within filter and window bright, gaps hatched. A tonearm with its
// read head stands on the bar that the listener points at. What it says in three seconds: when there was much, and where nothing
// is known. A silence is told from a gap, and a bar that is too high for the others is broken.
// Reads nothing of the page and keeps nothing, so a frame of dragging costs one pass over the bars.

import { endOf } from "../../figure/bins";
import { stretches } from "../../figure/hatch";
import { timeMarks } from "../../figure/marks";
import { silenceDashes, silenceMarks, silenceRisePx, silenceWords } from "../../figure/silence";
import { date, dayOf, yearOf } from "../../words/days";
import { gapWords } from "../../words/gaps";
import { drawArm, placeArm } from "./arm";
import {
  barHeight,
  barPlace,
  ceiling,
  drawText,
  edgesOf,
  floor,
  font,
  heightPx,
  overhangPx,
  scaleOf,
  type Scale,
  wordSpacing,
  type Scene,
} from "./scene";

/** Room for the button of the figure, at the right of the last line. */
const actionsPx = 32;
export function paint(canvas: CanvasRenderingContext2D, scene: Scene): void {
  const { widthPx, timeline, whole, colour } = scene;
  const { x } = scaleOf(timeline, widthPx);
  const [from, until] = edgesOf(scene);
  canvas.clearRect(-overhangPx, 0, widthPx + 2 * overhangPx, heightPx);
  canvas.font = font;
  canvas.wordSpacing = wordSpacing;
  if (!whole) {
    canvas.fillStyle = colour("--bg-2");
    canvas.fillRect(from, ceiling, until - from, floor - ceiling);
  }
  drawBars(canvas, scene, timeline.all, "--dim-bar");
  canvas.save();
  canvas.beginPath();
  canvas.rect(from, 0, until - from, floor);
  canvas.clip();
  drawBars(canvas, scene, timeline.matched, "--mark");
  canvas.restore();
  drawBreaks(canvas, scene, x);
  for (const gap of scene.gaps)
    drawHatching(canvas, x(gap.firstDay), x(gap.lastDay + 1), colour("--ink-3"));
  drawGapLabel(canvas, scene, x);
  drawSilences(canvas, scene, x);
  drawAxis(canvas, scene, x);
  drawSources(canvas, scene, x);
  if (scene.tallest && !scene.arm) drawTallestLabel(canvas, scene, x);
  if (!whole) drawEndLabels(canvas, scene, from, until);
  drawHandle(canvas, scene, from);
  drawHandle(canvas, scene, until);
  drawArm(canvas, scene);
}

/** The end of the window, for the pointer to pull: a line from above the bars to below them, with a grip. */
function drawHandle(canvas: CanvasRenderingContext2D, { colour }: Scene, x: number): void {
  canvas.fillStyle = colour("--ink");
  canvas.fillRect(x - 0.75, 12, 1.5, 70);
  canvas.beginPath();
  canvas.roundRect(x - overhangPx, 32, 2 * overhangPx, 22, 2);
  canvas.fill();
  canvas.fillStyle = colour("--bg");
  canvas.fillRect(x - 2, 38, 1, 10);
  canvas.fillRect(x + 1, 38, 1, 10);
}

function drawBars(
  canvas: CanvasRenderingContext2D,
  scene: Scene,
  amounts: number[],
  name: string,
): void {
  const { timeline, widthPx, colour } = scene;
  const { x } = scaleOf(timeline, widthPx);
  const { starts } = timeline.bins;
  canvas.fillStyle = colour(name);
  for (const [at, amount] of amounts.entries()) {
    if (amount === 0) continue;
    const { left, width } = barPlace(starts, at, x, endOf(timeline.bins));
    const high = barHeight(amount, scene.clip);
    canvas.fillRect(left, floor - high, width, high);
  }
}

/** A slanted cut through each bar that would be higher. */
function drawBreaks(canvas: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { timeline, clip, colour } = scene;
  canvas.fillStyle = colour("--bg");
  for (const [at, amount] of timeline.all.entries()) {
    if (amount <= clip) continue;
    const { left, width } = barPlace(timeline.bins.starts, at, x, endOf(timeline.bins));
    const [from, until] = [left - 1, left + width + 1];
    canvas.beginPath();
    canvas.moveTo(from, ceiling + 11);
    canvas.lineTo(until, ceiling + 7);
    canvas.lineTo(until, ceiling + 10);
    canvas.lineTo(from, ceiling + 14);
    canvas.fill();
  }
}

function drawHatching(
  canvas: CanvasRenderingContext2D,
  left: number,
  right: number,
  ink: string,
): void {
  const wide = Math.max(right - left, 3);
  const high = 26;
  canvas.save();
  canvas.beginPath();
  canvas.rect(left, floor - high, wide, high);
  canvas.clip();
  canvas.beginPath();
  for (let at = left - high; at < left + wide; at += 7) {
    canvas.moveTo(at, floor);
    canvas.lineTo(at + high, floor - high);
  }
  canvas.strokeStyle = ink;
  canvas.lineWidth = 1.4;
  canvas.stroke();
  canvas.restore();
}

function drawGapLabel(canvas: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const widths = scene.gaps.map((gap) => x(gap.lastDay + 1) - x(gap.firstDay));
  const widest = scene.gaps[widths.indexOf(Math.max(...widths))];
  if (!widest || scene.widthPx < 480) return;
  const words = gapWords[widest.kind];
  const half = canvas.measureText(words).width / 2;
  const middle = (x(widest.firstDay) + x(widest.lastDay + 1)) / 2;
  // Most gaps are recent, and the label of one at the edge stays within the timeline.
  const at = Math.min(Math.max(middle, half), scene.widthPx - half);
  drawText(canvas, scene, words, { x: at, y: 44, align: "center", ink: "--ink-3" });
}

/** A narrower silence has no room for upright words. */
const uprightPx = 14;
/** Above the words of a gap, which may be beside it. */
const overY = 32;

/** Underlines each silence with dashes, and says of it that nothing was played. */
function drawSilences(canvas: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { silences, widthPx, colour } = scene;
  if (silences.length === 0) return;
  const marks = silenceMarks(stretches(silences, x), {
    alongPx: canvas.measureText(silenceWords).width,
    uprightPx,
    rightPx: widthPx,
  });
  const dashesY = floor - silenceRisePx;
  canvas.strokeStyle = colour("--ink-3");
  canvas.lineWidth = 1;
  canvas.setLineDash(silenceDashes);
  canvas.beginPath();
  for (const { x: from, width } of marks) {
    canvas.moveTo(from, dashesY);
    canvas.lineTo(from + width, dashesY);
  }
  canvas.stroke();
  canvas.setLineDash([]);
  for (const { x: from, width, label } of marks) {
    if (!label) continue;
    if (label.how === "over") {
      canvas.fillStyle = colour("--ink-3");
      canvas.fillRect(from + width / 2 - 0.5, overY + 3, 1, dashesY - overY - 5);
    }
    if (label.how === "upright") {
      canvas.save();
      canvas.translate(label.x, floor - 6);
      canvas.rotate(-Math.PI / 2);
      // Half as high as a letter, so that it stands in the middle.
      drawText(canvas, scene, silenceWords, { x: 0, y: 4, align: "left", ink: "--ink-3" });
      canvas.restore();
    } else {
      const y = label.how === "over" ? overY : floor - 6;
      drawText(canvas, scene, silenceWords, { x: label.x, y, align: "center", ink: "--ink-3" });
    }
  }
}

function drawAxis(canvas: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { timeline, whole, widthPx, colour } = scene;
  const { bins } = timeline;
  canvas.fillStyle = colour("--rule-2");
  canvas.fillRect(0, floor, widthPx, 1);
  const firstYear = yearOf(bins.starts[0] ?? 0);
  const [from, until] = edgesOf(scene);
  for (const mark of timeMarks(bins, widthPx, (at) => x(bins.starts[at] ?? 0))) {
    canvas.fillStyle = colour("--rule-2");
    canvas.fillRect(mark.x, floor, 1, 5);
    const year = Number(mark.name);
    const [begin, end] = year ? [yearX(year), yearX(year + 1)] : [mark.x, mark.x];
    const inside = !whole && begin < until && end > from;
    canvas.font = inside ? `600 ${font}` : font;
    canvas.fillStyle = colour(inside ? "--ink" : "--ink-3");
    canvas.textAlign = "left";
    canvas.fillText(mark.name, mark.x + 4, 90);
    canvas.font = font;
  }
  function yearX(year: number): number {
    return firstYear > year ? 0 : x(dayOf(year));
  }
}

function drawSources(canvas: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { lastExportDay, widthPx, colour } = scene;
  if (lastExportDay === null) return;
  const at = Math.min(Math.max(x(lastExportDay + 1), 0), widthPx - 1);
  const [exported, recorded] = ["from your export", "recorded by Tonearm"];
  // An export up to today would end below the button; its line then ends before it, and has no mark.
  const end = Math.min(at, widthPx - actionsPx);
  const left = end - 12 - canvas.measureText(exported).width;
  const fits = at + 6 + canvas.measureText(recorded).width < widthPx - actionsPx;
  canvas.fillStyle = colour("--rule");
  canvas.fillRect(0, 99, Math.max(left - 6, 0), 1);
  canvas.fillStyle = colour("--ink-3");
  if (end === at) canvas.fillRect(at, 94, 1, 10);
  if (left > 0)
    drawText(canvas, scene, exported, { x: end - 6, y: 103, align: "right", ink: "--ink-3" });
  if (fits)
    drawText(canvas, scene, recorded, { x: at + 6, y: 103, align: "left", ink: "--brass-text" });
}

/** Over its bar, with a tick; at an edge of the timeline, only the tick is right over it. */
function drawTallestLabel(canvas: CanvasRenderingContext2D, scene: Scene, x: Scale["x"]): void {
  const { tallest, timeline, widthPx, colour } = scene;
  if (!tallest) return;
  const { left, width } = barPlace(timeline.bins.starts, tallest.at, x, endOf(timeline.bins));
  const at = left + width / 2;
  const half = canvas.measureText(tallest.words).width / 2;
  canvas.fillStyle = colour("--ink-3");
  canvas.fillRect(at - 0.5, ceiling - 7, 1, 6);
  const labelX = Math.min(Math.max(at, half), widthPx - half);
  drawText(canvas, scene, tallest.words, { x: labelX, y: 9, align: "center", ink: "--ink-3" });
}

/** The days at the window's ends: outside it, or inside where there is no room. A day that would lie on the text of the arm is left out. */
function drawEndLabels(
  canvas: CanvasRenderingContext2D,
  scene: Scene,
  from: number,
  until: number,
): void {
  const { window, widthPx } = scene;
  const armText = placeArm(canvas, scene)?.words;
  const day = (words: string, edge: number, outward: 1 | -1, taken: number) => {
    canvas.font = `600 ${font}`;
    const wide = canvas.measureText(words).width + 8;
    const out = edge + wide * outward;
    const outside = out > 0 && out < widthPx;
    if (!outside && until - from - taken < wide) return wide;
    const side = outside ? outward : -outward;
    const [left, right] = side === 1 ? [edge, edge + wide] : [edge - wide, edge];
    if (armText && armText.left < right && armText.right > left) return 0;
    const align = side === 1 ? "left" : "right";
    drawText(canvas, scene, words, { x: edge + 8 * side, y: 22, align, ink: "--ink", weight: 600 });
    return outside ? 0 : wide;
  };
  const taken = day(date(window.firstDay), from, -1, 0);
  day(date(window.lastDay), until, 1, taken);
}
