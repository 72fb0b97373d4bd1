import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { NowPlaying, PlayPage, RecentPlays, UiError } from "../shell/bindings";
import { failed, fakeShell, later, ok, play, recentPlays, track } from "../testing/shell";
import { RecentState } from "./state.svelte";

const nowSecs = () => Math.floor(Date.now() / 1000);
const nothing = recentPlays([]);

/** Answers what plays now with one of these after the other, errors as failures; then nothing plays. */
function playing(...answers: (NowPlaying | UiError)[]) {
  const shell = fakeShell({
    recent: () => Promise.resolve(ok(nothing)),
    nowPlaying: () => {
      const answer = answers.shift() ?? null;
      return Promise.resolve(answer && "kind" in answer ? failed(answer) : ok(answer));
    },
  });
  const asked = () => shell.asked.filter(([name]) => name === "nowPlaying").length;
  return { recent: new RecentState(shell, nowSecs), asked };
}

const on = (name: string, progressSecs = 200): NowPlaying => ({
  track: track(name),
  progressSecs,
  playing: true,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks what plays next when the track must be over, and not before", async () => {
  const { recent, asked } = playing(on("Blue Enamel", 100), on("Salt Arithmetic"));
  await recent.show();
  await vi.advanceTimersByTimeAsync(118_000);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(recent.nowPlaying?.track.name).toBe("Salt Arithmetic");
});

it("asks no more when nobody looks", async () => {
  const { recent, asked } = playing(on("Blue Enamel"), on("Salt Arithmetic"));
  await recent.show();
  recent.leave();
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
  const recent = new RecentState(shell, nowSecs);
  await recent.show();
  expect(recent.nowPlaying).toBeNull();
  expect(recent.list.error).toEqual({ kind: "offline" });
});

it("lets a minute pass between two questions of its own, however near the end is", async () => {
  const { recent, asked } = playing(on("Blue Enamel", 215), on("Salt Arithmetic", 0));
  await recent.show();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked()).toBe(2);
});

it("asks ever more rarely while the same track stands still, down to four times an hour", async () => {
  const { recent, asked } = playing(...Array.from({ length: 99 }, () => on("Blue Enamel", 216)));
  await recent.show();
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(asked()).toBeLessThan(102);
  const before = asked();
  await vi.advanceTimersByTimeAsync(900_000);
  expect(asked() - before).toBeLessThanOrEqual(1);
});

it("asks often again once another track is on", async () => {
  const still = Array.from({ length: 4 }, () => on("Blue Enamel", 216));
  const { recent, asked } = playing(...still, on("Salt Arithmetic", 150), on("Paper Harbour"));
  await recent.show();
  await vi.advanceTimersByTimeAsync((60 + 120 + 240 + 480) * 1000);
  expect(recent.nowPlaying?.track.name).toBe("Salt Arithmetic");
  const before = asked();
  await vi.advanceTimersByTimeAsync(70_000);
  expect(asked()).toBe(before + 1);
});

it("asks nothing for a hidden window, and catches up when it is seen again", async () => {
  const { recent, asked } = playing(on("Blue Enamel"), on("Salt Arithmetic"));
  await recent.show();
  recent.setVisible(false);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked()).toBe(1);
  recent.setVisible(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(recent.nowPlaying?.track.name).toBe("Salt Arithmetic");
});

it("keeps what plays when the next question fails, and asks more rarely", async () => {
  const { recent, asked } = playing(on("Blue Enamel"), { kind: "offline" }, { kind: "offline" });
  await recent.show();
  await vi.advanceTimersByTimeAsync(61_000);
  expect(asked()).toBe(2);
  expect(recent.nowPlaying?.track.name).toBe("Blue Enamel");
  await vi.advanceTimersByTimeAsync(110_000);
  expect(asked()).toBe(2);
});

it("does not ask twice when a sync brings new plays", async () => {
  const { recent, asked } = playing(on("Blue Enamel"), on("Blue Enamel", 205));
  await recent.show();
  await vi.advanceTimersByTimeAsync(20_000);
  const syncing = recent.sync();
  await recent.playsRecorded();
  await syncing;
  await recent.playsRecorded();
  expect(asked()).toBe(2);
});

it("asks anew when plays are recorded, though nothing was on before", async () => {
  const { recent, asked } = playing();
  await recent.show();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked()).toBe(1);
  await recent.playsRecorded();
  expect(asked()).toBe(2);
});

it("drops an older page that the list no longer waits for", async () => {
  const firsts = [recentPlays([play("b", 2)], { next: "1" }), recentPlays([play("z", 9)])];
  const slow = later<PlayPage>();
  const shell = fakeShell({
    recent: () => Promise.resolve(ok(firsts.shift() ?? nothing)),
    nowPlaying: () => Promise.resolve(ok(null)),
    olderPlays: () => slow.answer,
  });
  const recent = new RecentState(shell, nowSecs);
  await recent.show();
  const older = recent.showOlder();
  await recent.sync();
  slow.arrive(ok({ rows: [play("a", 1)], gaps: [], next: null }));
  expect(await older).toBe(false);
  expect(recent.list.answer?.rows.map(({ name }) => name)).toEqual(["z"]);
});

it.each([
  ["shown", true],
  ["left", false],
])(
  "nothing of the plays before an undo stays, though a reading was under way, %s",
  async (_, shown) => {
    const before = { ...recentPlays([play("undone", 30), play("b", 20)]), next: "20" };
    const after = { ...recentPlays([play("b", 20)]), next: "20" };
    const [second, third] = [later<RecentPlays>(), later<RecentPlays>()];
    const answers = [Promise.resolve(ok(before)), second.answer, third.answer];
    const shell = fakeShell({
      recent: () => answers.shift() ?? third.answer,
      nowPlaying: () => Promise.resolve(ok(null)),
      olderPlays: () =>
        Promise.resolve(ok({ rows: [play("also undone", 1)], gaps: [], next: null })),
    });
    const recent = new RecentState(shell, nowSecs);
    await recent.show();
    await recent.showOlder();
    const reading = recent.list.load();
    if (!shown) recent.leave();
    const rewritten = recent.playsRewritten();
    second.arrive(ok(before));
    await reading;
    if (!shown) void recent.show();
    third.arrive(ok(after));
    await rewritten;
    await vi.advanceTimersByTimeAsync(0);
    expect(recent.list.answer?.rows.map(({ name }) => name)).toEqual(["b"]);
  },
);
