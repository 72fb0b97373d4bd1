import { describe, expect, it } from "vitest";
import type { Stream } from "../../shell/bindings";
import { streamLives, withWildBin } from "../../testing/lives";
import { dayOf } from "../../words/days";
import { formOf, shownIn } from "./form";
import { layoutOf } from "./layout";

const widthOf = (text: string) => text.length * 6;
const [width, tall] = [568, 148];
function drawn(life: keyof typeof streamLives) {
  const stream = streamLives[life];
  const form = formOf(stream, "plays");
  return layoutOf(form, shownIn(form, stream), width, tall, widthOf);
}
const numbers = (path: string) => [...path.matchAll(/-?[\d.]+/g)].map(Number);
/** The heights of the bars of a path, by where they begin. */
const bars = (path: string) =>
  [...path.matchAll(/M([\d.]+) ([\d.]+)V([\d.]+)h([\d.]+)/g)].map(([, x, floor, top, wide]) => ({
    x: Number(x),
    wide: Number(wide),
    high: Number(floor) - Number(top),
  }));

describe.each(Object.keys(streamLives) as (keyof typeof streamLives)[])("%s", (life) => {
  it("has a shape for every band that it names, within the drawing", () => {
    const { bands, names, peaks, others } = drawn(life);
    expect(bands.every((d) => d.startsWith("M"))).toBe(true);
    expect([...bands, others].join()).not.toMatch(/NaN|Infinity|undefined/);
    for (const { x, y, text, anchor } of names) {
      const half = anchor === "middle" ? widthOf(text) / 2 : 0;
      expect(x - half).toBeGreaterThanOrEqual(0);
      expect(x + (half || widthOf(text))).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThan(8);
      expect(y).toBeLessThanOrEqual(tall);
    }
    for (const { x, y } of peaks) expect(x > 0 && x < width && y >= 0 && y < tall).toBe(true);
  });
});

it("nearly all plays being others', the named ones still fill the drawing", () => {
  const { bands, others } = drawn("longTail");
  const ys = bands.flatMap((d) => numbers(d).filter((_, at) => at % 2 === 1));
  expect(Math.min(...ys)).toBeLessThan(1);
  expect(Math.max(...ys)).toBeGreaterThan(tall - 1);
  // The others are even, so their strip is as high as it can be all along.
  const strip = numbers(others).filter((_, at) => at % 2 === 1);
  expect(new Set(strip.slice(0, 20))).toEqual(new Set([tall + 8]));
});

it("a spike is one bar, with nothing invented beside it", () => {
  const [first, second] = drawn("spiky").bands.map(bars);
  expect(first).toHaveLength(1);
  expect(second).toHaveLength(1);
  expect(first?.[0]?.high).toBeGreaterThan(second?.[0]?.high ?? Infinity);
});

describe("a wild month", () => {
  it("takes no band its name", () => {
    const mostPlayed = streamLives.wildMonth.bands.slice(0, 6).map(({ name }) => name);
    for (const life of ["longTail", "wildMonth"] as const) {
      const named = drawn(life).names.map(({ text }) => text);
      expect(named).toEqual(expect.arrayContaining(mostPlayed));
    }
  });

  it("is cut off, broken at both edges, and named over the cut", () => {
    const { breaks, cuts } = drawn("wildMonth");
    const wild = (25 / 42) * width;
    const lefts = [...breaks.matchAll(/M([\d.]+)/g)].map(([, x]) => Number(x));
    expect(lefts).toHaveLength(2);
    for (const left of lefts) expect(left).toBeCloseTo(wild - 1, 0);
    expect(cuts.map(({ text }) => text)).toEqual(["cut off: Mar – Apr 2014"]);
    expect(cuts[0]?.x).toBeCloseTo(wild + width / 84, 0);
    expect(drawn("longTail")).toMatchObject({ breaks: "", cuts: [] });
  });

  it("of bars is cut off at the top alone", () => {
    const life = withWildBin(streamLives.sparse, 0, 20, 300);
    const { bands: paths, breaks, cuts } = layoutOf("bars", life, width, tall, widthOf);
    const others = paths.flatMap(bars).filter(({ x }) => Math.abs(x - (cuts[0]?.x ?? 0)) > 9);
    expect(Math.min(...others.map(({ high }) => high))).toBeGreaterThan(tall / 4);
    expect(breaks.match(/M/g)).toHaveLength(1);
    expect(cuts).toHaveLength(1);
  });

  it("of ridges breaks one of them, which says how much it was", () => {
    const life = withWildBin(shownIn("ridges", streamLives.even), 2, 30, 900);
    const { breaks, peaks } = layoutOf("ridges", life, width, tall, widthOf);
    expect(breaks.match(/M/g)).toHaveLength(1);
    expect(peaks.map(({ cut }) => cut !== null)).toEqual(life.bands.map((_, at) => at === 2));
    expect(peaks[2]?.cut).toBeGreaterThan(900);
    // The others are as high as without it.
    const highest = ({ y }: { y: number }, band: number) => (tall / 8) * (band + 1) - 1 - y;
    expect(Math.min(...peaks.map(highest))).toBeGreaterThan(12);
  });

  it("is no exception among few", () => {
    expect(drawn("spiky").breaks).toBe("");
  });
});

it("each single play is a bar as high as any other", () => {
  const all = drawn("sparse").bands.flatMap(bars);
  const plays = streamLives.sparse.bands.flatMap(({ amounts }) => amounts.filter((n) => n > 0));
  expect(all).toHaveLength(plays.length);
  expect(
    Math.max(...all.map(({ high }) => high)) - Math.min(...all.map(({ high }) => high)),
  ).toBeLessThan(0.2);
});

it("one day makes no wall", () => {
  const [one] = bars(drawn("oneDay").bands[0] ?? "");
  expect(one?.wide).toBe(36);
});

it("nobody else, no strip", () => {
  expect(drawn("oneArtist").others).toBe("");
  expect(drawn("oneDay").others).not.toBe("");
});

it("of a flat taste, each has a line of its own and says when it was highest", () => {
  const { bands, names, peaks } = drawn("even");
  expect([bands.length, names.length, peaks.length]).toEqual([8, 8, 8]);
  const ys = bands.map((d) => numbers(d).at(-2) ?? 0);
  expect(ys).toEqual(ys.toSorted((one, other) => one - other));
  expect(peaks.every(({ text }) => /^\w{3} – \w{3} \d{4}$/.test(text))).toBe(true);
});

it("names beside bars stand in the order of the stack", () => {
  const { names } = drawn("oneDay");
  expect(names.map(({ text }) => text)).toEqual(["Artist 1", "Artist 2"]);
  expect(names[0]?.y).toBeGreaterThan(names[1]?.y ?? Infinity);
});

it("a frame of dragging draws fewer columns, where there are nearly sixty", () => {
  const starts = Array.from({ length: 58 }, (_, at) => dayOf(2020, 0, 1 + at));
  const amounts = starts.map((_, at) => 5 + (at % 4));
  const bands = [{ key: "a", name: "Artist 1", amounts }];
  const days: Stream = { bins: { unit: "day", starts }, bands, others: amounts, otherCount: 3 };
  const letters = (before: [] | null) =>
    layoutOf("stream", days, width, tall, widthOf, before).bands.join("").length;
  expect(letters([])).toBeLessThan(letters(null) * 0.6);
});
