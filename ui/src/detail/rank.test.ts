import { expect, it } from "vitest";
import type { EntityKind } from "../shell/bindings";
import { years } from "../testing/detail";
import { rankStory, rankTitle, runnersUp } from "./rank";

const title = (ranks: (number | null)[], thisYear = 2026) =>
  rankTitle(years(ranks, 2027 - ranks.length), { sort: "artists", key: "" }, thisYear);

it.each<[string, (number | null)[]]>([
  ["Your number one in 2020, 2021 and again now", [14, 6, 3, 1, 1, 2, 5, 4, 2, 1]],
  ["Your number one in 2025 and now", [3, 1, 1]],
  ["Your number one in 2022", [1, 4, 2, null, 7]],
  ["Your number one this year", [null, 4, 1]],
  ["Your number one in every year", [1, 1, 1]],
  ["Your number one in 2021 to 2024", [1, 1, 1, 1, 3, 3]],
  ["Your number one in 5 of 10 years", [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]],
  ["Your number one in 6 of 11 years, including this one", [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]],
  ["Your number one in 6 of 8 years, including this one", [1, 1, 1, 2, 1, 3, 1, 1]],
  ["Your number 14 at best, in 2023", [20, 14, null, 18, 40]],
  ["Your number 2 at best, in 2022, 2024 and again now", [2, 3, 2, 4, 2]],
  ["Your number 9 in 2025", [null, 9, null]],
  ["Your number 1,204 in 2025", [null, 1_204, null]],
  ["In no year's ranking", [null, null]],
])("%s", (words, ranks) => {
  expect(title(ranks)).toBe(words);
});

function of(sort: EntityKind, key: string): string {
  return rankTitle(years([3, 1, 2]), { sort, key }, 2026);
}

it("names what is ranked where it is no artist", () => {
  expect(of("albums", "spotify:album:1")).toBe("Your number one album in 2018");
  expect(of("genres", "tonearm:genre:metal")).toBe("Your number one genre in 2018");
  expect(of("genres", "tonearm:family:metal")).toBe("Your number one family in 2018");
});

it.each<[string, (number | null)[]]>([
  ["Number 14 in 2025, number 143 in 2026.", [14, 143]],
  ["Number 1 in 2024 and 2026.", [1, null, 1]],
  ["Number 1 in 2024 and 2026, number 4 in 2025.", [1, 4, 1]],
  ["Number 1,204 in 2026.", [null, 1_204]],
  ["", [null, null]],
  ["In the rankings of 7 years, once among the first 20.", [50, 60, 20, 70, 80, 90, 40]],
  ["In the rankings of 7 years, never among the first 20.", [50, 60, 21, 70, 80, 90, 40]],
])("%s", (words, ranks) => {
  expect(rankStory(years(ranks, 2027 - ranks.length))).toBe(words);
});

const rival = (name: string, ranks: (number | null)[]) => ({ key: name, name, ranks });

it("says who was second to what was always first", () => {
  const first = years([1, 1, 1]);
  expect(runnersUp(first, [rival("Tamsin", [3, 2, 4]), rival("Halloran", [2, null, 2])])).toBe(
    "Second place: Halloran in 2 years, Tamsin in 1.",
  );
  expect(runnersUp(first, [rival("Tamsin", [3, 3, 4])])).toBe("");
});
