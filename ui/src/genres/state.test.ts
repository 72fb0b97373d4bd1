import { afterEach, expect, it, vi } from "vitest";
import type { ArtistGenres, Learning } from "../shell/bindings";
import { artistGenres, learning, underWay } from "../testing/genres";
import { failed, fakeShell, later, ok } from "../testing/shell";
import { LearningState } from "./state.svelte";

afterEach(() => void vi.useRealTimers());

function started(answers: Parameters<typeof fakeShell>[0]) {
  const shell = fakeShell(answers);
  const state = new LearningState(shell);
  const learned = vi.fn<() => void>();
  state.start(learned);
  return { shell, state, learned };
}

it("what an event told is newer than an answer on its way", async () => {
  const slow = later<Learning>();
  const { shell, state } = started({ learning: () => slow.answer });
  const loading = state.load();
  shell.emit.learning(underWay({ artistsDone: 350 }));
  slow.arrive(ok(underWay({ artistsDone: 340 })));
  await loading;
  expect(state.current?.artistsDone).toBe(350);
});

it("keeps what it knew, and says so, when the answer fails", async () => {
  const { state } = started({
    answerLearning: () => Promise.resolve(failed({ kind: "diskFull" })),
    learning: () => Promise.resolve(ok(learning())),
  });
  await state.load();
  expect(await state.answer(true)).toBe(false);
  expect(state.current?.consent).toBe("unasked");
  expect(state.answering.error).toEqual({ kind: "diskFull" });
});

it("has everything counted again once for many steps, and not for the first of all", async () => {
  vi.useFakeTimers();
  const { shell, learned } = started({});
  shell.emit.learning(underWay());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(learned).not.toHaveBeenCalled();
  for (const artistsDone of [350, 360, 370]) shell.emit.learning(underWay({ artistsDone }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(learned).toHaveBeenCalledTimes(1);
  shell.emit.learning(underWay({ artistsDone: 380 }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(learned).toHaveBeenCalledTimes(2);
});

it("a step that brings nothing has nothing counted again", async () => {
  vi.useFakeTimers();
  const { shell, learned } = started({});
  shell.emit.learning(underWay());
  shell.emit.learning(underWay({ activity: "paused", secsLeft: 900 }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(learned).not.toHaveBeenCalled();
});

it("another listener's step is not counted for this one", async () => {
  vi.useFakeTimers();
  const { shell, state, learned } = started({});
  shell.emit.learning(underWay());
  shell.emit.learning(underWay({ artistsDone: 350 }));
  state.reset();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(learned).not.toHaveBeenCalled();
  expect(state.current).toBeNull();
});

it("shows the genres of the artist that was asked for last", async () => {
  const slow = later<ArtistGenres>();
  const { state } = started({
    artistGenres: (key) =>
      key === "first" ? slow.answer : Promise.resolve(ok(artistGenres({ key }))),
  });
  const artist = state.ofArtist();
  const first = artist.show("first");
  await artist.show("second");
  slow.arrive(ok(artistGenres({ key: "first" })));
  await first;
  expect(artist.answer?.key).toBe("second");
});
