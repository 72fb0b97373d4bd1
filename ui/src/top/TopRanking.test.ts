// Spotify's ranking on the screen: with the listener's own plays beside it, and where Spotify can't be asked again.

import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { UiError } from "../shell/bindings";
import { ok, topTracks } from "../testing/shell";
import { open } from "../testing/window";

const ranked = (error: UiError | null = null) => ({
  topTracks: () => Promise.resolve(ok({ ...topTracks("Blue Enamel", "Salt Arithmetic"), error })),
});
const list = async () =>
  (await screen.findByRole("list", { name: "Top tracks" })).closest(".columns");

it("has the listener's own plays beside each row, and large beside the first", async () => {
  const { asked } = await open("#/top/tracks/fourWeeks", {
    ...ranked(),
    ownPlays: () => Promise.resolve(ok([41, 1])),
  });
  expect(await screen.findByText("1 play")).toBeTruthy();
  expect(screen.getByText("41 plays")).toBeTruthy();
  expect(screen.getByText(/plays of yours, last 4 weeks/).textContent).toMatch(/41/);
  expect(screen.getByText("Plays are counted from your own history.")).toBeTruthy();
  expect(asked("ownPlays")).toHaveLength(1);
});

it("says nothing of plays that the archive does not have", async () => {
  await open("#/top/tracks/year", { ...ranked(), ownPlays: () => Promise.resolve(ok([0, 0])) });
  expect((await list())?.textContent).not.toMatch(/\d plays?/);
});

it("a list that can't be read again is dimmed, dated, and still there", async () => {
  await open("#/top/tracks/year", ranked({ kind: "offline" }));
  const columns = await list();
  expect(columns?.classList.contains("stale")).toBe(true);
  expect(columns?.textContent).toMatch(/updated/);
});

it("a fresh list is not dimmed", async () => {
  await open("#/top/tracks/year", ranked());
  expect((await list())?.classList.contains("stale")).toBe(false);
});
