import { expect, it } from "vitest";
import { dayOf } from "../words/days";
import { yearlyPlays } from "./years";

it("adds up the months of each year, and keeps a year without plays", () => {
  const starts = [dayOf(2019, 11), dayOf(2021, 0), dayOf(2021, 1)];
  const all = [5, 7, 11];
  const gaps = [{ firstDay: dayOf(2020, 3), lastDay: dayOf(2020, 4), kind: "missing" as const }];
  expect(yearlyPlays({ bins: { unit: "month", starts }, all, matched: all }, gaps)).toEqual([
    { year: 2019, plays: 5, gap: false },
    { year: 2020, plays: 0, gap: true },
    { year: 2021, plays: 18, gap: false },
  ]);
});

it("has no year before the first play", () => {
  expect(yearlyPlays({ bins: { unit: "month", starts: [] }, all: [], matched: [] }, [])).toEqual(
    [],
  );
});
