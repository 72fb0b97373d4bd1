// Of lives that are awkward for a chart, the timeline says when there was much, and where nothing is known.

import { describe, expect, it } from "vitest";
import { clipAt, peakAt } from "../../figure/clip";
import { silences } from "../../figure/silence";
import type { Bins, GapDays } from "../../shell/bindings";
import { amountLifeNames, amountLives, peaksOf } from "../../testing/lives";
import { dayOf } from "../../words/days";
import { paint } from "./paint";
import { floor, scaleOf } from "./scene";

const widthPx = 716;

/** What was painted: each call with what was given, after the colour that it was painted in. */
function painted(life: keyof typeof amountLives, gaps: GapDays[] = []) {
  const all = amountLives[life];
  const bins: Bins = { unit: "month", starts: all.map((_, at) => dayOf(2015, at)) };
  const timeline = { bins, all, matched: all.map(() => 0) };
  const done: { name: string; ink: unknown; given: unknown[] }[] = [];
  const kept: Record<string, unknown> = {};
  const canvas = new Proxy(kept, {
    get: (_, name: string) => {
      if (name === "measureText") return (words: string) => ({ width: words.length * 6 });
      return (...given: unknown[]) => void done.push({ name, ink: kept.fillStyle, given });
    },
  }) as unknown as CanvasRenderingContext2D;
  const peak = peakAt(all);
  paint(canvas, {
    widthPx,
    timeline,
    window: { firstDay: bins.starts[0] ?? 0, lastDay: bins.starts.at(-1) ?? 0 },
    whole: true,
    gaps,
    silences: silences(bins, all, gaps),
    lastExportDay: null,
    arm: null,
    tallest: peak < 0 ? null : { at: peak, words: "the most" },
    clip: clipAt(all),
    colour: (name) => name,
  });
  const { x } = scaleOf(timeline, widthPx);
  const bars = done
    .filter(({ name, ink }) => name === "fillRect" && ink === "--dim-bar")
    .map(({ given: [left, , , high] }) => ({ left: Number(left), high: Number(high) }));
  const words = done.filter(({ name }) => name === "fillText").map(({ given }) => given);
  return { all, bars, words, done, xOf: (at: number) => x(bins.starts[at] ?? 0) };
}

describe.each(amountLifeNames)("%s", (life) => {
  const { all, bars, words, xOf } = painted(life);

  it("has a bar on the floor for each month with a play, and for no other", () => {
    const played = all.flatMap((amount, at) => (amount > 0 ? [xOf(at)] : []));
    expect(bars.map(({ left }) => left)).toEqual(played);
  });

  it("is nowhere higher than where there was most, and never lower for more", () => {
    const played = all.filter((amount) => amount > 0);
    const highest = Math.max(...bars.map(({ high }) => high));
    for (const at of peaksOf(played)) expect(bars[at]?.high).toBe(highest);
    const heights = played
      .map((amount, at) => ({ amount, high: bars[at]?.high ?? 0 }))
      .toSorted((one, other) => one.amount - other.amount)
      .map(({ high }) => high);
    expect(heights).toEqual(heights.toSorted((one, other) => one - other));
    expect(highest).toBeLessThan(floor);
  });

  it("names the month with the most over its bar, if it is one", () => {
    const label = words.find(([text]) => text === "the most");
    const peaks = peaksOf(all);
    expect(label !== undefined).toBe(peaks.length <= 3);
    if (!label || all.length < 2) return;
    const middle = (xOf(peaks.at(-1) ?? 0) + xOf((peaks.at(-1) ?? 0) + 1)) / 2;
    expect(Math.abs(Number(label[1]) - middle)).toBeLessThan(24);
  });
});

it("a year of silence is told in words, and one that is not known in others", () => {
  const texts = (of: ReturnType<typeof painted>) => of.words.map(([text]) => text);
  const gap = { firstDay: dayOf(2016, 6), lastDay: dayOf(2017, 6) - 1, kind: "missing" as const };
  expect(texts(painted("silent"))).toContain("no plays");
  expect(texts(painted("silent"))).not.toContain("plays are missing");
  const unknown = painted("silent", [gap]);
  expect(texts(unknown)).toContain("plays are missing");
  expect(texts(unknown)).not.toContain("no plays");
  const hatched = unknown.done.find(({ name, given }) => name === "rect" && given[3] === 26);
  expect(hatched?.given[0]).toBeCloseTo(unknown.xOf(18));
});
