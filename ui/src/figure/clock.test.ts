import { expect, it } from "vitest";
import { busiest, hoursOf, weekdaysOf } from "./clock";

it("sums the clock by hour and by weekday", () => {
  const clock = Array.from({ length: 168 }, () => 0);
  clock[7] = 2;
  clock[3 * 24 + 7] = 5;
  expect(hoursOf(clock)[7]).toBe(7);
  expect(weekdaysOf(clock)).toEqual([2, 0, 0, 5, 0, 0, 0]);
});

it("knows the busiest, and that there may be none", () => {
  expect(busiest([0, 3, 9, 9])).toBe(2);
  expect(busiest([0, 0])).toBe(-1);
});
