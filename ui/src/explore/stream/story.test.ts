import { expect, it } from "vitest";
import type { Stream } from "../../shell/bindings";
import { streamLives } from "../../testing/lives";
import { total } from "../../figure/clock";
import { formOf, shownIn } from "./form";
import { storyOf } from "./story";

function told(stream: Stream, more: Partial<Parameters<typeof storyOf>[1]> = {}): string {
  const form = formOf(stream, "plays");
  const given = { form, whole: null, of: "artists", shown: "artist", measure: "plays" } as const;
  return storyOf(shownIn(form, stream), { ...given, ...more });
}

it.each([
  ["even", "No artist stands out: the top 8 are 7\u00a0% of these plays; 2,574 others below"],
  ["longTail", "The top 12 are 19\u00a0% of these plays; 2,570 others below"],
  [
    "wildMonth",
    "The top 12 are 29\u00a0% of these plays; 2,570 others below; Mar – Apr 2014 is cut off, its bands add up to 6,170 plays",
  ],
  ["spiky", "The top 3 are 98\u00a0% of these plays; 7 others below"],
  ["oneDay", "The top 2 are 70\u00a0% of these plays; 3 others below"],
  ["oneArtist", "All of these plays are Artist 1"],
] as const)("of a life that is %s", (life, sentence) => {
  expect(told(streamLives[life])).toBe(sentence);
});

it("a play of two of them is not counted twice where the whole is known", () => {
  expect(told(streamLives.oneDay, { whole: 8 })).toContain("are 63\u00a0% of");
});

it("measures by what is measured", () => {
  expect(told(streamLives.oneArtist, { measure: "time" })).toBe("All of this time is Artist 1");
});

it("says of genres what the strip may be", () => {
  const genres = { of: "genres", shown: "genre" } as const;
  expect(told(streamLives.oneDay, genres)).toContain("; other genres, or none, below");
  const none = { ...streamLives.oneDay, otherCount: 0 };
  expect(told(none, genres)).toContain("; what has no genre is below");
});

it("is silent where nothing is drawn", () => {
  const { bins } = streamLives.oneDay;
  expect(told({ bins, bands: [], others: [4], otherCount: 2 })).toBe("");
  expect(total([])).toBe(0);
});
