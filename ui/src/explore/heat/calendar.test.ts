import { describe, expect, it } from "vitest";
import { dayOf } from "../../words/days";
import { nextDay, dayKinds, yearOfWeeks } from "./calendar";

describe("weeks of a year", () => {
  it.each([
    // 1 January on a Wednesday, a Sunday in a leap year, a Monday in a common year.
    [2020, 53, 2],
    [2012, 54, 6],
    [2018, 53, 0],
  ])("%i has %i columns and begins on weekday %i", (year, weeks, offset) => {
    expect(yearOfWeeks(year)).toMatchObject({ weeks, offset });
  });

  it("names months at their first whole week", () => {
    const [january, february] = yearOfWeeks(2020).months;
    expect(january).toEqual({ name: "Jan", week: 1 });
    expect(february).toEqual({ name: "Feb", week: 5 });
  });
});

describe("what is known of a day", () => {
  const firstDay = dayOf(2020);
  const calendar = { year: 2020, firstDay, days: [3, 0, 5, 0, 7] };
  const all = { firstDay, lastDay: firstDay + 365 };

  it("nothing played is in, not missing", () => {
    expect(dayKinds(calendar, all, [], [])).toEqual(["in", "in", "in", "in", "in"]);
  });

  it("outside the range it is out", () => {
    const range = { firstDay: firstDay + 2, lastDay: firstDay + 3 };
    expect(dayKinds(calendar, range, [], [])).toEqual(["out", "out", "in", "in", "out"]);
  });

  it.each(["missing", "mayBeMissing"] as const)("in a gap, without a play, it is %s", (kind) => {
    const gap = { firstDay: firstDay + 2, lastDay: firstDay + 3, kind };
    expect(dayKinds(calendar, all, [], [gap])).toEqual(["in", "in", "in", kind, "in"]);
  });

  it("another weekday is dropped, in a gap too", () => {
    // 1 January 2020 was a Wednesday.
    const gap = { firstDay, lastDay: firstDay + 4, kind: "missing" as const };
    expect(dayKinds(calendar, all, [2, 3], [gap])).toEqual([
      "in",
      "missing",
      "dropped",
      "dropped",
      "dropped",
    ]);
  });

  it("without a range all are out", () => {
    expect(new Set(dayKinds(calendar, null, [], []))).toEqual(new Set(["out"]));
  });
});

it.each([
  [10, "ArrowDown", 11],
  [10, "ArrowRight", 17],
  [3, "ArrowLeft", 3],
  [365, "ArrowDown", 365],
  [10, "Home", 0],
  [10, "End", 365],
  [10, "m", null],
])("from day %i, %s leads to %s", (from, key, to) => {
  expect(nextDay(from, key, 366)).toBe(to);
});
