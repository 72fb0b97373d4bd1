import { expect, it } from "vitest";
import { labels } from "./labels";

const widthOf = (text: string) => text.length * 6;
const flat = (top: number, bottom: number, points = 60) => ({
  d: "",
  upperEdge: "",
  top: Array.from({ length: points }, () => top),
  bottom: Array.from({ length: points }, () => bottom),
});
const swelling = (middle: number, most: number) => {
  const grown = Array.from({ length: 60 }, (_, at) => Math.max(0, most - Math.abs(at - 30) * 2));
  return {
    d: "",
    upperEdge: "",
    top: grown.map((y) => middle - y / 2),
    bottom: grown.map((y) => middle + y / 2),
  };
};

it("a name stands where its band is tallest", () => {
  const [label] = labels([swelling(50, 40)], ["Mirador"], 600, 100, widthOf);
  expect(label).toMatchObject({ text: "Mirador", leader: null });
  expect(label?.x).toBeCloseTo(305, -1);
});

const lastAt = (x: number) =>
  labels([swelling(50, 40)], ["Mirador"], 600, 100, widthOf, {
    before: [{ band: 0, text: "Mirador", x, y: 50, leader: null }],
  })[0];

it("a name stays where it stood while it is clear there, and else goes where it is clearest", () => {
  expect(lastAt(203)?.x).toBeCloseTo(203, -1);
  expect(lastAt(60)?.x).toBeCloseTo(305, -1);
});

it("a band under 11 pixels gets its name outside, with a leader to it", () => {
  const all = [flat(30, 50), flat(50, 58), flat(58, 80)];
  const label = labels(all, ["One", "Thin", "Others"], 600, 110, widthOf).find(
    ({ band }) => band === 1,
  );
  expect(label?.leader?.to).toBe(54);
  expect(label && (label.y < 30 || label.y > 80)).toBe(true);
});

it("a name outside stays beside its band while it is free there", () => {
  const all = [flat(30, 50), flat(50, 58), flat(58, 80)];
  const at = (x: number) => {
    const before = [{ band: 1, text: "Thin", x, y: 25, leader: { from: 27, to: 54 } }];
    const found = labels(all, ["One", "Thin", "Others"], 600, 110, widthOf, { before });
    return found.find(({ band }) => band === 1)?.x;
  };
  expect(at(420)).toBeCloseTo(420, -1);
  expect(at(8)).not.toBeCloseTo(8, -1);
});

it("a name outside goes where its band is lower, if there is no room where it is tallest", () => {
  const around = swelling(60, 110);
  const thin = { ...around, top: around.bottom.map((y, at) => y - (at === 30 ? 9 : 3)) };
  const all = [{ ...around, bottom: thin.top }, thin];
  const label = labels(all, ["One", "Thin"], 600, 120, widthOf).find(({ band }) => band === 1);
  expect(label?.leader).toBeTruthy();
  expect(Math.abs((label?.x ?? 300) - 305)).toBeGreaterThan(60);
});

it("other texts of the drawing are kept free", () => {
  const all = [flat(30, 50), flat(50, 58), flat(58, 80)];
  const outside = (taken: { x: number; y: number; text: string }[]) =>
    labels(all, ["One", "Thin", "Others"], 600, 90, widthOf, { taken }).find(
      ({ leader }) => leader,
    );
  expect(outside([])).toBeTruthy();
  expect(outside([{ x: 300, y: 25, text: "x".repeat(100) }])).toBeUndefined();
});

it("a thin band has no name where no room is left outside", () => {
  const all = [flat(0, 50), flat(50, 58), flat(58, 100)];
  const found = labels(all, ["One", "Thin", "Others"], 600, 100, widthOf);
  expect(found.map(({ band }) => band)).toEqual([0, 2]);
});

it("names outside do not lie on one another", () => {
  const all = [flat(40, 43), flat(43, 46), flat(46, 49), flat(49, 60)];
  const names = ["One long name", "Another long name", "A third long name", "Others"];
  const [one, other] = labels(all, names, 260, 100, widthOf).filter(({ leader }) => leader);
  expect(one && other && (Math.abs(one.x - other.x) > 80 || Math.abs(one.y - other.y) > 12)).toBe(
    true,
  );
});

it("a band that is not there has no name", () => {
  expect(
    labels([flat(30, 30), flat(30, 60)], ["Nobody", "Others"], 600, 100, widthOf),
  ).toHaveLength(1);
});

it("cuts a name that no band could hold", () => {
  const [label] = labels([flat(0, 60)], ["x".repeat(80)], 600, 100, widthOf);
  expect(label?.text).toBe(`${"x".repeat(27)}…`);
});

it("of those that find room only outside, the one that stands out is named first", () => {
  const thin = [10, 12, 14, 16, 18].map((top) => flat(top, top + 2));
  const spike = swelling(70, 10);
  const names = ["One", "Two", "Three", "Four", "Five", "Spike"];
  const named = labels([...thin, spike], names, 600, 140, widthOf).map(({ text }) => text);
  expect(named).toHaveLength(5);
  expect(named).toContain("Spike");
});
