import { describe, expect, it } from "vitest";
import { byDay, date, dayName, length, moment, pastMoment, timeOfDay, wait } from "./times";

const at = (text: string) => Date.parse(text) / 1000;
const now = at("2026-11-21T14:00:00Z");

describe("a play's day is the listener's, not Greenwich's", () => {
  const late = at("2026-11-20T23:30:00Z");

  it("is today in Berlin", () => expect(dayName(late, now, "Europe/Berlin")).toBe("Today"));
  it("is yesterday in London", () => expect(dayName(late, now, "Europe/London")).toBe("Yesterday"));
  it("has its own hour in each", () => {
    expect(timeOfDay(late, "Europe/Berlin")).toBe("00:30");
    expect(timeOfDay(late, "Asia/Kolkata")).toBe("05:00");
  });
});

it("older days have their weekday and date, and their year where it is another", () => {
  expect(dayName(at("2026-11-17T12:00:00Z"), now, "UTC")).toBe("Tuesday 17 November");
  expect(dayName(at("2025-12-31T12:00:00Z"), now, "UTC")).toBe("Wednesday 31 December 2025");
});

it("what is past is told as shortly as it is clear", () => {
  expect(pastMoment(at("2026-11-21T09:05:00Z"), now, "UTC")).toBe("09:05");
  expect(pastMoment(at("2026-11-20T23:30:00Z"), now, "Europe/Berlin")).toBe("00:30");
  expect(pastMoment(at("2026-11-20T23:30:00Z"), now, "UTC")).toBe("yesterday, 23:30");
  expect(pastMoment(at("2026-11-19T23:30:00Z"), now, "UTC")).toBe("19 November 2026");
});

it("yesterday is yesterday on the morning after the clocks went back", () => {
  const morning = at("2026-10-26T06:00:00Z");
  expect(dayName(at("2026-10-25T00:30:00Z"), morning, "Europe/Berlin")).toBe("Yesterday");
});

it("groups plays by day, newest first, and loses none", () => {
  const plays = ["2026-11-21T10:00:00Z", "2026-11-21T09:00:00Z", "2026-11-20T22:00:00Z"].map(
    (time) => ({ playedSecs: at(time) }),
  );
  const days = byDay(plays, now, "UTC");
  expect(days.map(({ name, rows }) => [name, rows.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
  ]);
});

it("tells a moment as far as it is away", () => {
  expect(moment(at("2026-11-21T09:05:00Z"), now, "UTC")).toBe("at 09:05");
  expect(moment(at("2026-11-22T09:05:00Z"), now, "UTC")).toBe("tomorrow at 09:05");
  expect(moment(at("2026-11-20T09:05:00Z"), now, "UTC")).toBe("yesterday at 09:05");
  expect(moment(at("2026-11-02T09:05:00Z"), now, "UTC")).toBe("on 2 November at 09:05");
});

it.each([
  [0, "0:00"],
  [217, "3:37"],
  [3725, "1:02:05"],
])("a length of %i s is %s", (secs, text) => expect(length(secs)).toBe(text));

it.each([
  [-4, "0\u00a0s"],
  [38, "38\u00a0s"],
  [90, "2\u00a0min"],
  [3600, "1\u00a0h"],
  [48_000, "13\u00a0h 20\u00a0min"],
])("a wait of %i s is %s", (secs, text) => expect(wait(secs)).toBe(text));

it("a date has its year", () => expect(date(now, "UTC")).toBe("21 November 2026"));
