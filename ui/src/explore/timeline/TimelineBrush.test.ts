import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import { explored, lifeFirst, today } from "../../testing/explore";
import TimelineBrush from "./TimelineBrush.svelte";
import { heightPx } from "./scene";

afterEach(() => vi.unstubAllGlobals());

it("is drawn anew, and as sharp, when the window is zoomed or goes to another screen", async () => {
  const follows: (() => void)[] = [];
  const asked: string[] = [];
  vi.stubGlobal("devicePixelRatio", 1);
  vi.stubGlobal("matchMedia", (query: string) => {
    asked.push(query);
    return {
      addEventListener: (_: string, follow: () => void) => follows.push(follow),
      removeEventListener() {},
    };
  });
  const whole = { fromDay: null, toDay: null };
  const { container } = render(TimelineBrush, {
    answer: explored(),
    life: { firstDay: lifeFirst, lastDay: today },
    range: whole,
    drawn: whole,
    amount: String,
    ondrag() {},
    onfinish() {},
  });
  await tick();
  const canvas = container.querySelector("canvas");
  expect(canvas?.height).toBe(heightPx);
  for (const ratio of [2, 1.25]) {
    vi.stubGlobal("devicePixelRatio", ratio);
    follows.at(-1)?.();
    // oxlint-disable-next-line no-await-in-loop (one zoom after the other)
    await tick();
    expect(canvas?.height).toBe(Math.round(heightPx * ratio));
  }
  expect(asked).toEqual([1, 2, 1.25].map((ratio) => `(resolution: ${ratio}dppx)`));
});
