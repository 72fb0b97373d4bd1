import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { ArtistGenres as Answer, SearchHit } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { artistGenres, jazz, modalJazz } from "../testing/genres";
import { inside } from "../testing/inside";
import { failed, ok } from "../testing/shell";
import ArtistGenres from "./ArtistGenres.svelte";

const hit = (name: string, more: Partial<SearchHit> = {}): SearchHit => ({
  sort: "genres",
  key: `tonearm:genre:${name}`,
  name,
  under: "",
  plays: 9,
  ...more,
});
const hits = [
  hit("dream pop"),
  hit("jazz", { key: jazz }),
  hit("modal jazz"),
  hit("Dream House", { sort: "tracks", key: "t" }),
  hit("drone"),
];
const given = {
  artistKey: "artist:mirador",
  name: "Mirador Septet",
  known: [{ key: modalJazz, name: "modal jazz" }],
  href: (key: string) => `#${key}`,
};
const shown = (answer: Partial<Answer> = {}, more: Partial<Shell> = {}) =>
  inside(ArtistGenres, given, {
    artistGenres: () => Promise.resolve(ok(artistGenres(answer))),
    correctGenres: (_, genres) =>
      Promise.resolve(
        ok(
          artistGenres({
            source: genres ? "listener" : "musicBrainz",
            genres: (genres ?? []).map((name) => ({ name, key: name, family: null })),
          }),
        ),
      ),
    find: () => Promise.resolve(ok(hits)),
    ...more,
  });
const correct = async (...how: Parameters<typeof shown>) => {
  const { user, asked } = shown(...how);
  await user.click(await screen.findByRole("button", { name: "Correct…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Genres of Mirador Septet" }));
  const press = (name: string) => user.click(dialog.getByRole("button", { name }));
  return { user, asked, dialog, press };
};
const genres = () => screen.getAllByRole("link").map(({ textContent }) => textContent);

it("tells its genres and who says so", async () => {
  shown();
  expect(await screen.findByText("from MusicBrainz, 28 November 2019")).toBeTruthy();
  expect(genres()).toEqual(["chamber jazz", "modal jazz"]);
});

it("shows what the page knows until it is known who says so", () => {
  inside(ArtistGenres, given);
  expect(genres()).toEqual(["modal jazz"]);
  expect(screen.queryByRole("button", { name: "Correct…" })).toBeNull();
});

it("says why there are none", async () => {
  shown({ genres: [], source: null, miss: "unknown", answeredSecs: null });
  expect(await screen.findByText("MusicBrainz does not know this name")).toBeTruthy();
  expect(screen.getByText("No genre known")).toBeTruthy();
});

describe("a correction", () => {
  it("adds a genre that was typed, and one of the archive, and removes one", async () => {
    const { user, asked, dialog, press } = await correct();
    const field = dialog.getByRole("combobox", { name: "Add a genre" });
    await user.type(field, "third stream{Enter}");
    await user.type(field, "dr");
    await dialog.findByRole("option", { name: /drone/ });
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await press("Remove chamber jazz");
    await press("Save");
    expect(asked("correctGenres")).toEqual([
      ["correctGenres", "artist:mirador", ["modal jazz", "third stream", "drone"]],
    ]);
    expect(await screen.findByText("Your correction")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("suggests genres of the archive, no families, and none twice", async () => {
    const { user, dialog } = await correct();
    await user.type(dialog.getByRole("combobox", { name: "Add a genre" }), "d");
    await dialog.findByRole("option", { name: /drone/ });
    const options = dialog.getAllByRole("option").map(({ textContent }) => textContent);
    expect(options).toEqual(["dream pop9 plays", "drone9 plays"]);
  });

  it("counts what was typed and not yet added", async () => {
    const { user, asked, dialog, press } = await correct();
    await user.type(dialog.getByRole("combobox", { name: "Add a genre" }), "dub");
    await press("Save");
    expect(asked("correctGenres")[0]?.[2]).toEqual(["chamber jazz", "modal jazz", "dub"]);
  });

  it("says that there are none", async () => {
    const { asked, press } = await correct();
    await press("None");
    expect(asked("correctGenres")).toEqual([["correctGenres", "artist:mirador", []]]);
    expect(await screen.findByText("None: your correction")).toBeTruthy();
  });

  it("is taken back, where there is one", async () => {
    const { asked, press } = await correct({ source: "listener" });
    await press("Take back my correction");
    expect(asked("correctGenres")).toEqual([["correctGenres", "artist:mirador", null]]);
  });

  it("that there is none to take back", async () => {
    const { dialog } = await correct();
    expect(dialog.queryByRole("button", { name: "Take back my correction" })).toBeNull();
  });

  it("stays open with all that was typed after an error", async () => {
    const { user, dialog, press } = await correct(
      {},
      { correctGenres: () => Promise.resolve(failed({ kind: "diskFull" })) },
    );
    await user.type(dialog.getByRole("combobox", { name: "Add a genre" }), "dub{Enter}");
    await press("Save");
    expect((await dialog.findByRole("alert")).textContent).toContain("The disk is full");
    expect(dialog.getByRole("button", { name: "Remove dub" })).toBeTruthy();
  });

  it("changes nothing when it is cancelled", async () => {
    const { asked, press } = await correct();
    await press("Remove modal jazz");
    await press("Cancel");
    expect(asked("correctGenres")).toEqual([]);
    expect(genres()).toEqual(["chamber jazz", "modal jazz"]);
  });
});
