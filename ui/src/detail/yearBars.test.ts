import { expect, it } from "vitest";
import { years } from "../testing/detail";
import { floorPx, yearBars } from "./yearBars";

const bars = (plays: number[], width = 600) =>
  yearBars(
    years(plays.map(() => 1)).map((year, at) => Object.assign(year, { plays: plays[at] ?? 0 })),
    "plays",
    width,
  );
const high = ({ y }: { y: number }) => floorPx - y;

it("stands on zero, each as high as its plays", () => {
  const [one, two, none] = bars([50, 100, 0]);
  expect([one, two, none].map((bar) => bar && high(bar))).toEqual([65, 130, 0]);
  expect(none?.d).toBe("");
});

it("three years make no wall", () => {
  expect(bars([5, 5, 5])[0]?.d).toMatch(/h36V/);
});

const told = (plays: number[], width?: number) =>
  bars(plays, width).flatMap((bar, at) => (bar.told ? [at] : []));

it("tells the most and the last, of equal ones the latest, and none on another", () => {
  expect(told([9, 2, 3, 9, 1, 1, 4])).toEqual([3, 6]);
  expect(told([9, 2, 3, 9, 1, 1, 4], 150)).toEqual([3]);
});

it("names every year that has room", () => {
  const named = bars(
    Array.from({ length: 20 }, () => 7),
    340,
  ).filter((bar) => bar.named);
  expect(named.map(({ year }) => year)).toEqual([
    2018, 2020, 2022, 2024, 2026, 2028, 2030, 2032, 2034, 2036,
  ]);
});

it("the runner-up's line is as high as its own plays would be", () => {
  const [one, two] = yearBars(
    years([1, 1]).map((year, at) => Object.assign(year, { plays: [50, 100][at] ?? 0 })),
    "plays",
    600,
    [25, 0],
  );
  expect([one?.otherY, two?.otherY]).toEqual([floorPx - 32.5, floorPx]);
  expect(bars([5])[0]?.otherY).toBeNull();
});
