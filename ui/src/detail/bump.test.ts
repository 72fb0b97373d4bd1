import { expect, it } from "vitest";
import type { Rival } from "../shell/bindings";
import { years } from "../testing/detail";
import { bumpChart, rankForm } from "./bump";

const rival = (name: string, ranks: (number | null)[]): Rival => ({
  key: name,
  name,
  ranks,
  amounts: [],
});
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

it("a line ends where it leaves the twenty best, and its rank is a number below", () => {
  const { line, discs, beyond, height } = chart([3, 20, 21, 143, 5]);
  expect(pieces(line)).toBe(2);
  expect(discs.map(({ rank }) => rank)).toEqual([3, 20, 5]);
  expect(beyond.ranks.map(({ text }) => text)).toEqual(["21", "143"]);
  expect(beyond.y).toBeGreaterThan(Math.max(...discs.map(({ y }) => y)) + 10);
  expect(beyond.y).toBeLessThan(height - 16);
});

it("no line goes below the twentieth, and at most five are of rivals", () => {
  const crowd = Array.from({ length: 7 }, (_, at) => rival(`r${at}`, [at + 2, 90, at + 2]));
  const { rivals, beyond } = chart([1, 1, 1], crowd);
  expect(rivals).toHaveLength(5);
  expect(rivals.map(({ line }) => pieces(line))).toEqual([2, 2, 2, 2, 2]);
  expect(beyond.ranks).toEqual([]);
  expect(chart([1, 1, 1], [rival("never", [21, 40, null])]).rivals).toEqual([]);
});

it.each([
  ["lines", [3, 1, 2]],
  ["lines", [40, 19, 60, 20, 3]],
  ["alwaysFirst", [1, 1, 1]],
  ["alwaysFirst", [null, 1, 1, null, 1]],
  ["words", [1, 1]],
  ["words", [19, 60, 70, 20]],
  ["words", [null, 400, null]],
] as const)("takes the form of %s for %j", (form, ranks) => {
  expect(rankForm(years([...ranks]))).toBe(form);
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
  const { discs } = chart([null, 13, 4, null, 14, 12, null, 9, 2, null], [], 330);
  expect(discs.map(({ rank }) => rank)).toContain(2);
});

it("names at the right end never overlap, and stay in order of rank", () => {
  const crowd = ["a", "b", "c", "d", "e"].map((name, at) => rival(name, [at + 2, at + 10]));
  const { names, height } = chart([1, 9], crowd);
  expect(names.map(({ name }) => name)).toEqual(["Mirador Septet", "a", "b", "c", "d", "e"]);
  const apart = names.slice(1).map(({ y }, at) => y - (names[at]?.y ?? 0));
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(12);
  expect(names.at(-1)?.y).toBeLessThan(height);
});

it("a line that ends early has its name there, where nothing else is", () => {
  const ranks = [1, 1, 1, 1, 1];
  const gone = (rank: number) => rival("gone", [rank, rank, null, null, null]);
  const { names } = chart(ranks, [gone(4)]);
  const [subject, label] = names;
  expect(label).toMatchObject({ key: "gone", text: "gone" });
  expect(label?.x).toBeLessThan((subject?.x ?? 0) - 200);
  expect(chart(ranks, [rival("gone", [1, 1, null, null, null])]).names).toHaveLength(1);
  const left = chart([1, 3, 60, 70, 80, 90, 99]).names;
  expect(left.map(({ key, name }) => [key, name])).toEqual([[null, "Mirador Septet"]]);
  const both = chart(ranks, [gone(4), { ...gone(4), key: "other" }]).names;
  expect(both.map(({ key }) => key)).toEqual([null, "gone"]);
});
