import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FrameScheduler } from "./frames.svelte";

let now = 0;
let pending: FrameRequestCallback | null = null;
/** The next frame comes after so many ms. */
function frame(afterMs = 16): void {
  const due = pending;
  pending = null;
  now += afterMs;
  due?.(now);
}
beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (due: FrameRequestCallback) => ((pending = due), 1));
  vi.stubGlobal("cancelAnimationFrame", () => (pending = null));
});
afterEach(() => void vi.unstubAllGlobals());

const [one, two, three] = [{ n: 1 }, { n: 2 }, { n: 3 }];
const names = ["a", "b"] as const;
function begin() {
  let followed = 0;
  const scheduler = new FrameScheduler<{ n: number }, "a" | "b">(names, () => (followed += 1));
  scheduler.show(one, false);
  const all = () =>
    [scheduler.primary, ...names.map((name) => scheduler.shownIn(name))].map((of) => of?.n);
  /** Something new in each of so many frames; which figures show it after each. */
  let n = 10;
  const move = (frames: number, ms?: number) =>
    Array.from({ length: frames }, () => {
      scheduler.show({ n: (n += 1) }, true);
      frame(ms);
      return ["lead", ...names].filter((_, at) => all()[at] === n).join(" ");
    });
  return { scheduler, all, move, followed: () => followed };
}

it("shows all at once while the hand rests", () => {
  const { scheduler, all } = begin();
  scheduler.show(two, false);
  expect(all()).toEqual([2, 2, 2]);
});

it("while the hand moves, the lead and one of the others take turns", () => {
  const { move } = begin();
  expect(move(6)).toEqual(["lead", "a", "lead", "b", "lead", "a"]);
});

it("all of them show the newest once nothing newer comes", () => {
  const { scheduler, all } = begin();
  scheduler.show(two, true);
  for (let more = 0; more < 3; more += 1) frame();
  expect(all()).toEqual([2, 2, 2]);
  expect(pending).not.toBeNull();
  frame();
  expect(pending).toBeNull();
});

it("after half a second of frames in time, the lead and another share each, until one is late", () => {
  const { move } = begin();
  move(32);
  expect(move(2)).toEqual(["lead b", "lead a"]);
  expect(move(3, 24)).toEqual(["b", "lead", "a"]);
});

it("has twice the patience after what was shared was too much", () => {
  const { move } = begin();
  move(32);
  move(1, 24);
  // What was shared is known to be late only now.
  expect(move(60)).not.toContain("lead a");
  expect(move(4)).toContain("lead a");
});

it("a frame that was late by itself costs no patience", () => {
  const { move } = begin();
  move(4, 24);
  expect(move(32).slice(-1)[0]).toMatch(/lead [ab]/);
});

it("the hand is followed in frames of the lead's, never in one with another", () => {
  const { scheduler, move, followed } = begin();
  scheduler.pointerMoved();
  const of = (frames: number) =>
    Array.from({ length: frames }, () => {
      const before = followed();
      scheduler.pointerMoved();
      const [who] = move(1);
      return `${who}${followed() > before ? ", followed" : ""}`;
    });
  expect(of(4)).toEqual(["lead, followed", "a", "lead, followed", "b"]);
});

it("the hand is followed in every frame while nobody else waits", () => {
  const { scheduler, followed } = begin();
  for (let moved = 1; moved <= 3; moved += 1) {
    scheduler.pointerMoved();
    frame();
    expect(followed()).toBe(moved);
  }
  frame();
  expect(pending).toBeNull();
});

it("ends with the newest for all when the hand rests", () => {
  const { scheduler, all } = begin();
  scheduler.show(two, true);
  scheduler.show(three, true);
  scheduler.flush();
  expect(all()).toEqual([3, 3, 3]);
});
