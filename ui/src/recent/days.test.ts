import { expect, it } from "vitest";
import type { Gap } from "../shell/bindings";
import { at } from "../testing/archive";
import { play } from "../testing/shell";
import { playDays, type DayPart } from "./days";

const now = at("2026-11-21T14:00:00Z");
const gap = (from: string, to: string): Gap => ({
  fromSecs: at(from),
  toSecs: at(to),
  kind: "missing",
});
const partsOf = (times: string[], gaps: Gap[]) =>
  playDays(
    times.map((time) => play(time.slice(8, 13), at(time))),
    gaps,
    now,
    "UTC",
  ).map(({ name, parts }) => [name].concat(parts.map(textOf)));
const textOf = (part: DayPart) =>
  "gap" in part ? "gap" : part.plays.map(({ name }) => name).join();

it("a gap stands between the plays around it", () => {
  const gaps = [gap("2026-11-21T10:00:00Z", "2026-11-21T11:00:00Z")];
  expect(partsOf(["2026-11-21T12:00:00Z", "2026-11-21T09:00:00Z"], gaps)).toEqual([
    ["Today", "21T12", "gap", "21T09"],
  ]);
});

it("a gap over days stands under the day in which it ends", () => {
  const gaps = [gap("2026-11-19T10:00:00Z", "2026-11-21T08:00:00Z")];
  expect(partsOf(["2026-11-21T12:00:00Z", "2026-11-19T09:00:00Z"], gaps)).toEqual([
    ["Today", "21T12", "gap"],
    ["Thursday 19 November", "19T09"],
  ]);
});

it("loses no gap at either end", () => {
  const gaps = [
    gap("2026-11-18T10:00:00Z", "2026-11-18T12:00:00Z"),
    gap("2026-11-21T12:30:00Z", "2026-11-21T13:00:00Z"),
  ];
  expect(partsOf(["2026-11-21T12:00:00Z"], gaps)).toEqual([["Today", "gap", "21T12", "gap"]]);
});
