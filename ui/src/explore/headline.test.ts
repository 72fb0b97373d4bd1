import { expect, it } from "vitest";
import type { ExploreAnswer, Measure } from "../shell/bindings";
import { explored } from "../testing/explore";
import { dayOf } from "../words/days";
import { firstEver, headline, keyNumbers, share } from "./headline";

it("names the whole of its share, and the time it is compared with", () => {
  expect(headline(explored(), "plays")).toEqual({
    amount: "13,474",
    name: "plays",
    words: "34\u00a0% of the 39,603 in this range",
    // No line ends within a date, so that no year stands alone in the next.
    change: "+12\u00a0% against 12,030, 16\u00a0Oct\u00a02016\u00a0– 11\u00a0Mar\u00a02019",
  });
});

it("counts minutes where time ranks, and plays beside them", () => {
  expect(headline(explored(), "time").amount).toBe("47,400");
  expect(keyNumbers(explored(), "time")[0]).toMatchObject({
    amount: "13,474",
    words: "on 611 days",
  });
});

it("says what the smaller numbers mean", () => {
  expect(
    keyNumbers(explored(), "plays").map(({ amount, name, words, change }) => [
      amount,
      [name, words, change].join("; "),
    ]),
  ).toEqual([
    ["790", "hours; 33 full days of music; +14\u00a0% against 694 hours"],
    ["319", "artists; 4 are half of these plays; −9\u00a0% against 352"],
    ["96", "new to you; 22 you came back to; −20\u00a0% against 120"],
  ]);
});

it("compares with nothing where there is no time before", () => {
  const first = explored({ before: null, totalsBefore: null });
  expect(headline(first, "plays").change).toBe("");
  expect(keyNumbers(first, "plays").map(({ change }) => change)).toEqual(["", "", ""]);
});

it("does not count percents beyond three times as much", () => {
  const totalsBefore = { ...explored().totals, plays: 100 };
  expect(headline(explored({ totalsBefore, before: null }), "plays").change).toBe(
    "135 times the 100",
  );
});

it.each([
  [0, 100, "none of the 100 in this range"],
  [1, 9_000, "under 1\u00a0% of the 9,000 in this range"],
  [8_999, 9_000, "over 99\u00a0% of the 9,000 in this range"],
  [12, 12, "everything in this range"],
  [0, 0, "nothing in this range"],
])("%i of %i is %s", (part, whole, words) => expect(share(part, whole)).toBe(words));

it("one play is one play", () => {
  const totals = { ...explored().totals, plays: 1, artists: 1, secs: 200, newArtists: 0 };
  expect(headline(explored({ totals }), "plays").name).toBe("play");
  expect(keyNumbers(explored({ totals }), "plays")[1]).toMatchObject({ name: "artist", words: "" });
});

it("tells a few hours in minutes, so that a change of them can be seen", () => {
  const totals = { ...explored().totals, secs: 74 * 60 };
  const totalsBefore = { ...totals, secs: 59 * 60 };
  expect(keyNumbers(explored({ totals, totalsBefore }), "plays")[0]).toMatchObject({
    amount: "74",
    name: "minutes",
    change: "+25\u00a0% against 59 minutes",
  });
});

it.each([
  [352, "no change against 352"],
  [351, "under 1\u00a0% more than 351"],
  [353, "under 1\u00a0% less than 353"],
  [350, "+1\u00a0% against 350"],
])("352 artists after %i: %s", (artists, change) => {
  const totals = { ...explored().totals, artists: 352 };
  const totalsBefore = { ...totals, artists };
  expect(keyNumbers(explored({ totals, totalsBefore }), "plays")[1]?.change).toBe(change);
});

it("tells hours against minutes where only one of the two times is short", () => {
  const totalsBefore = { ...explored().totals, secs: 59 * 60 };
  expect(keyNumbers(explored({ totalsBefore }), "plays")[0]).toMatchObject({ name: "hours" });
});

it("does not call it everything where something is hidden", () => {
  expect(share(91, 91, true)).toBe("all but what is hidden");
  expect(share(91, 91)).toBe("everything in this range");
});

it("calls it everything where what is hidden counts after all", () => {
  const all = explored({ hidden: 2, wholePlays: explored().totals.plays });
  expect(headline(all, "plays", true).words).toBe("everything in this range");
  expect(headline(all, "plays").words).toBe("all but what is hidden");
});

const life = { firstDay: dayOf(2009, 9, 14), lastDay: dayOf(2026, 10, 21) };
const whole = (more: Partial<ExploreAnswer> = {}) =>
  explored({ range: life, life, before: null, totalsBefore: null, half: 229, ...more });
const beside = (answer: ExploreAnswer, measure: Measure = "plays") =>
  keyNumbers(answer, measure).map(({ amount, name, words }) => `${amount} ${name} ${words}`.trim());

it("of a whole life, says how few artists are half of it and which day was the best", () => {
  expect(beside(whole()).slice(1)).toEqual([
    "229 artists are half of these plays of 319 in all",
    "71 plays your best day: 21\u00a0Nov\u00a02020",
  ]);
  const unfiltered = whole({ wholePlays: explored().totals.plays });
  expect(beside(unfiltered)[1]).toBe("229 artists are half your plays of 319 in all");
  expect(beside(unfiltered, "time").slice(1)).toEqual([
    "229 artists are half your time of 319 in all",
    "4 hours your best day: 21\u00a0Nov\u00a02020",
  ]);
});

it("a life of one day has no best one", () => {
  expect(beside(whole({ totals: { ...explored().totals, days: 1 } }))).toHaveLength(2);
  expect(beside(whole({ bestDay: null }))).toHaveLength(2);
});

it("names the first track of a whole life, and of no other range", () => {
  expect(firstEver(whole())).toBe("The first was Half a Ferry by Mirador Septet.");
  expect(firstEver(explored())).toBe("");
  expect(firstEver(whole({ first: null }))).toBe("");
});

it("a single artist is no half of anything", () => {
  const totals = { ...explored().totals, artists: 1 };
  expect(beside(whole({ totals, half: 1 }))[1]).toBe("1 artist");
});

it("a whole life is everything since its first day", () => {
  const all = whole({ wholePlays: explored().totals.plays });
  expect(headline(all, "plays").words).toBe("everything since 14\u00a0Oct\u00a02009");
  expect(headline(whole(), "plays").words).toBe("34\u00a0% of the 39,603 in this range");
});
