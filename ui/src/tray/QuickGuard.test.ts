// A part of the quick view that cannot be drawn.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Heard, LatestPlay, QuickView as QuickViewAnswer } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import type { Answer } from "../shell/shell";
import { fakeShell, ok, status } from "../testing/shell";
import QuickView from "./QuickView.svelte";
import { QuickViewState } from "./state.svelte";

const written = vi.spyOn(console, "error");
beforeEach(() => void written.mockClear().mockImplementation(() => {}));

const play: LatestPlay = {
  key: "spotify:track:1",
  playedSecs: Math.floor(Date.now() / 1000) - 60,
  name: "Salt Arithmetic",
  by: "Mirador Septet",
  uri: null,
  cover: null,
};
const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 4_440 : 0));
const answer = (more: Partial<Heard> = {}): Answer<QuickViewAnswer> => {
  const heard = { plays: [play], gaps: [], todayPlays: 19, weekSecs: 24_720 };
  return ok({
    nowPlaying: null,
    heard: { ...heard, todaySecsByHour: hours, ...more },
    error: null,
  });
};
const broken = () => answer({ todaySecsByHour: null as unknown as number[] });

async function open(answers: Answer<QuickViewAnswer>[]) {
  const shell = fakeShell({
    status: () => Promise.resolve(ok(status({ archivePlays: 3 }))),
    quickView: () => Promise.resolve(answers.shift() ?? answer()),
    nowPlaying: () => Promise.resolve(ok(null)),
  });
  const state = new QuickViewState(shell, new Clock());
  render(QuickView, { quick: state });
  await state.start();
  return { shell, user: userEvent.setup() };
}
const fault = "The minutes of today could not be drawn";
const minutes = () => screen.findByRole("img", { name: /^Minutes by hour today/ });

it("leaves the other parts as they are, says so, and writes down the cause", async () => {
  await open([broken()]);
  expect(await screen.findByRole("region", { name: fault })).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1, name: "Salt Arithmetic" })).toBeTruthy();
  expect(screen.getByRole("region", { name: "Latest plays" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Open Tonearm" })).toBeTruthy();
  expect(written).toHaveBeenCalledWith(`${fault}:`, expect.any(TypeError));
});

it("is drawn again with the next answer", async () => {
  const { shell } = await open([broken()]);
  await screen.findByRole("region", { name: fault });
  shell.emit.archive();
  expect(await minutes()).toBeTruthy();
  expect(screen.queryByRole("region", { name: fault })).toBeNull();
});

it("is tried again when asked to, and says so again if that fails", async () => {
  const { user } = await open([broken()]);
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("region", { name: fault })).toBeTruthy();
  expect(written).toHaveBeenCalledTimes(2);
});
