import { describe, expect, it } from "vitest";
import { allows, chosen, inBlock, nextPlace, placeOf } from "./week";

const nameOf = (weekday: number) => placeOf(weekday, -1);
const inside = (weekday: number, hour: number) =>
  inBlock(placeOf(weekday, hour), placeOf(4, 20), placeOf(2, 22));

describe("choosing in a week", () => {
  const any = { weekdays: [], hours: [] };
  const friday22 = placeOf(4, 22);

  it("a cell is its weekday and hour", () => {
    expect(chosen(friday22, friday22, any)).toEqual({ weekdays: [4], hours: [22] });
  });

  it("the only cell, chosen again, lets all back in", () => {
    expect(chosen(friday22, friday22, { weekdays: [4], hours: [22] })).toEqual(any);
  });

  it("cells make a block, whichever corner comes first", () => {
    const block = chosen(friday22, placeOf(3, 23), any);
    expect(block).toEqual({ weekdays: [3, 4], hours: [22, 23] });
  });

  it("a row of all hours is any hour", () => {
    expect(chosen(placeOf(0, 0), placeOf(0, 23), any)).toEqual({ weekdays: [0], hours: [] });
  });

  it("weekdays' names go in and out one by one, in order", () => {
    const two = chosen(nameOf(2), nameOf(2), { weekdays: [4], hours: [22] });
    expect(two).toEqual({ weekdays: [2, 4], hours: [22] });
    expect(chosen(nameOf(4), nameOf(4), two)).toEqual({ weekdays: [2], hours: [22] });
  });

  it("all weekdays chosen are any", () => {
    const six = { weekdays: [0, 1, 2, 3, 4, 5], hours: [] };
    expect(chosen(nameOf(6), nameOf(6), six)).toEqual(any);
  });

  it("hours' names leave the weekdays as they are", () => {
    const now = { weekdays: [4], hours: [] };
    expect(chosen(placeOf(7, 22), placeOf(7, 23), now)).toEqual({ weekdays: [4], hours: [22, 23] });
  });
});

it.each([
  [placeOf(0, 0), "ArrowLeft", placeOf(0, -1)],
  [placeOf(0, -1), "ArrowLeft", placeOf(0, -1)],
  [placeOf(6, 5), "ArrowDown", placeOf(7, 5)],
  [placeOf(6, -1), "ArrowDown", placeOf(6, -1)],
  [placeOf(7, 0), "ArrowLeft", placeOf(7, 0)],
  [placeOf(3, 5), "End", placeOf(3, 23)],
])("from place %i, %s leads to %i", (from, key, to) => {
  expect(nextPlace(from, key)).toBe(to);
});

it("a block has corners, not an order", () => {
  expect([inside(3, 21), inside(4, 23), inside(1, 21)]).toEqual([true, false, false]);
});

it("none chosen lets all through", () => {
  expect([allows([], 3), allows([3], 3), allows([4], 3)]).toEqual([true, true, false]);
});
