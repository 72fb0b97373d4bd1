import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { ok, recentPlays, topTracks } from "./testing/shell";
import { open } from "./testing/window";

const lists = {
  topTracks: () => Promise.resolve(ok(topTracks("Blue Enamel", "Salt Arithmetic"))),
  topArtists: () => Promise.resolve(ok({ rows: [], fetchedSecs: 0, trouble: null })),
  recent: () => Promise.resolve(ok(recentPlays([]))),
};

it("walks the screens by the numbers on the rail", async () => {
  const { user } = await open("#/top/tracks/year", lists);
  await user.keyboard("3");
  expect(location.hash).toBe("#/recent");
  await user.keyboard("5");
  expect(location.hash).toBe("#/library");
  await user.keyboard("6");
  expect(location.hash).toBe("#/settings");
  await user.keyboard("2");
  expect(location.hash).toBe("#/top/tracks/year");
});

it("changes the tab and keeps the range", async () => {
  const { user } = await open("#/top/tracks/year", lists);
  await user.keyboard("r");
  expect(location.hash).toBe("#/top/artists/year");
  expect(screen.getByRole("tab", { name: "Artists" }).getAttribute("aria-selected")).toBe("true");
});

it("walks the rows and opens the one it stands on", async () => {
  const { user, asked } = await open("#/top/tracks/year", lists);
  await screen.findByRole("list", { name: "Top tracks" });
  await user.keyboard("{ArrowDown}{ArrowDown}o");
  expect(asked("openInSpotify")).toEqual([["openInSpotify", "spotify:track:Salt Arithmetic"]]);
});

it("finds a command by a part of its name", async () => {
  const { user } = await open("#/top/tracks/year", lists);
  await user.keyboard("{Control>}k{/Control}");
  const dialog = await screen.findByRole("dialog", { name: "Commands" });
  await user.type(within(dialog).getByRole("combobox"), "recent");
  expect(within(dialog).getAllByRole("option")).toHaveLength(1);
  await user.keyboard("{Enter}");
  expect(location.hash).toBe("#/recent");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("leaves plain keys to the field that has the focus", async () => {
  const { user } = await open("#/connect", lists);
  await user.click(await screen.findByRole("textbox", { name: "Client ID" }));
  await user.keyboard("3");
  expect(location.hash).toBe("#/connect");
});

it("leaves the arrows to scrolling where there are no rows", async () => {
  await open("#/settings", lists);
  // False where somebody prevented what the key does by itself.
  expect(await fireEvent.keyDown(document.body, { key: "ArrowDown" })).toBe(true);
});

it("takes the arrows where they walk the rows", async () => {
  await open("#/top/tracks/year", lists);
  await screen.findByRole("list", { name: "Top tracks" });
  expect(await fireEvent.keyDown(document.body, { key: "ArrowDown" })).toBe(false);
});
