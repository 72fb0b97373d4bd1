import { expect, it } from "vitest";
import type { GapDays, GapKind } from "../shell/bindings";
import { dayOf } from "./days";
import { gapPhrases, hatchingWords } from "./gaps";

const gap = (kind: GapKind, month: number): GapDays => ({
  firstDay: dayOf(2020, month, 3),
  lastDay: dayOf(2020, month, 5),
  kind,
});

it("has a phrase for each kind, the sure one first", () => {
  const gaps = [gap("mayBeMissing", 0), gap("missing", 1), gap("mayBeMissing", 2)];
  expect(gapPhrases(gaps)).toEqual([
    "plays are missing 3 – 5 Feb 2020",
    "plays may be missing 3 – 5 Jan 2020, 3 – 5 Mar 2020",
  ]);
  expect(gapPhrases([])).toEqual([]);
});

it("hatching stands for the kinds that there are", () => {
  expect(hatchingWords([gap("missing", 1)])).toBe("plays are missing");
  expect(hatchingWords([gap("mayBeMissing", 1)])).toBe("plays may be missing");
  expect(hatchingWords([gap("mayBeMissing", 1), gap("missing", 1)])).toBe(
    "plays are missing, or may be",
  );
});
