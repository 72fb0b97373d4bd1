import { describe, expect, it } from "vitest";
import type { Stream } from "../../shell/bindings";
import { dayOf } from "../../words/days";
import { outlines } from "./stream";

const stream = (bands: number[][], others: number[]): Stream => ({
  bins: { unit: "month", starts: others.map((_, at) => dayOf(2019, at)) },
  bands: bands.map((amounts, at) => ({ key: `a${at}`, name: `Artist ${at}`, amounts })),
  others,
  otherCount: 312,
});
const heights = ({ top, bottom }: { top: number[]; bottom: number[] }) =>
  bottom.map((y, at) => y - (top[at] ?? 0));

it("stands on one scale for all bands", () => {
  const [one, others] = outlines(stream([[10, 20, 0]], [10, 20, 10]), 300, 80);
  expect(one && heights(one)).toEqual([20, 40, 0]);
  expect(others && heights(others)).toEqual([20, 40, 20]);
});

it("lies round the middle line, nothing of it outside", () => {
  const all = outlines(stream([[1, 5, 9]], [3, 5, 1]), 300, 100);
  expect(all[0]?.top).toEqual([30, 0, 0]);
  expect(all.at(-1)?.bottom).toEqual([70, 100, 100]);
});

it("each band begins where the one above ends", () => {
  const [first, second] = outlines(
    stream(
      [
        [4, 2, 6],
        [1, 1, 0],
      ],
      [0, 2, 2],
    ),
    300,
    100,
  );
  expect(second?.top).toEqual(first?.bottom);
});

it("while the hand moves, draws no more columns than can be seen, each the mean of its bins", () => {
  const days = Array.from({ length: 365 }, (_, at) => at % 7);
  const [only] = outlines(stream([], days), 570, 100, true);
  expect(only?.top).toHaveLength(53);
  expect(new Set(only && heights(only).slice(0, 52))).toEqual(new Set([100]));
});

it("once it rests, a month without a play is as empty as it was", () => {
  const months = Array.from({ length: 84 }, (_, at) => (at === 40 ? 0 : 9));
  const [rests] = outlines(stream([], months), 568, 100);
  const [moves] = outlines(stream([], months), 568, 100, true);
  expect(rests && Math.min(...heights(rests))).toBe(0);
  expect(moves && Math.min(...heights(moves))).toBeGreaterThan(40);
});

describe("of little", () => {
  it("one bin lasts from edge to edge", () => {
    const [one] = outlines(stream([[5]], [5]), 300, 100);
    expect(one?.d).toBe("M0 0C100 0 200 0 300 0L300 50C200 50 100 50 0 50Z");
  });

  it("two bins are joined", () => {
    const [one] = outlines(stream([[0, 5]], [0, 5]), 300, 100);
    expect(one && heights(one)).toEqual([0, 50]);
  });

  it.each([[[]], [[0, 0, 0]]])("draws %j without a number that is none", (others) => {
    const all = outlines(stream([others.map(() => 0)], others), 300, 100);
    expect(all.map(({ d }) => d).join()).not.toMatch(/NaN|Infinity|undefined/);
  });
});
