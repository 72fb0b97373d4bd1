import { expect, it } from "vitest";
import { date } from "../../words/days";
import { typedDay } from "./typedDay";

it.each([
  ["2019-03-12", "12 Mar 2019"],
  ["12.3.2019", "12 Mar 2019"],
  ["2019/3/12", "12 Mar 2019"],
  ["Mar 12, 2019", "12 Mar 2019"],
  ["12 March 2019", "12 Mar 2019"],
  [" 12 mar 2019 ", "12 Mar 2019"],
  ["2019-03", "1 Mar 2019"],
  ["2019", "1 Jan 2019"],
])("%j begins on %s", (typed, words) => expect(date(typedDay(typed, false) ?? 0)).toBe(words));

it.each([
  ["03/12/2019", false, "3 Dec 2019"],
  ["03/12/2019", true, "12 Mar 2019"],
  ["03.12.2019", true, "3 Dec 2019"],
])("%j, with the month first: %s, is %s", (typed, monthFirst, words) =>
  expect(date(typedDay(typed, false, monthFirst) ?? 0)).toBe(words),
);

it.each([
  ["2019", "31 Dec 2019"],
  ["2024-02", "29 Feb 2024"],
])("%j ends on %s", (typed, words) => expect(date(typedDay(typed, true) ?? 0)).toBe(words));

it.each(["", "soon", "31.2.2019", "2019-13-01", "12 foo 2019", "12 ma 2019", "1.1.19", "25/12/19"])(
  "%j is no day",
  (typed) => expect(typedDay(typed, false)).toBeNull(),
);
