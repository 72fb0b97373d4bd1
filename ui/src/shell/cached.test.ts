import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { failed, later, ok, topTracks } from "../testing/shell";
import type { TopTracks } from "./bindings";
import { Cached } from "./cached.svelte";
import type { Answer } from "./shell";

const nowSecs = () => Math.floor(Date.now() / 1000);
const names = (list: Cached<TopTracks>) => list.answer?.rows.map((row) => row.name);

function asking(...answers: Answer<TopTracks>[]) {
  const ask = vi.fn<(fresh: boolean) => Promise<Answer<TopTracks>>>();
  for (const answer of answers) ask.mockResolvedValueOnce(answer);
  return { ask, list: new Cached(ask, nowSecs) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("waits until it has something to show or to say", async () => {
  const { list } = asking(ok(topTracks("Blue Enamel")));
  expect([list.answer, list.error]).toEqual([null, null]);
  await list.load();
  expect(list.answer).not.toBeNull();
});

it("keeps its rows when a later reading fails", async () => {
  const { list } = asking(ok(topTracks("Blue Enamel")), failed({ kind: "offline" }));
  await list.load();
  await list.load(true);
  expect(names(list)).toEqual(["Blue Enamel"]);
  expect(list.error).toEqual({ kind: "offline" });
});

it("keeps the error that an answer carries beside its older rows", async () => {
  const { list } = asking(ok({ ...topTracks("Blue Enamel"), error: { kind: "signedOut" } }));
  await list.load();
  expect(names(list)).toEqual(["Blue Enamel"]);
  expect(list.error).toEqual({ kind: "signedOut" });
});

it("clears the error once a reading succeeds", async () => {
  const { list } = asking(failed({ kind: "offline" }), ok(topTracks("Blue Enamel")));
  await list.load();
  await list.load();
  expect(list.error).toBeNull();
});

it("shows the newest question's answer, in whatever order they come", async () => {
  const [first, second] = [later<TopTracks>(), later<TopTracks>()];
  const ask = vi
    .fn<() => Promise<Answer<TopTracks>>>()
    .mockReturnValueOnce(first.answer)
    .mockReturnValueOnce(second.answer);
  const list = new Cached<TopTracks>(ask, nowSecs);
  const both = [list.load(), list.load(true)];
  second.arrive(ok(topTracks("new")));
  first.arrive(ok(topTracks("old")));
  await Promise.all(both);
  expect(names(list)).toEqual(["new"]);
});

it("drops an answer that comes after a reset", async () => {
  const slow = later<TopTracks>();
  const list = new Cached<TopTracks>(() => slow.answer, nowSecs);
  const reading = list.load();
  list.reset();
  slow.arrive(ok(topTracks("somebody else's")));
  await reading;
  expect(list.answer).toBeNull();
});

it("asks again by itself when a limit ends, and not before", async () => {
  const limit = failed({ kind: "rateLimited", untilSecs: nowSecs() + 38 });
  const { ask, list } = asking(limit, ok(topTracks("Blue Enamel")));
  await list.load();
  await vi.advanceTimersByTimeAsync(37_000);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(names(list)).toEqual(["Blue Enamel"]);
  expect(list.error).toBeNull();
});

it("waits out a quota of half a day as well", async () => {
  const limit = failed({ kind: "quotaExceeded", untilSecs: nowSecs() + 48_000 });
  const { ask, list } = asking(limit, ok(topTracks("Blue Enamel")));
  await list.load();
  await vi.advanceTimersByTimeAsync(47_990_000);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("asks no more once it is paused", async () => {
  const { ask, list } = asking(failed({ kind: "rateLimited", untilSecs: nowSecs() + 10 }));
  await list.load();
  list.pause();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

it("stays paused when the answer with the limit comes after the pause", async () => {
  const slow = later<TopTracks>();
  const ask = vi.fn<() => Promise<Answer<TopTracks>>>().mockReturnValue(slow.answer);
  const list = new Cached<TopTracks>(ask, nowSecs);
  const reading = list.load();
  list.pause();
  slow.arrive(failed({ kind: "rateLimited", untilSecs: nowSecs() + 10 }));
  await reading;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(list.error?.kind).toBe("rateLimited");
});
