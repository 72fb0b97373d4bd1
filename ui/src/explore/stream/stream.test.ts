import { describe, expect, it } from "vitest";
import { columnsOf } from "./columns";
import { stacked } from "./cut";
import { area, outlines } from "./stream";

function drawn(rows: number[][], width = 300, height = 100) {
  const columns = columnsOf(rows[0]?.length ?? 0);
  return outlines(stacked(rows, columns), columns, { left: 0, width, height });
}
const heights = ({ top, bottom }: { top: number[]; bottom: number[] }) =>
  bottom.map((y, at) => y - (top[at] ?? 0));

it("stands on one scale for all bands", () => {
  const all = drawn(
    [
      [10, 20, 0],
      [10, 20, 10],
    ],
    300,
    80,
  );
  expect(all.map(heights)).toEqual([
    [20, 40, 0],
    [20, 40, 20],
  ]);
});

it("lies round the middle line, nothing of it outside", () => {
  const all = drawn([
    [1, 5, 9],
    [3, 5, 1],
  ]);
  expect(all[0]?.top).toEqual([30, 0, 0]);
  expect(all.at(-1)?.bottom).toEqual([70, 100, 100]);
});

it("each band begins where the one above ends", () => {
  const [first, second] = drawn([
    [4, 2, 6],
    [1, 1, 0],
    [0, 2, 2],
  ]);
  expect(second?.top).toEqual(first?.bottom);
});

it("draws no more columns than can be seen, each the mean of its bins", () => {
  const [only] = drawn([Array.from({ length: 365 }, (_, at) => at % 7)]);
  expect(only?.top).toHaveLength(53);
  expect(new Set(only && heights(only).slice(0, 52).map(Math.round))).toEqual(new Set([100]));
});

it("an area stands on its floor, as high as its scale says", () => {
  const columns = columnsOf(2);
  const d = area([4, 0], columns, { left: 10, width: 100, height: 40 }, 50, 5);
  expect(d).toMatch(/^M10 30C.* 110 50V50H10Z$/);
});

describe("of little", () => {
  it("one bin lasts from edge to edge", () => {
    const [one] = drawn([[5], [5]]);
    expect(one?.d).toBe("M0 0C100 0 200 0 300 0L300 50C200 50 100 50 0 50Z");
  });

  it("two bins are joined", () => {
    const [one] = drawn([
      [0, 5],
      [0, 5],
    ]);
    expect(one && heights(one)).toEqual([0, 50]);
  });

  it.each([[[]], [[0, 0, 0]]])("draws %j without a number that is none", (others: number[]) => {
    const all = drawn([others, others]);
    expect(all.map(({ d }) => d).join()).not.toMatch(/NaN|Infinity|undefined/);
  });
});
