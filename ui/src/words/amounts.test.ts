import { expect, it } from "vitest";
import { count, listeningTime, shareOf, size, duration } from "./amounts";

it.each([
  [0, "0 plays"],
  [1, "1 play"],
  [252_508, "252,508 plays"],
])("%i is %s", (amount, words) => expect(count(amount, "play")).toBe(words));

it.each([
  [0, "1\u00a0kB"],
  [96, "98\u00a0kB"],
  [976, "999\u00a0kB"],
  [1_200, "1.2\u00a0MB"],
  [43_120, "44\u00a0MB"],
  [1_500_000, "1.5\u00a0GB"],
])("%i KiB is %s, as a file manager has it", (kib, words) => expect(size(kib)).toBe(words));

it("hours are whole ones, and less than one is told in minutes", () => {
  expect(listeningTime(41_047_200)).toEqual({ amount: "11,402", unit: "hours" });
  expect(listeningTime(3_600)).toEqual({ amount: "1", unit: "hour" });
  expect(listeningTime(90)).toEqual({ amount: "2", unit: "minutes" });
});

it.each([
  [12, "0.1\u00a0s"],
  [1_840, "1.8\u00a0s"],
  [61_000, "61\u00a0s"],
  [185_000, "3\u00a0min 5\u00a0s"],
])("%i ms is %s", (ms, words) => expect(duration(ms)).toBe(words));

it.each([
  [1, 400, "under 1\u00a0%"],
  [0, 400, "0\u00a0%"],
  [399, 400, "99\u00a0%"],
  [400, 400, "100\u00a0%"],
  [76, 400, "19\u00a0%"],
])("%i of %i is %s", (part, whole, words) => {
  expect(shareOf(part, whole)).toBe(words);
});
