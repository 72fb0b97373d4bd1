import { expect, it } from "vitest";
import { fewPlays, rankWords, sharedRanks } from "./ranks";

it.each([
  [
    [9, 7, 7, 3],
    ["1", "2=", "2=", "4"],
  ],
  [
    [1, 1, 1],
    ["1=", "1=", "1="],
  ],
  [[5], ["1"]],
  [[], []],
])("of %j", (amounts, words) => {
  expect(sharedRanks(amounts).map(rankWords)).toEqual(words);
});

it.each([
  [[1, 1], "Nothing was repeated yet."],
  [[2, 1], "Nothing was played more than twice yet."],
  [[3, 1], ""],
  [[], ""],
])("a list of %j plays says: %s", (plays, words) => {
  expect(fewPlays(plays)).toBe(words);
});
