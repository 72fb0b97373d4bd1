// The tonearm on the timeline: its read head stands on the bar that the listener points at, with a text about the bar beside it.
// Nothing is drawn while no bar is pointed at.

import { endOf } from "../../figure/bins";
import { barHeight, barPlace, drawText, floor, font, scaleOf, type Scene } from "./scene";

/** Where the read head stands, from which side its arm comes, and where its text has room. */
export function placeArm(canvas: CanvasRenderingContext2D, scene: Scene) {
  const { arm, timeline, widthPx } = scene;
  if (!arm) return null;
  const { x: scaled } = scaleOf(timeline, widthPx);
  const { left, width } = barPlace(timeline.bins.starts, arm.at, scaled, endOf(timeline.bins));
  const x = left + width / 2;
  // The pivot is at the right, unless the bar is below it.
  const toPivot = x > widthPx - 40 ? -1 : 1;
  canvas.font = `600 ${font}`;
  const wide = canvas.measureText(arm.words).width;
  // Beside the read head, away from the arm; below the arm where there is no room.
  const beside = wide < (toPivot === 1 ? x : widthPx - x) - 8;
  const at = beside ? x - 8 * toPivot : x + 20 * toPivot;
  const align: CanvasTextAlign = beside === (toPivot === 1) ? "right" : "left";
  const begin = align === "right" ? at - wide : at;
  const words = { at, align, y: beside ? 12 : 22, left: begin, right: begin + wide };
  return { arm, left, width, x, toPivot, words };
}

export function drawArm(canvas: CanvasRenderingContext2D, scene: Scene): void {
  const placed = placeArm(canvas, scene);
  if (!placed) return;
  const { timeline, widthPx, colour } = scene;
  const { arm, left, width, x, toPivot, words } = placed;
  const pivot = toPivot === 1 ? widthPx - 6 : 6;
  const high = barHeight(timeline.all[arm.at] ?? 0, scene.clip);
  canvas.fillStyle = colour("--ink");
  canvas.fillRect(left, floor - high, Math.max(width, 2), high);
  canvas.strokeStyle = colour("--ink");
  canvas.lineWidth = 1.5;
  canvas.beginPath();
  canvas.moveTo(pivot, 8);
  canvas.lineTo(x + 16 * toPivot, 8);
  canvas.lineTo(x, 19);
  canvas.lineTo(x, Math.max(floor - high, 19));
  canvas.stroke();
  canvas.beginPath();
  canvas.arc(pivot, 8, 5, 0, 7);
  canvas.fillStyle = colour("--bg");
  canvas.fill();
  canvas.stroke();
  canvas.beginPath();
  canvas.arc(pivot, 8, 1.8, 0, 7);
  canvas.fillStyle = colour("--brass");
  canvas.fill();
  const { at, align, y } = words;
  drawText(canvas, scene, arm.words, { x: at, y, align, ink: "--ink", weight: 600 });
}
