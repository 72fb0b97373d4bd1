import { describe, expect, it } from "vitest";
import { date, dayOf } from "../../words/days";
import { daysOf, nudge, openRange, shifted, wholeLife } from "./brush";

const life = { firstDay: dayOf(2009, 9, 14), lastDay: dayOf(2026, 10, 21) };
const spring = { firstDay: dayOf(2020, 2, 1), lastDay: dayOf(2020, 3, 30) };
const texts = (range: { fromDay: number | null; toDay: number | null }) =>
  [range.fromDay, range.toDay].map((day) => (day === null ? "open" : date(day)));

describe("a key", () => {
  it.each([
    [
      "moves by a month, whole months staying whole",
      "month",
      1,
      false,
      "1 Apr 2020",
      "31 May 2020",
    ],
    ["moves back by a month", "month", -1, false, "1 Feb 2020", "31 Mar 2020"],
    ["moves by a day", "day", 1, false, "2 Mar 2020", "1 May 2020"],
    ["moves the end by a month", "month", 1, true, "1 Mar 2020", "31 May 2020"],
    ["moves the end back by a day", "day", -1, true, "1 Mar 2020", "29 Apr 2020"],
  ] as const)("%s", (_, by, step, resize, from, to) => {
    expect(texts(nudge(life, spring, { by, step, resize }))).toEqual([from, to]);
  });

  it("stops at the life's end and keeps the length", () => {
    const last = { firstDay: dayOf(2026, 9, 1), lastDay: dayOf(2026, 10, 19) };
    const days = daysOf(life, nudge(life, last, { by: "month", step: 1, resize: false }));
    expect(days.lastDay).toBe(life.lastDay);
    expect(days.lastDay - days.firstDay).toBe(last.lastDay - last.firstDay);
  });

  it("does not move a whole life", () => {
    expect(nudge(life, life, { by: "month", step: 1, resize: false })).toEqual(wholeLife);
  });

  it("never leaves less than a day", () => {
    const day = { firstDay: spring.firstDay, lastDay: spring.firstDay };
    expect(texts(nudge(life, day, { by: "month", step: -1, resize: true }))).toEqual([
      "1 Mar 2020",
      "1 Mar 2020",
    ]);
  });
});

it("an end that reaches the life's own is open", () => {
  expect(openRange(life, life.lastDay + 40, life.firstDay - 3)).toEqual(wholeLife);
  expect(texts(openRange(life, spring.lastDay, spring.firstDay))).toEqual([
    "1 Mar 2020",
    "30 Apr 2020",
  ]);
});

it("a window pushed against the beginning gets no shorter", () => {
  const days = daysOf(life, shifted(life, spring, -9_999));
  expect(days).toEqual({
    firstDay: life.firstDay,
    lastDay: life.firstDay + spring.lastDay - spring.firstDay,
  });
});

it("a range outside of the life comes to its nearest day", () => {
  expect(daysOf(life, { fromDay: 0, toDay: 3 })).toEqual({
    firstDay: life.firstDay,
    lastDay: life.firstDay,
  });
});
