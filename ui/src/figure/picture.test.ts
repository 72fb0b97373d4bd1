import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { picture } from "./picture";

let spacings: string[] = [];
/** Remembers what was painted, in order: what, and in which colour. */
function paper() {
  const done: string[] = [];
  spacings = [];
  let dash = "";
  const on = {
    fillStyle: "",
    strokeStyle: "",
    font: "",
    globalAlpha: 1,
    lineWidth: 1,
    textAlign: "left",
    wordSpacing: "0px",
    scale: () => undefined,
    translate: () => undefined,
    fillRect: (...at: number[]) => done.push(`rect ${on.fillStyle} ${at.slice(2).join("x")}`),
    fill: (path: { d: string }) => done.push(`fill ${on.fillStyle} ${path.d}`),
    setLineDash: (px: number[]) => (dash = px.length > 0 ? `, dashes of ${px.join()}` : ""),
    stroke: (path: { d: string }) => done.push(`stroke ${on.strokeStyle} ${path.d}${dash}`),
    fillText: (text: string) => {
      done.push(`text ${text}, ${on.textAlign}`);
      spacings.push(on.wordSpacing);
    },
    measureText: () => ({ width: 20 }),
    drawImage: () => done.push("image"),
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(on as never);
  vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockReturnValue("data:image/png;base64,QUJD");
  return done;
}
const drawing = (shapes: string) => {
  document.body.innerHTML = `<svg width="100" height="50">${shapes}</svg>`;
  return document.querySelector("svg") as unknown as SVGSVGElement;
};
const caption = { title: "Who, over time", beside: "plays per month" };

beforeEach(() => {
  vi.stubGlobal(
    "Path2D",
    class {
      d: string;
      constructor(d = "") {
        this.d = d;
      }
      rect(...at: number[]) {
        this.d = at.join(" ");
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  document.body.innerHTML = "";
  document.body.removeAttribute("style");
});

it("is a PNG in base 64 alone", () => {
  paper();
  expect(picture(drawing(""), caption)).toBe("QUJD");
});

it("stands on the theme's ground, under its title, with Tonearm's name", () => {
  const done = paper();
  document.body.style.setProperty("--bg", "#efe7d8");
  picture(drawing(""), caption);
  expect(done).toEqual([
    "rect #efe7d8 296x324",
    "text Who, over time, left",
    "text plays per month, right",
    "text Tonearm, right",
  ]);
});

it("paints shapes and words in the colours they have", () => {
  const done = paper();
  const shapes = [
    '<rect x="1" y="2" width="3" height="4" style="fill: rgb(1, 2, 3)"></rect>',
    '<path d="M0 0H9" style="fill: none; stroke: rgb(4, 5, 6)"></path>',
    '<text x="5" y="6" style="text-anchor: middle">Mirador</text>',
  ];
  picture(drawing(shapes.join("")), caption);
  expect(done.slice(4)).toEqual([
    "fill rgb(1, 2, 3) 1 2 3 4",
    "stroke rgb(4, 5, 6) M0 0H9",
    "text Mirador, center",
  ]);
});

it("leaves as much room between words as the page does", () => {
  paper();
  document.body.style.wordSpacing = "0.78px";
  picture(drawing('<text x="5" y="6" style="word-spacing: 1.1px">Mirador Septet</text>'), caption);
  expect(spacings).toEqual(["0.78px", "0.78px", "0.78px", "1.1px"]);
});

it("paints dashes as dashes, and what comes after them as a line", () => {
  const done = paper();
  const style = "fill: none; stroke: rgb(4, 5, 6)";
  picture(
    drawing(
      `<path d="M1" style="${style}; stroke-dasharray: 2px 4px"></path><path d="M2" style="${style}"></path>`,
    ),
    caption,
  );
  expect(done.slice(4)).toEqual([
    "stroke rgb(4, 5, 6) M1, dashes of 2,4",
    "stroke rgb(4, 5, 6) M2",
  ]);
});

it("leaves out what is not seen, and what is for the hand alone", () => {
  const done = paper();
  const style = "fill: rgb(1, 2, 3)";
  picture(
    drawing(
      `<path d="M1" class="unprinted" style="${style}"></path><path d="M2" style="display: none; ${style}"></path>`,
    ),
    caption,
  );
  expect(done).toHaveLength(4);
});

it("takes a canvas as it is", () => {
  const done = paper();
  picture(document.createElement("canvas"), caption);
  expect(done.at(-1)).toBe("image");
});

it("paints words as their table, a long one not to its end", () => {
  const done = paper();
  const rows = Array.from({ length: 70 }, (_, at) => [`Artist ${at}`, 1200 + at]);
  picture({ head: ["Artist", "plays"], rows }, caption);
  expect(done).toContain("text 1,259, left");
  expect(done.at(-1)).toBe("text and 10 more rows, left");
});

it("is nothing where nothing can be painted", () => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  expect(picture(drawing(""), caption)).toBe("");
});
