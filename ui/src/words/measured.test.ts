import { expect, it } from "vitest";
import { tableAmount, measured } from "./measured";

it.each([
  [0, "0 plays"],
  [1, "1 play"],
  [1204, "1,204 plays"],
])("says %i plays as %s", (amount, words) => {
  expect(measured(amount, "plays")).toBe(words);
});

it.each([
  [0, "0\u00a0min"],
  [12, "1\u00a0min"],
  [35_160, "586\u00a0min"],
  [4_334_400, "1,204\u00a0h"],
])("says %i seconds as %s", (secs, words) => {
  expect(measured(secs, "time")).toBe(words);
});

it("a table holds whole minutes, and no listening as none", () => {
  expect([0, 20, 90].map((secs) => tableAmount(secs, "time"))).toEqual([0, 1, 2]);
});
