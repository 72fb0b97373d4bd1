// A figure as a PNG: its drawing as it looks now, in the theme's colours, under its title.
// It is painted shape by shape: the window's security policy does not allow a drawing to be loaded as an image,
// and an image would not have the window's fonts. A figure without a drawing is painted as its table.

import { numeral } from "../words/amounts";
import type { Cell, Table } from "./csv";

export interface Caption {
  title: string;
  /** The smaller text beside it. */
  beside: string;
}

const sharper = 2;
const margin = 24;
const headPx = 36;
const footPx = 28;
const rowPx = 20;
const mostRows = 60;

/** A PNG in base64, without the `data:` prefix; empty where nothing can be painted. */
export function picture(
  what: SVGSVGElement | HTMLCanvasElement | Table,
  caption: Caption,
  page: HTMLElement = document.body,
): string {
  const [width, height] = sizeOf(what);
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * margin) * sharper;
  canvas.height = (height + headPx + footPx + 2 * margin) * sharper;
  const on = canvas.getContext("2d");
  if (!on) return "";
  const style = getComputedStyle(page);
  const tone = (name: string) => style.getPropertyValue(name).trim() || style.color;
  const write = (text: string, x: number, y: number, weight: number, ink: string, room = width) => {
    on.font = `${weight} ${weight > 400 ? 13 : 11}px ${style.fontFamily}`;
    on.wordSpacing = spacing(style);
    on.fillStyle = tone(ink);
    on.fillText(text, x, y, room);
  };
  on.scale(sharper, sharper);
  on.fillStyle = tone("--bg");
  on.fillRect(0, 0, canvas.width, canvas.height);
  on.translate(margin, margin);
  write(caption.title, 0, 12, 700, "--ink");
  on.textAlign = "right";
  write(caption.beside, width, 12, 400, "--ink-3", width * 0.7);
  write("Tonearm", width, height + headPx + footPx - 4, 400, "--ink-3");
  on.textAlign = "left";
  on.translate(0, headPx);
  if (what instanceof SVGSVGElement) paint(on, what);
  else if (what instanceof HTMLCanvasElement) on.drawImage(what, 0, 0, width, height);
  else {
    for (const [at, row] of lines(what).entries()) {
      const y = at * rowPx + 12;
      const ink = at === 0 ? "--ink-3" : "--ink";
      const step = width / Math.max(row.length, 1);
      for (const [column, cell] of row.entries()) {
        write(
          typeof cell === "number" ? numeral(cell) : cell,
          column * step,
          y,
          400,
          ink,
          step - 8,
        );
      }
    }
  }
  return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
}

function sizeOf(what: SVGSVGElement | HTMLCanvasElement | Table): [number, number] {
  if (what instanceof SVGSVGElement) return [amount(what, "width"), amount(what, "height")];
  if (what instanceof HTMLCanvasElement) return [what.clientWidth, what.clientHeight];
  return [600, lines(what).length * rowPx];
}

function lines({ head, rows }: Table): Cell[][] {
  const over = rows.length - mostRows;
  const shown: Cell[][] = [head, ...rows.slice(0, mostRows)];
  return over > 0 ? [...shown, [`and ${numeral(over)} more rows`]] : shown;
}

/** What only serves the hand, such as the focus ring, is left out. */
function paint(on: CanvasRenderingContext2D, svg: SVGSVGElement): void {
  const shapes = "rect, path, line, circle, text";
  for (const shape of svg.querySelectorAll<SVGElement>(shapes)) {
    const style = getComputedStyle(shape);
    if (style.display === "none" || style.visibility === "hidden" || shape.closest(".unprinted")) {
      continue;
    }
    on.globalAlpha = Number(style.opacity || 1);
    if (shape.localName === "text") letter(on, shape, style);
    else outline(on, shape, style);
  }
  on.globalAlpha = 1;
}

function outline(
  on: CanvasRenderingContext2D,
  shape: SVGElement,
  style: CSSStyleDeclaration,
): void {
  const path = pathOf(shape);
  if (drawn(style.fill) && shape.localName !== "line") {
    on.fillStyle = style.fill;
    on.fill(path);
  }
  if (drawn(style.stroke)) {
    on.strokeStyle = style.stroke;
    on.lineWidth = parseFloat(style.strokeWidth) || 1;
    const dashes = (style.strokeDasharray || "none").match(/[\d.]+/g);
    if (dashes) on.setLineDash(dashes.map(Number));
    on.stroke(path);
    if (dashes) on.setLineDash([]);
  }
}

function pathOf(shape: SVGElement): Path2D {
  const of = (name: string) => amount(shape, name);
  if (shape.localName === "path") return new Path2D(shape.getAttribute("d") ?? "");
  const path = new Path2D();
  if (shape.localName === "rect") path.rect(of("x"), of("y"), of("width"), of("height"));
  else if (shape.localName === "circle") path.arc(of("cx"), of("cy"), of("r"), 0, 2 * Math.PI);
  else {
    path.moveTo(of("x1"), of("y1"));
    path.lineTo(of("x2"), of("y2"));
  }
  return path;
}

function letter(on: CanvasRenderingContext2D, shape: SVGElement, style: CSSStyleDeclaration): void {
  const text = shape.textContent;
  const [x, y] = [amount(shape, "x"), amount(shape, "y")];
  const size = parseFloat(style.fontSize) || 11;
  on.font = `${stretch(style.fontStretch)} ${style.fontWeight} ${size}px ${style.fontFamily}`;
  on.wordSpacing = spacing(style);
  on.fillStyle = style.fill;
  const anchors: Record<string, CanvasTextAlign> = { middle: "center", end: "right" };
  on.textAlign = anchors[style.textAnchor] ?? "left";
  on.fillText(text, x, y);
  on.textAlign = "left";
  if (!style.textDecorationLine?.includes("line-through")) return;
  on.fillRect(x, y - size * 0.32, on.measureText(text).width, 1);
}

/** Between words; a canvas knows no other room than it is told. */
function spacing({ wordSpacing }: CSSStyleDeclaration): string {
  return wordSpacing.endsWith("px") ? wordSpacing : "0px";
}

/** A canvas takes the font's width only by its nine names. */
function stretch(percent: string): string {
  const wide = parseFloat(percent) || 100;
  if (wide < 69) return "extra-condensed";
  if (wide < 82) return "condensed";
  return wide < 94 ? "semi-condensed" : "normal";
}

function drawn(ink: string): boolean {
  return ink !== "" && ink !== "none" && !/^(transparent|rgba\(0, 0, 0, 0\))/.test(ink);
}

function amount(of: SVGElement, name: string): number {
  return Number(of.getAttribute(name) ?? 0);
}
