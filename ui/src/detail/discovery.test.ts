import { expect, it } from "vitest";
import type { Detail } from "../shell/bindings";
import { detail } from "../testing/detail";
import { dayAndTime, discovery, firstPlayTime, laterThatDay } from "./discovery";

const of = (minute: number, firstDayPlays: number, more: Partial<Detail> = {}) => {
  const { first } = detail();
  return detail({ first: first && { ...first, minute }, firstDayPlays, ...more });
};

it("tells the weekday and the year of the first play, and what the clock said", () => {
  expect(discovery(detail())).toBe("You discovered them on a Tuesday in 2017.");
  expect(firstPlayTime(detail())).toBe("14 March, 23:41.");
});

it("an album is heard, not discovered", () => {
  expect(discovery(detail({ sort: "albums" }))).toBe("You first heard it on a Tuesday in 2017.");
});

it("knows today and yesterday", () => {
  const { first } = detail();
  const today = first?.day ?? 0;
  expect(discovery(detail({ today }))).toBe("You discovered them today.");
  expect(discovery(detail({ today: today + 1 }))).toBe("You discovered them yesterday.");
  expect(dayAndTime({ day: today, minute: 65 }, today + 1)).toBe("yesterday, 01:05");
  expect(dayAndTime({ day: today, minute: 65 }, today + 2)).toBe("14 Mar 2017, 01:05");
});

it.each([
  [23 * 60, 3, "You played them twice more before midnight."],
  [18 * 60, 2, "You played them once more that evening."],
  [9 * 60, 6, "You played them 5 times more that day."],
  [9 * 60, 1, ""],
])("at minute %i, %i plays that day: %s", (minute, plays, words) => {
  expect(laterThatDay(of(minute, plays))).toBe(words);
});

it("says nothing of a first play that is not there", () => {
  expect(discovery(detail({ first: null }))).toBe("");
  expect(laterThatDay(detail({ first: null }))).toBe("");
});
