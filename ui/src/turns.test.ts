import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Turns } from "./turns.svelte";

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame"] }),
);
afterEach(() => void vi.useRealTimers());

const [one, two, three] = [{ n: 1 }, { n: 2 }, { n: 3 }];
const names = ["a", "b"] as const;
function begin() {
  const turns = new Turns<{ n: number }, "a" | "b">(names);
  turns.show(one, false);
  return { turns, all: () => names.map((name) => turns.of(name)?.n) };
}

it("shows all at once while the hand rests", () => {
  const { turns, all } = begin();
  turns.show(two, false);
  expect(all()).toEqual([2, 2]);
});

it("while the hand moves, at most one figure changes in a frame", () => {
  const { turns, all } = begin();
  turns.show(two, true);
  let before = all();
  for (let frame = 0; frame < 6; frame += 1) {
    vi.advanceTimersToNextFrame();
    expect(all().filter((n, at) => n !== before[at]).length).toBeLessThanOrEqual(1);
    before = all();
  }
  expect(all()).toEqual([2, 2]);
});

it("everybody has turns, and takes the newest", () => {
  const { turns, all } = begin();
  for (const n of Array.from({ length: 8 }, (_, at) => at + 2)) {
    turns.show({ n }, true);
    vi.advanceTimersToNextFrame();
  }
  expect(Math.min(...all().map((n) => n ?? 0))).toBeGreaterThan(7);
});

it("ends with the newest for all when the hand rests", () => {
  const { turns, all } = begin();
  turns.show(two, true);
  turns.show(three, true);
  turns.finish();
  expect(all()).toEqual([3, 3]);
});
