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

const ends = (line: string) => {
  const numbers = [...line.matchAll(/[\d.]+/g)].map(Number);
  return [numbers.slice(0, 2), numbers.slice(-2)];
};

it("an interruption is bridged from where the line broke off to where it returns", () => {
  const { line, bridge, discs, isBridged } = chart([3, 1, null, null, 4, 2]);
  expect(pieces(line)).toBe(2);
  expect(pieces(bridge)).toBe(1);
  const [before, after] = [discs[1], discs[2]].map((disc) => [disc?.x, disc?.y]);
  expect(ends(bridge)).toEqual([before, after]);
  expect(isBridged).toBe(true);
  expect(chart([null, 3, 1, 2, null])).toMatchObject({ bridge: "", isBridged: false });
});

it("rivals are bridged as well, also over years beyond the twentieth rank", () => {
  const { rivals, isBridged } = chart([2, 1, 2, 1], [rival("back", [4, 80, null, 6])]);
  expect(rivals.map(({ bridge }) => pieces(bridge))).toEqual([1]);
  expect(isBridged).toBe(true);
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

const gone = (name: string, rank: number) => rival(name, [rank, rank, null, null, null]);

it("a line that ends early has its name there, where nothing else is", () => {
  const ranks = [1, 1, 1, 1, 1];
  const { names } = chart(ranks, [gone("gone", 4)]);
  const [subject, label] = names;
  expect(label).toMatchObject({ key: "gone", text: "gone" });
  expect(label?.x).toBeLessThan((subject?.x ?? 0) - 200);
  const left = chart([1, 3, 60, 70, 80, 90, 99]).names;
  expect(left.map(({ key, name }) => [key, name])).toEqual([[null, "Mirador Septet"]]);
});

it("a line that begins late and ends early, with no room at its end, has its name at its beginning", () => {
  const late = rival("late", [null, null, 1, 1, null]);
  const { names, rivals } = chart([5, 5, 3, 1, 1], [late]);
  const label = names.find(({ key }) => key === "late");
  expect(label?.y).toBe(14);
  expect(label?.x).toBeLessThan(ends(rivals[0]?.line ?? "")[0]?.[0] ?? 0);
});

it("every line has a name; without room beside it, at the right, where dashes lead", () => {
  const one = chart([1, 1, 1, 1, 1], [gone("gone", 1)]);
  const [subject, label] = one.names;
  expect([subject?.key, label?.key, label?.x]).toEqual([null, "gone", subject?.x]);
  expect(ends(one.rivals[0]?.bridge ?? "")[1]?.[1]).toBe(label?.y);
  const crowd = ["a", "b", "c", "d", "e"].map((name, at) => {
    return rival(name, at < 3 ? [at + 2, at + 2, null, at + 5, null] : [null, 2, 3, 90, null]);
  });
  for (const width of [330, 600, 1_000]) {
    const { names, rivals, height } = chart([1, 1, 40, null, null], crowd, width);
    expect(names.map(({ key }) => key).toSorted()).toEqual(["a", "b", "c", "d", "e", null]);
    expect(rivals).toHaveLength(5);
    expect(Math.max(...names.map(({ y }) => y))).toBeLessThan(height - 16);
    expect(names.every(({ x }) => x >= 0)).toBe(true);
    const column = names.filter(({ x }) => x > width - 132).map(({ y }) => y);
    const apart = column.toSorted((a, b) => a - b).map((y, at, all) => y - (all[at - 1] ?? -99));
    expect(Math.min(...apart, 99)).toBeGreaterThanOrEqual(12);
  }
});
