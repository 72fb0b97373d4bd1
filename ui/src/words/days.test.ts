import { describe, expect, it } from "vitest";
import {
  binName,
  date,
  dayOf,
  hourName,
  longDate,
  minuteName,
  parseDay,
  partsOf,
  span,
  stepped,
  weekdayOf,
  yearBounds,
} from "./days";

it("counts from 1 January 1970", () => {
  expect(dayOf(1970)).toBe(0);
  expect(dayOf(2019, 2, 12)).toBe(17_967);
});

it("gives a number's day back, before 1970 too", () => {
  expect(partsOf(dayOf(2024, 1, 29))).toEqual({ year: 2024, month: 1, date: 29 });
  expect(partsOf(-1)).toEqual({ year: 1969, month: 11, date: 31 });
});

it("knows the weekday, Monday being 0", () => {
  expect(weekdayOf(0)).toBe(3);
  expect(weekdayOf(dayOf(2026, 10, 16))).toBe(0);
  expect(weekdayOf(-4)).toBe(6);
});

it("bounds a leap year by 366 days", () => {
  const { firstDay, lastDay } = yearBounds(2020);
  expect(date(firstDay)).toBe("1 Jan 2020");
  expect(date(lastDay)).toBe("31 Dec 2020");
  expect(lastDay - firstDay + 1).toBe(366);
});

it("says a day in full", () => {
  expect(longDate(dayOf(2019, 2, 12))).toBe("Tuesday 12 March 2019");
});

describe("from one day to another", () => {
  const from = dayOf(2019, 2, 12);
  it.each([
    [dayOf(2021, 7, 4), "12 Mar 2019 – 4 Aug 2021"],
    [dayOf(2019, 7, 4), "12 Mar – 4 Aug 2019"],
    [dayOf(2019, 2, 18), "12 – 18 Mar 2019"],
    [from, "12 Mar 2019"],
  ])("to %i is said as %s", (lastDay, words) => {
    expect(span({ firstDay: from, lastDay })).toBe(words);
  });
});

it.each([
  ["day", "11 Mar 2019"],
  ["week", "week of 11 Mar 2019"],
  ["month", "Mar 2019"],
] as const)("names the bin of a %s", (unit, words) => {
  expect(binName(dayOf(2019, 2, 11), unit)).toBe(words);
});

it("names hours and minutes by the clock of 24", () => {
  expect(hourName(9)).toBe("09:00");
  expect(minuteName(23 * 60 + 10)).toBe("23:10");
});

it("a day is one of the calendar, or none", () => {
  expect(parseDay("2024-02-29")).toBe(dayOf(2024, 1, 29));
  expect(parseDay("2023-02-29")).toBeNull();
  expect(parseDay("1066-10-14")).toBeNull();
});

it("the month after 31 January ends in February", () => {
  expect(date(stepped(dayOf(2024, 0, 31), "month", 1))).toBe("29 Feb 2024");
});
