import { fireEvent, screen, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { SingleKeys } from "../navigation/singleKeys.svelte";
import type { ExploreQuestion } from "../shell/bindings";
import { explored, exploreRows } from "../testing/explore";
import { ok, recentPlays, status, topTracks } from "../testing/shell";
import { open } from "../testing/window";

const lists = {
  topTracks: () => Promise.resolve(ok(topTracks("Blue Enamel", "Salt Arithmetic"))),
  topArtists: () => Promise.resolve(ok({ rows: [], fetchedSecs: 0, error: null })),
  recent: () => Promise.resolve(ok(recentPlays([]))),
};

it("walks the screens by the numbers on the rail", async () => {
  const { user } = await open("#/top/tracks/year", lists);
  await user.keyboard("3");
  expect(location.hash).toBe("#/recent");
  await user.keyboard("4");
  expect(location.hash).toBe("#/library");
  await user.keyboard("5");
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

/** What Explore is asked, as the address has it. */
const question = () => location.hash.replace("#/explore", "");

describe("in Explore", () => {
  const plays = {
    ...lists,
    status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))),
    explore: ({ sort }: ExploreQuestion) =>
      Promise.resolve(ok(explored({ rows: exploreRows(sort) }))),
  };
  const explore = async (query = "") => {
    const all = await open(`#/explore${query}`, plays);
    await screen.findByRole("slider", { name: "First day" });
    return all;
  };

  it("1 leads there, to the question asked last", async () => {
    const { user } = await explore("?genre=dub");
    await user.keyboard("2");
    expect(location.hash).toBe("#/top/tracks/fourWeeks");
    await user.keyboard("1");
    expect(question()).toBe("?genre=dub");
  });

  it("letters choose the ranking and the measure", async () => {
    const { user } = await explore();
    await user.keyboard("l");
    expect(question()).toBe("?list=albums");
    await user.keyboard("m");
    expect(question()).toBe("?by=time&list=albums");
    expect(await screen.findByRole("list", { name: "Top albums" })).toBeTruthy();
    await user.keyboard("tm");
    expect(question()).toBe("");
  });

  it("Enter filters by the row, Shift Enter leaves it out, O opens it in Spotify", async () => {
    const { user, asked } = await explore();
    await user.keyboard("{ArrowDown}{ArrowDown}o");
    expect(asked("openInSpotify")).toEqual([["openInSpotify", "spotify:track:1"]]);
    await user.keyboard("{Enter}");
    expect(question()).toBe("?track=spotify:track:1");
    await user.keyboard("{Shift>}{Enter}{/Shift}");
    expect(question()).toBe("?-track=spotify:track:1");
  });

  it("Backspace drops the last filter, Ctrl Z brings it back", async () => {
    const { user } = await explore("?genre=dub");
    await user.keyboard("m{Backspace}");
    expect(question()).toBe("?by=time");
    await user.keyboard("{Control>}z{/Control}");
    await vi.waitFor(() => expect(question()).toBe("?genre=dub&by=time"));
  });

  it.each([
    ["{ArrowRight}", "?from=2020-04-01&to=2020-05-31"],
    ["{Shift>}{ArrowLeft}{/Shift}", "?from=2020-03-01&to=2020-03-31"],
    ["{Alt>}{ArrowLeft}{/Alt}", "?from=2020-02-29&to=2020-04-29"],
    ["{Home}", ""],
  ])("%s moves the brush", async (keys, query) => {
    const { user } = await explore("?from=2020-03-01&to=2020-04-30");
    await user.keyboard(keys);
    await vi.waitFor(() => expect(question()).toBe(query));
  });

  it("arrows walk the choice of the measure while it has the focus", async () => {
    const { user } = await explore("?from=2020-03-01&to=2020-04-30");
    screen.getByRole("radio", { name: "Plays" }).focus();
    await user.keyboard("{ArrowRight}");
    expect(await screen.findByRole("button", { name: "1 Mar – 30 Apr 2020" })).toBeTruthy();
  });
});

it("letters, digits and signs can be turned off and on again, and the choice is kept", async () => {
  const { user } = await open("#/settings", lists);
  await user.click(await screen.findByRole("radio", { name: "Single keys off" }));
  await user.keyboard("2r3");
  expect(location.hash).toBe("#/settings");
  expect(new SingleKeys().on).toBe(false);
  await user.click(await screen.findByRole("radio", { name: "Single keys on" }));
  await user.keyboard("3");
  expect(location.hash).toBe("#/recent");
});

it("the command list names no key that is turned off, and opens by its own", async () => {
  const { user, app } = await open("#/settings", lists);
  app.singleKeys.set(false);
  await user.keyboard("{Control>}k{/Control}");
  const list = await screen.findByRole("listbox", { name: "Commands" });
  expect(within(list).getByRole("option", { name: "Recent" })).toBeTruthy();
});

it("Explore's letters mean nothing elsewhere", async () => {
  const { user } = await open("#/top/tracks/year", lists);
  await user.keyboard("mfl/{Backspace}{Home}");
  expect(location.hash).toBe("#/top/tracks/year");
  expect(screen.queryByRole("dialog")).toBeNull();
});
