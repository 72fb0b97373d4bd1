import { describe, expect, it } from "vitest";
import { dayOf } from "../../words/days";
import { tenth } from "../../figure/pixels";
import { dayKinds, type DayKind } from "./calendar";
import { yearMarks, yearStory } from "./yearStory";
import { around, besideEachOther, monthSteps, notableOf } from "./yearShapes";

const widthOf = (text: string) => text.length * 6;
const firstDay = dayOf(2020);
const calendarOf = (amount: (at: number) => number) => ({
  year: 2020,
  firstDay,
  days: Array.from({ length: 366 }, (_, at) => amount(at)),
});
const all: DayKind[] = Array.from({ length: 366 }, () => "in");
function told(amount: (at: number) => number, kinds = all, weekdays: number[] = []): string {
  const calendar = calendarOf(amount);
  return yearStory(calendar, yearMarks(calendar, kinds, weekdays), "plays");
}

it.each([
  ["even", () => 40, "A play on every day."],
  ["with one wild day", (at: number) => (at === 71 ? 400 : 0), "Best day 12 Mar, 400 plays."],
  ["sparse", (at: number) => (at % 30 === 0 ? 1 : 0), ""],
  ["silent", () => 0, ""],
  [
    "of one spring",
    (at: number) => (at >= 60 && at < 90 ? 10 + (at % 7) : at % 2),
    "Longest run 31 days, 29 Feb – 30 Mar.",
  ],
] as const)("of a year %s", (_, amount, sentence) => {
  expect(told(amount)).toBe(sentence);
});

it("of equal runs and days, names the latest", () => {
  expect(told((at) => ([10, 11, 12, 200, 201, 202].includes(at) ? 5 + (at % 2) : 0))).toBe(
    "Best day 20 Jul, 6 plays; longest run 3 days, 19 Jul – 21 Jul.",
  );
});

const wild = (at: number) => (at === 300 ? 99 : at < 20 ? 3 + (at === 4 ? 1 : 0) : 0);

it("counts no day outside the range, and no run across the weekdays of a filter", () => {
  const range = { firstDay, lastDay: firstDay + 30 };
  expect(told(wild, dayKinds(calendarOf(wild), range, [], []))).toBe(
    "Best day 5 Jan, 4 plays; longest run 20 days, 1 Jan – 20 Jan.",
  );
  expect(told(wild, dayKinds(calendarOf(wild), range, [0, 6], []), [0, 6])).toBe(
    "Best day 5 Jan, 4 plays.",
  );
});

describe("lines", () => {
  const grid = { left: 30, top: 10, step: 10, space: 0 };

  it("step round the first of a month within a week", () => {
    expect(monthSteps(grid, [7, 17])).toBe("M40 10V80M50 80V40H60V10");
  });

  it("go round one day, and round days over several weeks", () => {
    expect(around(grid, { firstDay: 8, lastDay: 8 })).toBe("M40 20H50V30H40Z");
    expect(around(grid, { firstDay: 12, lastDay: 22 })).toBe("M40 60H50V10H70V30H60V80H40Z");
  });

  it.each([0, 4, 200, 364])(
    "lead from a label to day %i between the cells, across none",
    (best) => {
      const cells = { left: 32, top: 16, step: 10.2, space: 1.3 };
      const [day] = notableOf({ best, run: null }, cells, 2, 572, widthOf);
      const [column, row] = [Math.floor((best + 2) / 7), (best + 2) % 7];
      const [, , x, bendY, endY] = [...(day?.line ?? "").matchAll(/-?[\d.]+/g)].map(Number);
      // Slanted above the cells, and from there straight down in the space before the column.
      expect(bendY).toBeLessThanOrEqual(16);
      expect(x).toBeCloseTo(tenth(32 + column * 10.2 - 0.65));
      expect(endY).toBeCloseTo(tenth(16 + row * 10.2 - 0.65));
    },
  );

  it("labels are beside each other and within the drawing", () => {
    const both = [
      { middle: 100, width: 40 },
      { middle: 96, width: 50 },
    ];
    expect(besideEachOther(both, 30, 500, 8)).toEqual([129, 71]);
    expect(besideEachOther(both, 30, 130, 8)).toEqual([90, 32]);
  });
});
