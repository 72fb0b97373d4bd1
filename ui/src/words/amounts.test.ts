import { expect, it } from "vitest";
import { count, listeningTime, shareOf, size, duration } from "./amounts";

it.each([
  [0, "0 plays"],
  [1, "1 play"],
  [252_508, "252,508 plays"],
])("%i is %s", (amount, words) => expect(count(amount, "play")).toBe(words));

it.each([
  [0, "1 kB"],
  [96, "98 kB"],
  [976, "999 kB"],
  [1_200, "1.2 MB"],
  [43_120, "44 MB"],
  [1_500_000, "1.5 GB"],
])("%i KiB is %s, as a file manager has it", (kib, words) => expect(size(kib)).toBe(words));

it("hours are whole ones, and less than one is told in minutes", () => {
  expect(listeningTime(41_047_200)).toEqual({ amount: "11,402", unit: "hours" });
  expect(listeningTime(3_600)).toEqual({ amount: "1", unit: "hour" });
  expect(listeningTime(90)).toEqual({ amount: "2", unit: "minutes" });
});

it.each([
  [12, "0.1 s"],
  [1_840, "1.8 s"],
  [61_000, "61 s"],
  [185_000, "3 min 5 s"],
])("%i ms is %s", (ms, words) => expect(duration(ms)).toBe(words));

it.each([
  [1, 400, "under 1 %"],
  [0, 400, "0 %"],
  [399, 400, "99 %"],
  [400, 400, "100 %"],
  [76, 400, "19 %"],
])("%i of %i is %s", (part, whole, words) => {
  expect(shareOf(part, whole)).toBe(words);
});
