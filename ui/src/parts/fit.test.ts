import { expect, it } from "vitest";
import { fit } from "./fit";

const name = { narrow: 4, full: 6 };

it("widens the letters until the name fills its measure", () => {
  const fitted = fit(name, 1000, 200);
  expect(fitted).toEqual({ sizePx: 200, widthPercent: 81, lines: 1 });
});

it("never widens past 100 %, however short the name", () => {
  expect(fit(name, 2000, 200).widthPercent).toBe(100);
});

it("shrinks only when the narrowest letters do not fit", () => {
  expect(fit(name, 600, 200)).toEqual({ sizePx: 150, widthPercent: 62, lines: 1 });
});

it("breaks below 96 px instead of shrinking on", () => {
  const fitted = fit({ narrow: 10, full: 15 }, 600, 200);
  expect(fitted.lines).toBe(2);
  expect(fitted.sizePx).toBe(96);
});

it("gives eighty characters three lines on a narrow measure, and stays readable", () => {
  const fitted = fit({ narrow: 33, full: 50 }, 440, 84);
  expect(fitted.lines).toBe(3);
  expect(fitted.sizePx).toBeGreaterThanOrEqual(32);
});
