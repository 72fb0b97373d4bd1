import { expect, it } from "vitest";
import { defaultQuestion, emptyFilter } from "../navigation/question";
import type { ExploreFilter } from "../shell/bindings";
import { dayOf } from "../words/days";
import { chipsOf } from "./filter/chips";
import { wholeYear } from "./year";

const life = { firstDay: dayOf(2019, 4, 3), lastDay: dayOf(2026, 6, 9) };
const of = (firstDay: number, lastDay: number, filter: Partial<ExploreFilter> = {}) => {
  const question = { ...defaultQuestion, filter: { ...emptyFilter, ...filter } };
  const chips = chipsOf(question, (key) => key);
  return wholeYear({ firstDay, lastDay }, life, chips);
};

it("is the year from its first day to its last", () => {
  expect(of(dayOf(2021), dayOf(2021, 11, 31))).toBe(2021);
  expect(of(dayOf(2021, 0, 2), dayOf(2021, 11, 31))).toBeNull();
  expect(of(dayOf(2021), dayOf(2021, 11, 30))).toBeNull();
  expect(of(dayOf(2021), dayOf(2022, 11, 31))).toBeNull();
});

it("a year in which the life begins or ends is whole as far as the life goes", () => {
  expect(of(life.firstDay, dayOf(2019, 11, 31))).toBe(2019);
  expect(of(dayOf(2026), life.lastDay)).toBe(2026);
  expect(of(dayOf(2026), dayOf(2026, 11, 31))).toBe(2026);
  expect(of(dayOf(2012), dayOf(2012, 11, 31))).toBeNull();
});

it("is none where anything else is filtered, whatever counts as a play", () => {
  const year = [dayOf(2021), dayOf(2021, 11, 31)] as const;
  expect(of(...year, { skipped: true })).toBeNull();
  expect(of(...year, { artists: { only: ["a"], never: [] } })).toBeNull();
  expect(of(...year, { withHidden: true })).toBe(2021);
});
