import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { NowPlaying } from "./bindings";
import { Recent } from "./recent.svelte";
import { failed, fakeShell, ok, track } from "./testing/shell";

const nowSecs = () => Math.floor(Date.now() / 1000);
const nothing = { rows: [], fetchedSecs: 0, trouble: null };

/** Each question is answered with the next of these; then nothing plays. */
function playing(...answers: NowPlaying[]) {
  const shell = fakeShell({
    recent: () => Promise.resolve(ok(nothing)),
    nowPlaying: () => Promise.resolve(ok(answers.shift() ?? null)),
  });
  const asked = () => shell.asked.filter(([name]) => name === "nowPlaying").length;
  return { recent: new Recent(shell, nowSecs), asked };
}

const on = (name: string, progressSecs = 200): NowPlaying => ({
  track: track(name),
  progressSecs,
  playing: true,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks what plays next when the track must be over, and not before", async () => {
  const { recent, asked } = playing(on("Blue Enamel"), on("Salt Arithmetic"));
  await recent.show();
  await vi.advanceTimersByTimeAsync(19_000);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(recent.now?.track.name).toBe("Salt Arithmetic");
});

it("asks no more when nobody looks", async () => {
  const { recent, asked } = playing(on("Blue Enamel"), on("Salt Arithmetic"));
  await recent.show();
  recent.rest();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked()).toBe(1);
});

it("moves on with the time, and never past the end", async () => {
  const { recent } = playing(on("Blue Enamel"));
  await recent.show();
  const asked = nowSecs();
  expect(recent.positionSecs(asked + 7)).toBe(207);
  expect(recent.positionSecs(asked + 3600)).toBe(217);
});

it("stands still while the track is paused", async () => {
  const { recent, asked } = playing({ ...on("Blue Enamel"), playing: false });
  await recent.show();
  expect(recent.positionSecs(nowSecs() + 7)).toBe(200);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked()).toBe(1);
});

it("leaves a failure to the list, which fails alike", async () => {
  const shell = fakeShell({
    recent: () => Promise.resolve(failed({ kind: "offline" })),
    nowPlaying: () => Promise.resolve(failed({ kind: "offline" })),
  });
  const recent = new Recent(shell, nowSecs);
  await recent.show();
  expect(recent.now).toBeNull();
  expect(recent.list.trouble).toEqual({ kind: "offline" });
});
