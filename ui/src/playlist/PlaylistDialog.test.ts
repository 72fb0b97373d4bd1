import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { SavedPlaylist } from "../shell/bindings";
import { failed, later, ok, status, topTracks } from "../testing/shell";
import { button, open } from "../testing/window";

const suggestion = { name: "Top tracks", description: "By Tonearm", available: 34 };
const saved: SavedPlaylist = { name: "Top tracks", uri: "spotify:playlist:1", saved: 34 };
const ready = {
  topTracks: () => Promise.resolve(ok(topTracks("Blue Enamel"))),
  suggestPlaylist: () => Promise.resolve(ok(suggestion)),
};

async function dialogOf(answers: Parameters<typeof open>[1]) {
  const window = await open("#/top/tracks/year", { ...ready, ...answers });
  await screen.findByRole("list", { name: "Top tracks" });
  await window.user.keyboard("{Control>}s{/Control}");
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByRole("button", { name: /^(Save|Close)$/ });
  return { ...window, dialog };
}

it("starts from the shell's suggestion, and private", async () => {
  const { dialog, asked } = await dialogOf({});
  expect(asked("suggestPlaylist")).toEqual([
    ["suggestPlaylist", { kind: "topTracks", range: "year" }],
  ]);
  expect(within(dialog).getByLabelText("Name")).toHaveProperty("value", "Top tracks");
  expect(within(dialog).getByLabelText("How many tracks")).toHaveProperty("value", "34");
  expect(within(dialog).getByRole("radio", { name: "Private" })).toHaveProperty("checked", true);
});

it("saves what the form says", async () => {
  const { user, dialog, asked } = await dialogOf({
    savePlaylist: () => Promise.resolve(ok(saved)),
  });
  await user.click(within(dialog).getByRole("button", { name: "10" }));
  await user.click(within(dialog).getByRole("radio", { name: "Public" }));
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  const source = { kind: "topTracks", range: "year" };
  const { name, description } = suggestion;
  expect(asked("savePlaylist")).toEqual([
    ["savePlaylist", { source, name, description, public: true, count: 10 }],
  ]);
});

it("says a fault at its field and sends nothing", async () => {
  const { user, dialog, asked } = await dialogOf({});
  await user.clear(within(dialog).getByLabelText("Name"));
  const count = within(dialog).getByLabelText("How many tracks");
  await user.clear(count);
  await user.type(count, "35");
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(within(dialog).getByText("A playlist needs a name.")).toBeTruthy();
  expect(within(dialog).getByText("A number from 1 to 34.")).toBeTruthy();
  expect(asked("savePlaylist")).toHaveLength(0);
});

it("counts while it saves, then shows the way to it", async () => {
  const sending = later<SavedPlaylist>();
  const { user, dialog, shell, asked } = await dialogOf({ savePlaylist: () => sending.answer });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  shell.emit.progress({ saved: 12, of: 34 });
  expect(await within(dialog).findByText("Saving 12/34")).toBeTruthy();
  sending.arrive(ok(saved));
  await user.click(await button("Open in Spotify"));
  expect(asked("openInSpotify")).toEqual([["openInSpotify", saved.uri]]);
});

const unfinished = failed({
  kind: "playlistUnfinished",
  playlist: { ...saved, saved: 20 },
  of: 34,
  why: { kind: "offline" },
});

