import { expect, it } from "vitest";
import { hatch, stretches } from "./hatch";

const points = (path: string) =>
  [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

it("a gap too short to be seen is drawn all the same", () => {
  const gap = { firstDay: 100, lastDay: 100 };
  expect(stretches([gap], (day) => day / 10)).toEqual([{ x: 10, width: 2 }]);
});

it("a gap before or after the chart is not drawn", () => {
  const gaps = [
    { firstDay: -9, lastDay: -1 },
    { firstDay: 50, lastDay: 60 },
  ];
  expect(stretches(gaps, (day) => Math.min(Math.max(day, 0), 50))).toEqual([]);
});

it("no stroke leaves its stretch, and all of it has some", () => {
  const drawn = points(hatch({ x: 100, width: 31 }, 20, 60));
  const [xs, ys] = [drawn.map(([x]) => x ?? 0), drawn.map(([, y]) => y ?? 0)];
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([100, 131]);
  expect(Math.min(...ys)).toBeGreaterThanOrEqual(20);
  expect(Math.max(...ys)).toBeLessThanOrEqual(60);
});
