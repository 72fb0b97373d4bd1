import { expect, it } from "vitest";
import type { CountingRule } from "../shell/bindings";
import { leftOut, less } from "./ledger";

const seconds: CountingRule = { kind: "atLeast", secs: 30 };

it.each<[number, CountingRule, string]>([
  [0, seconds, ""],
  [1, seconds, "1 shorter start is left out."],
  [2_968, seconds, "2,968 shorter starts are left out."],
  [2, { kind: "halfTheTrack" }, "2 shorter starts are left out."],
  [1, { kind: "toTheEnd" }, "1 start that did not end by itself is left out."],
  [2, { kind: "toTheEnd" }, "2 starts that did not end by themselves are left out."],
])("%i by %j", (uncounted, rule, sentence) => expect(leftOut(uncounted, rule)).toBe(sentence));

it("what is taken off has a minus, and nothing has none", () => {
  expect(less(2_865)).toBe("−2,865");
  expect(less(0)).toBe("0");
});
