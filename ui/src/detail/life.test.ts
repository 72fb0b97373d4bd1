import { expect, it } from "vitest";
import type { Detail } from "../shell/bindings";
import { detail, onePlay } from "../testing/detail";
import { dayOf } from "../words/days";
import { baseline, gapPx, lifeChart, overPx } from "./life";

const months = (matched: number[], more: Partial<Detail> = {}) => {
  const starts = matched.map((_, at) => dayOf(2020, at));
  return detail({
    timeline: { bins: { unit: "month", starts }, all: matched, matched },
    gaps: [],
    first: null,
    ...more,
  });
};
const many = (bins: number, amount: number) => Array.from({ length: bins }, () => amount);
const words = (of: Detail, width: number) => lifeChart(of, width).ticks.map((tick) => tick.text);
const bars = (path: string) => path.split("M").length - 1;
const reach = (path: string) =>
  [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

it("draws a bar for every bin with a play, none for one without", () => {
  expect(bars(lifeChart(months([3, 0, 9, 1]), 600).bars)).toBe(3);
});

it("even a single play beside thousands can be seen", () => {
  expect(lifeChart(months([1, 90_000]), 600).bars).toMatch(/v-1h/);
});

it("names the latest of a few that are tallest, and none of many", () => {
  expect(lifeChart(months([3, 9, 9]), 600).tallest?.at).toBe(2);
  expect(lifeChart(months(many(24, 9)), 600).tallest).toBeNull();
  expect(lifeChart(months([0, 0]), 600).tallest).toBeNull();
});

it("one wild month flattens no other, and is broken", () => {
  const heights = (amounts: number[]) => {
    const { bars: path } = lifeChart(months(amounts), 1_000);
    return [...path.matchAll(/v-([\d.]+)/g)].map(([, high]) => Number(high));
  };
  const wild = [...many(40, 10), 4_000];
  expect(new Set(heights(wild))).toEqual(new Set([baseline - 32]));
  expect(bars(lifeChart(months(wild), 1_000).breaks)).toBe(1);
  expect(lifeChart(months(many(40, 10)), 1_000).breaks).toBe("");
});

it("says where nothing at all was played, and not where only this was not", () => {
  const matched = [...many(6, 1), ...many(12, 0), ...many(6, 1)];
  const chart = (all: number[]) => {
    const { timeline, ...rest } = months(matched);
    return lifeChart({ ...rest, timeline: { ...timeline, all } }, 731);
  };
  const [silence] = chart(matched).silences;
  expect(silence?.label?.how).toBe("along");
  expect(silence?.label?.x).toBeCloseTo(365, -1);
  expect(chart(many(24, 1)).silences).toEqual([]);
});

it("in a narrow window the longest silence of a long life says so too, away from other words", () => {
  const matched = [...many(80, 2), ...many(4, 0), ...many(60, 2), ...many(2, 0), ...many(30, 2)];
  const gap = { firstDay: dayOf(2026, 6), lastDay: dayOf(2026, 8, 30), kind: "missing" as const };
  const { silences, gapLabel } = lifeChart(months(matched, { gaps: [gap] }), 716);
  expect(silences.map(({ label }) => label?.how ?? null)).toEqual(["over", null]);
  expect(gapLabel).not.toBeNull();
  expect(baseline - gapPx - 6 - overPx).toBeGreaterThanOrEqual(12);
});

it("hatches a gap within its own days, and stays above the ground", () => {
  const gap = {
    firstDay: dayOf(2020, 6, 1),
    lastDay: dayOf(2020, 8, 30),
    kind: "mayBeMissing" as const,
  };
  const chart = lifeChart(months(many(24, 2), { gaps: [gap] }), 731);
  const points = reach(chart.hatched);
  expect(points.length).toBeGreaterThan(4);
  expect(Math.min(...points.map(([x]) => x ?? 0))).toBeCloseTo(182, 0);
  expect(Math.max(...points.map(([x]) => x ?? 0))).toBeCloseTo(274, 0);
  expect(Math.min(...points.map(([, y]) => y ?? 0))).toBeGreaterThanOrEqual(baseline - gapPx);
  expect(chart.gapLabel?.x).toBeCloseTo(228, 0);
  expect(chart.gapLabel?.kind).toBe("mayBeMissing");
});

it("a gap outside the life is not drawn", () => {
  const gap = { firstDay: dayOf(2012), lastDay: dayOf(2013), kind: "missing" as const };
  expect(lifeChart(months([2, 2], { gaps: [gap] }), 600).hatched).toBe("");
});

it("finds the bar of the first play", () => {
  const key = { beganSecs: 0, msPlayed: 0, track: "t" };
  const first = { day: dayOf(2020, 2, 14), minute: 0, track: { key: "t", name: "t" }, key };
  const chart = lifeChart(months([0, 0, 4, 8], { first }), 400);
  expect(chart.first?.left).toBeGreaterThan(90);
  expect(chart.first?.y).toBeLessThan(baseline);
});

it("names years over a long life, months over a short one, fewer where there is less room", () => {
  const long = months(many(240, 1));
  expect(words(long, 1_000)).toHaveLength(20);
  expect(words(long, 320).length).toBeLessThan(9);
  expect(words(months([1, 1, 1]), 600)).toEqual(["Jan 2020", "Feb", "Mar"]);
});

it("one day is a bar and not a wall", () => {
  expect(lifeChart(onePlay(), 1_000).bars).toMatch(/^M0 96v-64h47V96z$/);
});

it("no life draws nothing", () => {
  const none = { timeline: { bins: { unit: "day" as const, starts: [] }, all: [], matched: [] } };
  expect(lifeChart(detail(none), 600).bars).toBe("");
});