it("finishes what was left unfinished", async () => {
  const { user, dialog, asked } = await dialogOf({
    savePlaylist: () => Promise.resolve(unfinished),
    finishPlaylist: () => Promise.resolve(ok(saved)),
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await screen.findByText("20 of 34 tracks are saved.")).toBeTruthy();
  await user.click(await button("Finish"));
  expect(await screen.findByRole("dialog", { name: "Saved" })).toBeTruthy();
  expect(asked("finishPlaylist")).toEqual([["finishPlaylist", saved.uri]]);
});

it("goes on with one that broke off before the window was opened", async () => {
  const left = { playlist: { ...saved, saved: 20 }, of: 34 };
  const answers = [failed({ kind: "offline" }), ok(saved)];
  const { user, asked } = await open("#/top/tracks/year", {
    ...ready,
    status: () => Promise.resolve(ok(status({ unfinished: [left] }))),
    finishPlaylist: () => Promise.resolve(answers.shift() ?? ok(saved)),
  });
  const list = await screen.findByRole("list", { name: "Unfinished playlists" });
  expect(list.textContent).toContain("has 20 of 34 tracks");
  await user.click(within(list).getByRole("button", { name: "Finish" }));
  expect(await screen.findByText("Can't reach Spotify.")).toBeTruthy();
  await user.click(await button("Finish"));
  expect(await screen.findByRole("dialog", { name: "Saved" })).toBeTruthy();
  expect(asked("finishPlaylist")).toHaveLength(2);
});

it("comes back when a saving that was put aside does not end well", async () => {
  const sending = later<SavedPlaylist>();
  const { user, dialog } = await dialogOf({ savePlaylist: () => sending.answer });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  sending.arrive(unfinished);
  expect(await button("Finish")).toBeTruthy();
});

it("keeps the draft when saving fails before anything was saved", async () => {
  const { user, dialog } = await dialogOf({
    savePlaylist: () => Promise.resolve(failed({ kind: "offline" })),
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await within(dialog).findByText("Can't reach Spotify.")).toBeTruthy();
  expect(within(dialog).getByLabelText("Name")).toHaveProperty("value", "Top tracks");
});

it("says when there is nothing to save", async () => {
  const { dialog } = await dialogOf({
    suggestPlaylist: () => Promise.resolve(failed({ kind: "nothingToSave" })),
  });
  expect(within(dialog).getByText("There is nothing to save.")).toBeTruthy();
});

it("asks which genre", async () => {
  const rows = ["modal jazz", "dub"].map((name) => ({ name, sharePermille: 500, artists: [] }));
  const genres = {
    rows,
    artists: 2,
    artistsWithGenres: 2,
    sources: [],
    fetchedSecs: 0,
    error: null,
  };
  const { user, asked } = await open("#/top/genres/year", {
    ...ready,
    topGenres: () => Promise.resolve(ok(genres)),
  });
  await screen.findByRole("list", { name: "Top genres" });
  await user.click(await button("Save as playlist"));
  await user.selectOptions(await screen.findByLabelText("Genre"), "dub");
  expect(asked("suggestPlaylist").map(([, source]) => source)).toEqual([
    { kind: "topGenre", range: "year", genre: "modal jazz" },
    { kind: "topGenre", range: "year", genre: "dub" },
  ]);
});

it("another genre leaves what was typed, and renews what was not", async () => {
  const rows = ["modal jazz", "dub"].map((name) => ({ name, sharePermille: 500, artists: [] }));
  const list = { artists: 2, artistsWithGenres: 2, sources: [], fetchedSecs: 0, error: null };
  const { user } = await open("#/top/genres/year", {
    ...ready,
    topGenres: () => Promise.resolve(ok({ rows, ...list })),
    suggestPlaylist: (source) => {
      const name = source.kind === "topGenre" ? source.genre : "";
      return Promise.resolve(ok({ name, description: "By Tonearm", available: 34 }));
    },
  });
  await screen.findByRole("list", { name: "Top genres" });
  await user.click(await button("Save as playlist"));
  await user.clear(await screen.findByLabelText("Description"));
  await user.type(screen.getByLabelText("Description"), "For the train");
  await user.selectOptions(screen.getByLabelText("Genre"), "dub");
  expect(await screen.findByLabelText("Description")).toHaveProperty("value", "For the train");
  expect(screen.getByLabelText("Name")).toHaveProperty("value", "dub");
  expect(screen.getByLabelText("Genre")).toHaveProperty("value", "dub");
});

it("says that a saving that was put aside ended well", async () => {
  const sending = later<SavedPlaylist>();
  const { user, dialog } = await dialogOf({ savePlaylist: () => sending.answer });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  sending.arrive(ok(saved));
  expect(await screen.findByText("“Top tracks” is in Spotify.")).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("a saving that was put aside has no say in the next dialog", async () => {
  const [first, second] = [later<SavedPlaylist>(), later<SavedPlaylist>()];
  const sendings = [first, second];
  const { user, dialog, shell } = await dialogOf({
    savePlaylist: () => (sendings.shift() ?? second).answer,
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  await user.keyboard("{Control>}s{/Control}");
  await user.click(await button("Save"));
  shell.emit.progress({ saved: 12, of: 34 });
  expect(await screen.findByText("Saving 0/34")).toBeTruthy();
  first.arrive(failed({ kind: "offline" }));
  const [said] = await screen.findAllByText("“Top tracks” is not saved. Can't reach Spotify.");
  expect(said).toBeTruthy();
  expect(screen.getByText("Saving 0/34")).toBeTruthy();
  shell.emit.progress({ saved: 20, of: 34 });
  expect(await screen.findByText("Saving 20/34")).toBeTruthy();
});

it("nothing in the form can be changed while it is saved", async () => {
  const sending = later<SavedPlaylist>();
  const { user, dialog, app } = await dialogOf({ savePlaylist: () => sending.answer });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  const fields = within(dialog).getByLabelText("Name").closest("fieldset");
  expect(fields).toHaveProperty("disabled", true);
  app.playlist.isPublic = true;
  sending.arrive(ok(saved));
  expect((await screen.findByText(/is in Spotify/)).textContent).toContain("private");
});

it.each([{ kind: "gone" }, { kind: "nothingToSave" }] as const)(
  "leaves nothing but Close when finishing meets $kind",
  async (error) => {
    const { user, dialog } = await dialogOf({
      savePlaylist: () => Promise.resolve(unfinished),
      finishPlaylist: () => Promise.resolve(failed(error)),
    });
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await user.click(await button("Finish"));
    await screen.findByText(/Spotify no longer has this|There is nothing to save/);
    const buttons = within(dialog).getAllByRole("button");
    expect(buttons.map((each) => each.textContent.trim())).toEqual(["Close"]);
  },
);

it.each([
  [{ kind: "notOnTheList" }, "Open the dashboard"],
  [{ kind: "ownerNeedsPremium" }, "Use another Client ID"],
  [{ kind: "signedOut" }, "Sign in"],
] as const)("offers the way out of %o", async (error, action) => {
  const { user, dialog } = await dialogOf({
    savePlaylist: () => Promise.resolve(failed(error)),
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await within(dialog).findByRole("button", { name: action })).toBeTruthy();
});

it("leaves the dialog for the guide", async () => {
  const { user, dialog } = await dialogOf({
    savePlaylist: () => Promise.resolve(failed({ kind: "ownerNeedsPremium" })),
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await user.click(await button("Use another Client ID"));
  expect(location.hash).toBe("#/connect");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("does not promise to save by itself once a pause is over", async () => {
  const { user, dialog } = await dialogOf({
    savePlaylist: () => Promise.resolve(failed({ kind: "rateLimited", untilSecs: 4e9 })),
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("You can try again");
  expect(dialog.textContent).not.toContain("by itself");
});

it("says in the open dialog what cannot be seen behind it", async () => {
  const { user, dialog } = await dialogOf({
    savePlaylist: () => Promise.resolve(ok(saved)),
    openInSpotify: () => Promise.resolve(failed({ kind: "noBrowser" })),
  });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await user.click(within(dialog).getByRole("button", { name: "Open in Spotify" }));
  expect(await within(dialog).findByText("The browser did not open.")).toBeTruthy();
});
