import { expect, it } from "vitest";
import { Slots } from "./slots";

const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `artist ${from + at}`);

it("gives colours in the order of being seen", () => {
  expect(new Slots().show(["a", "b", "c"])).toEqual([0, 1, 2]);
});

it("an artist keeps its colour when the order changes", () => {
  const slots = new Slots();
  slots.show(["a", "b", "c"]);
  expect(slots.show(["c", "d", "a"])).toEqual([2, 3, 0]);
});

it("an artist that was away has its colour still", () => {
  const slots = new Slots();
  slots.show(names(0, 8));
  slots.show(names(8, 12));
  expect(slots.of("artist 3")).toBe(3);
});

it("a thirteenth takes the colour of who was not seen for longest", () => {
  const slots = new Slots();
  slots.show(names(0, 12));
  slots.of("artist 0");
  expect(slots.of("a new one")).toBe(1);
});

it("takes no colour from who is on show at the same time", () => {
  const slots = new Slots();
  slots.show(names(0, 12));
  const shown = slots.show(["new", ...names(0, 11)]);
  expect(shown.slice(1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(shown[0]).toBe(11);
});
