import { expect, it } from "vitest";
import { clipAt, peakAt } from "./clip";

const even = (count: number, amount: number) => Array.from({ length: count }, () => amount);

it("one wild month is cut off at what the others have", () => {
  expect(clipAt([...even(100, 40), 4_000])).toBe(40);
  expect(clipAt([...even(160, 40), 50, 60, 70, 300, 4_000])).toBe(70);
});

it("what is a little higher, or one of few, is drawn as it is", () => {
  expect(clipAt([...even(100, 40), 59])).toBe(59);
  expect(clipAt([...even(10, 40), 4_000])).toBe(4_000);
  expect(clipAt([0, 0])).toBe(0);
});

it("what counts as an exception can be told", () => {
  const among = { fewest: 10, from: 3, ordinary: 0.98 };
  expect(clipAt([...even(10, 40), 4_000], among)).toBe(40);
  expect(clipAt([...even(100, 40), 119], among)).toBe(119);
});

it("months without a play are no measure of the others", () => {
  expect(clipAt([...even(900, 0), ...even(10, 30), 90])).toBe(90);
});

it.each([
  [[3, 9, 2], 1],
  [[9, 2, 9], 2],
  [[9, 9, 9, 9], -1],
  [[0, 0], -1],
  [[], -1],
])("the peak of %j is at %i", (amounts, at) => {
  expect(peakAt(amounts)).toBe(at);
});

it("an exception may be in several bars", () => {
  const life = [...even(60, 40), 300, 400, 300];
  expect(clipAt(life, { fewest: 12, from: 2.5, ordinary: 0.98 })).toBe(400);
  expect(clipAt(life, { fewest: 12, from: 2.5, ordinary: 0.95 })).toBe(40);
});
