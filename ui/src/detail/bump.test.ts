import { expect, it } from "vitest";
import type { Rival } from "../shell/bindings";
import { years } from "../testing/detail";
import { bumpChart } from "./bump";

const rival = (name: string, ranks: (number | null)[]): Rival => ({ key: name, name, ranks });
const chart = (ranks: (number | null)[], rivals: Rival[] = [], width = 600) =>
  bumpChart("Mirador Septet", years(ranks), rivals, width);
const pieces = (line: string) => line.split("M").length - 1;

it("numbers every year where there is room, better ranks higher", () => {
  const { discs } = chart([3, 1, 2]);
  expect(discs.map(({ rank }) => rank)).toEqual([3, 1, 2]);
  expect(discs[1]?.y).toBeLessThan(discs[2]?.y ?? 0);
});

it("a year without a rank breaks the line", () => {
  expect(pieces(chart([3, 1, null, 2, 4]).line)).toBe(2);
  expect(pieces(chart([3, 1, 2, 2, 4]).line)).toBe(1);
});

it("a year between two without is a dash, not a point of nothing", () => {
  expect(chart([null, 4, null]).line).toMatch(/^M[\d.]+ [\d.]+h6$/);
});

it("ranks beyond the twentieth stand on one broken edge", () => {
  const { edge, discs, height } = chart([20, 21, 143]);
  expect(discs[1]?.y).toBe(discs[2]?.y);
  expect(discs[0]?.y).toBeLessThan(edge ?? 0);
  expect(discs[2]?.y).toBeGreaterThan(edge ?? Infinity);
  expect(discs[2]?.y).toBeLessThan(height);
  expect(chart([20, 1]).edge).toBeNull();
});

it("one year is one disc with its name and its year", () => {
  const { discs, names, years: yearLabels } = chart([9]);
  expect(discs).toHaveLength(1);
  expect(names.map(({ name }) => name)).toEqual(["Mirador Septet"]);
  expect(yearLabels.map(({ text }) => text)).toEqual(["2017"]);
});

it("twenty years on a narrow chart number the best, the last and who else has room", () => {
  const ranks = Array.from({ length: 20 }, (_, at) => 2 + Math.abs(10 - at));
  const { discs, dots, years: yearLabels } = chart(ranks, [], 380);
  const apart = discs.slice(1).map(({ x }, at) => x - (discs[at]?.x ?? 0));
  expect(Math.min(...apart)).toBeGreaterThan(20);
  expect(discs.map(({ rank }) => rank)).toContain(2);
  expect(discs.at(-1)?.rank).toBe(11);
  expect(discs.length + dots.length).toBe(20);
  expect(yearLabels.at(-1)?.year).toBe(2036);
  expect(yearLabels.length).toBeLessThan(9);
});

it("the best year is numbered, though it is the last and the chart is narrow", () => {
  const { discs } = chart([null, 31, 4, null, 143, 22, null, 9, 2, null], [], 330);
  expect(discs.map(({ rank }) => rank)).toContain(2);
});

it("names at the right end never overlap, and stay in order of rank", () => {
  const crowd = ["a", "b", "c", "d", "e"].map((name, at) => rival(name, [at + 2, at + 30]));
  const { names, height } = chart([1, 29], crowd);
  expect(names.map(({ name }) => name)).toEqual(["Mirador Septet", "a", "b", "c", "d", "e"]);
  const apart = names.slice(1).map(({ y }, at) => y - (names[at]?.y ?? 0));
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(12);
  expect(names.at(-1)?.y).toBeLessThan(height);
});

it("who is not ranked in the last year has a line and no name at its end", () => {
  const { names, rivals } = chart([1, 1], [rival("gone", [2, null])]);
  expect(rivals[0]?.line).toMatch(/^M/);
  expect(names.map(({ name }) => name)).toEqual(["Mirador Septet"]);
});
