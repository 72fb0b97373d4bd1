import { expect, it } from "vitest";
import type { GapKind } from "../shell/bindings";
import { at } from "../testing/archive";
import { yearsChart } from "./years";

const year = (of: number, extended: number, account = 0, live = 0) => ({
  year: of,
  extended,
  account,
  live,
});

it("bars stand on zero and share one scale", () => {
  const { bars, tallest } = yearsChart([year(2020, 50), year(2021, 60, 20, 20)], []);
  expect(bars[0]?.parts).toEqual([{ provenance: "extended", share: 0.5 }]);
  expect(bars[1]?.parts.map(({ share }) => share)).toEqual([0.6, 0.2, 0.2]);
  expect(tallest?.year).toBe(2021);
});

const gap = (from: string, to: string, kind: GapKind = "missing") => ({
  fromSecs: at(from),
  toSecs: at(to),
  kind,
});

it("a year without plays that a gap covers has its kind, one without a gap is silent", () => {
  const gaps = [gap("2021-01-05T00:00:00Z", "2021-12-20T00:00:00Z", "mayBeMissing")];
  const { bars } = yearsChart([year(2020, 5), year(2021, 0), year(2022, 0), year(2023, 5)], gaps);
  expect(bars.map((bar) => bar.gap)).toEqual([null, "mayBeMissing", null, null]);
});

it("a gap lies where its time lies, and never outside the chart", () => {
  const gaps = [gap("2019-06-01T00:00:00Z", "2020-07-02T00:00:00Z")];
  const [stretch] = yearsChart([year(2020, 5), year(2021, 5)], gaps).gaps;
  expect(stretch?.from).toBe(0);
  expect(stretch?.to).toBeCloseTo(0.25, 2);
});

it("of two gaps in one year, what one is sure of is sure", () => {
  const gaps = [
    gap("2021-01-05T00:00:00Z", "2021-03-20T00:00:00Z", "mayBeMissing"),
    gap("2021-05-05T00:00:00Z", "2021-12-20T00:00:00Z"),
  ];
  expect(yearsChart([year(2021, 0)], gaps).bars[0]?.gap).toBe("missing");
});

it("names each provenance along the years it covers", () => {
  const { coverage } = yearsChart([year(2020, 5), year(2021, 5, 0, 2)], []);
  expect(coverage).toEqual([
    { provenance: "extended", plays: 10, stretch: { from: 0, to: 1 } },
    { provenance: "live", plays: 2, stretch: { from: 0.5, to: 1 } },
  ]);
});

it("draws nothing from nothing", () => {
  expect(yearsChart([], []).bars).toEqual([]);
});
