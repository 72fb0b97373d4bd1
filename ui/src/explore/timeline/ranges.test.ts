import { beforeEach, expect, it } from "vitest";
import { date, dayOf } from "../../words/days";
import { SavedRanges, typedDay, usualRanges } from "./ranges.svelte";

beforeEach(() => localStorage.clear());

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

it("counts back from today, and with it", () => {
  const today = dayOf(2026, 10, 21);
  const of = (name: string) => usualRanges(today).find((each) => each.name === name)?.range;
  expect(of("Last 28 days")).toEqual({ fromDay: today - 27, toDay: null });
  expect(of("Last year")).toEqual({ fromDay: dayOf(2025), toDay: dayOf(2025, 11, 31) });
});

it("keeps a range by its name for the next start", () => {
  new SavedRanges().save("Vienna", { fromDay: dayOf(2019, 2, 12), toDay: null });
  expect(new SavedRanges().all).toEqual([
    { name: "Vienna", range: { fromDay: dayOf(2019, 2, 12), toDay: null } },
  ]);
});

it("another of the same name gives way, and one can be deleted", () => {
  const saved = new SavedRanges();
  saved.save("Vienna", { fromDay: 1, toDay: 2 });
  saved.save("Vienna", { fromDay: 17_967, toDay: null });
  expect(saved.all).toHaveLength(1);
  saved.remove("Vienna");
  expect(new SavedRanges().all).toEqual([]);
});

it("takes no harm from what somebody else wrote there", () => {
  localStorage.setItem("tonearm.ranges", '[["x"],3,{"a":1}]');
  expect(new SavedRanges().all).toEqual([{ name: "x", range: { fromDay: null, toDay: null } }]);
  localStorage.setItem("tonearm.ranges", "{");
  expect(new SavedRanges().all).toEqual([]);
});
