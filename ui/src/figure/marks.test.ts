import { expect, it } from "vitest";
import type { BinUnit } from "../shell/bindings";
import { dayOf } from "../words/days";
import { timeMarks } from "./marks";

const bins = (unit: BinUnit, starts: number[]) => ({ unit, starts });
const names = (unit: BinUnit, starts: number[], width = 568) =>
  timeMarks(bins(unit, starts), width, (at) => (at / starts.length) * width).map(
    ({ name }) => name,
  );
const months = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => dayOf(2019, from + at));
const hours = (count: number) =>
  Array.from({ length: count }, (_, at) => dayOf(2020, 1, 28) + at / 24);
const days = (count: number) => Array.from({ length: count }, (_, at) => dayOf(2020, 1, 26) + at);

it("marks years where there are several", () => {
  expect(names("month", months(30, 2))).toEqual(["2019", "2020", "2021"]);
});

it("leaves out years for which there is no room", () => {
  expect(names("month", months(204)).length).toBeLessThanOrEqual(11);
});

it("a year of which little is left gives way to the next", () => {
  expect(names("month", months(40, 11))[0]).toBe("2020");
});

it("marks months within a year, the year said once", () => {
  expect(names("month", months(4, 2))).toEqual(["Mar 2019", "Apr", "May", "Jun"]);
});

it("says the year of the first month that is marked, and of the first in the next year", () => {
  const marked = names("month", months(16, 2), 480);
  expect(marked.filter((name) => /\d/.test(name))).toEqual(["Mar 2019", "Jan 2020"]);
});

it("marks days within a month", () => {
  expect(names("day", days(4))).toEqual(["26 Feb 2020", "27 Feb", "28 Feb", "29 Feb"]);
});

it("a month of which a week is left gives way to the next", () => {
  const weeks = Array.from({ length: 53 }, (_, at) => dayOf(2020, 11, 28) + at * 7);
  expect(names("week", weeks, 920).slice(0, 2)).toEqual(["Jan 2021", "Feb"]);
});

it("one bin is named in full", () => {
  expect(names("week", [dayOf(2020, 4, 4)])).toEqual(["week of 4 May 2020"]);
});

it("nothing has no marks", () => {
  expect(names("day", [])).toEqual([]);
});

it("marks hours of one day, and names the day at midnight", () => {
  expect(names("hour", hours(24))).toEqual([
    "28 Feb",
    "03:00",
    "06:00",
    "09:00",
    "12:00",
    "15:00",
    "18:00",
    "21:00",
  ]);
  expect(names("hour", hours(72), 480)).toEqual([
    "28 Feb",
    "12:00",
    "29 Feb",
    "12:00",
    "1 Mar",
    "12:00",
  ]);
});
