import { expect, it } from "vitest";
import { parse } from "../navigation/question";
import type { ExploreAnswer, GapDays, GapKind } from "../shell/bindings";
import { explored } from "../testing/explore";
import { dayOf } from "../words/days";
import { reasons } from "./why";

const sentence = (about: string, query = "", changes: Partial<ExploreAnswer> = {}) =>
  reasons(explored(changes), parse(query), (key) => `“${key}”`).find(
    ([each]) => each === about,
  )?.[1];

it.each([
  ["", /heard for 30 seconds or longer/],
  ["rule=1s", /heard for 1 second or longer/],
  ["rule=0s", /Every play counts/],
  ["rule=half", /half of the track/],
  ["rule=end", /ended by itself/],
])("with %j it names the rule", (query, words) =>
  expect(sentence("What counts", query)).toMatch(words),
);

it("names the zone, the days and how many of them have a play", () => {
  expect(sentence("Whose clock")).toContain("Europe/Vienna");
  expect(sentence("Which days")).toBe(
    "12 Mar 2019 – 4 Aug 2021, 877 days; 611 of them have a play.",
  );
});

const gap = (month: number, kind: GapKind): GapDays => {
  const firstDay = dayOf(2020, month);
  return { firstDay, lastDay: firstDay + 3, kind };
};

it("names the gaps of the range and no others", () => {
  expect(sentence("What is missing")).toBeUndefined();
  const range = { firstDay: dayOf(2012), lastDay: dayOf(2013) };
  expect(sentence("What is missing", "", { range })).toBe(
    "Plays are missing: 20 Jun – 4 Nov 2012. What was played then is not in the number.",
  );
});

it("counts the gaps that it does not list", () => {
  const gaps = [1, 2, 3, 4, 5, 6].map((month) => gap(month, "missing"));
  expect(sentence("What is missing", "", { gaps })).toContain("And 2 more gaps.");
});

it("says where plays may be missing in words of its own", () => {
  const may = [gap(0, "mayBeMissing")];
  expect(sentence("What is missing", "", { gaps: may })).toBe(
    "Plays may be missing: 1 – 4 Jan 2020. If anything was played then, it is not in the number.",
  );
  const both = [...may, gap(1, "missing")];
  expect(sentence("What is missing", "", { gaps: both })).toMatch(
    /^Plays are missing: 1 – 4 Feb 2020\. Plays may be missing: 1 – 4 Jan 2020\./,
  );
});

it("says what is guessed, and nothing where nothing is", () => {
  expect(sentence("What is guessed", "", { estimated: 12 })).toContain(
    "12 plays lasted is an estimate",
  );
  expect(sentence("What is guessed")).toBeUndefined();
});

it("says whether what is hidden counts", () => {
  expect(sentence("What is hidden", "", { hidden: 1 })).toBe("1 hidden thing left out.");
  expect(sentence("What is hidden", "hidden=yes", { hidden: 3 })).toBe(
    "3 hidden things count after all.",
  );
  expect(sentence("What is hidden")).toBeUndefined();
});

it("says which kinds count", () => {
  expect(sentence("What kind")).toBe("Music only; podcasts and audiobooks are left out.");
  expect(sentence("What kind", "kind=podcast,audiobook")).toBe("Only podcasts and audiobooks.");
});

it("names every part of the filter that leaves plays out", () => {
  const query = "artist=artist:m&hour=8-11&skipped=no";
  expect(sentence("Which plays", query)).toBe(
    "Only those that pass all of the filter. Artist “artist:m”; Hours 08–12; Plays not skipped.",
  );
});

it("says nothing of a filter where there is none, nor twice what has a sentence of its own", () => {
  expect(sentence("Which plays")).toBeUndefined();
  expect(sentence("Which plays", "kind=podcast&rule=60s")).toBeUndefined();
});
