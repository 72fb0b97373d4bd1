import { beforeEach, expect, it } from "vitest";
import { dayOf } from "../../words/days";
import { SavedRanges, usualRanges } from "./ranges.svelte";

beforeEach(() => localStorage.clear());

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
