// What other screens show of learning: the Library, the rail, an empty ranking, the pages of genres.

import { screen, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { ExploreQuestion, Learning } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { archive } from "../testing/archive";
import { detail } from "../testing/detail";
import { explored } from "../testing/explore";
import { artistGenres, genreTree, jazz, learning, modalJazz, underWay } from "../testing/genres";
import { ok, status } from "../testing/shell";
import { heading, open } from "../testing/window";

const kept: Partial<Shell> = {
  status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))),
  archive: () => Promise.resolve(ok(archive())),
  hiddenThings: () => Promise.resolve(ok([])),
  importStatus: () => Promise.resolve(ok(null)),
};
const start = (hash: string, told: Learning, more: Partial<Shell> = {}) =>
  open(hash, { ...kept, learning: () => Promise.resolve(ok(told)), ...more });
const link = (name: string | RegExp) => screen.findByRole<HTMLAnchorElement>("link", { name });
const ways = async (name: string | RegExp) => (await link(name)).getAttribute("href");

const section = async () => within(await screen.findByRole("region", { name: "Genres" }));

describe("the Library", () => {
  it("tells how far it is, as a sentence and a bar, and pauses", async () => {
    const { user, asked } = await start("#/library", underWay(), {
      pauseLearning: () => Promise.resolve(ok(underWay({ activity: "paused" }))),
    });
    const genres = await section();
    expect(genres.getByText(/340 of 12,000 artists, 71 % of your plays/)).toBeTruthy();
    const bar = genres.getByRole("progressbar", { name: "Artists learned about" });
    expect(bar.getAttribute("aria-valuenow")).toBe("3");
    await user.click(genres.getByRole("button", { name: "Pause" }));
    expect(asked("pauseLearning")).toEqual([["pauseLearning", true]]);
    expect(await genres.findByRole("button", { name: "Continue" })).toBeTruthy();
  });

  it("leads to the question while it is open", async () => {
    await start("#/library", learning());
    expect(await ways("See what would be sent")).toBe("#/top/genres/all");
  });

  it("asks nobody again who said not now", async () => {
    await start("#/library", learning({ consent: "declined" }));
    expect((await section()).getByText(/Genres are not looked up/)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "See what would be sent" })).toBeNull();
  });
});

describe("the rail", () => {
  it("says how far learning is while it runs", async () => {
    const { shell } = await start("#/settings", underWay());
    expect(await ways("Learning 340 of 12,000")).toBe("#/library");
    shell.emit.learning(underWay({ artistsDone: 350 }));
    expect(await link("Learning 350 of 12,000")).toBeTruthy();
    shell.emit.learning(underWay({ activity: "idle", left: 0 }));
    await vi.waitFor(() => expect(screen.queryByRole("link", { name: /^Learning/ })).toBeNull());
  });

  it("says who does not answer, and when it goes on", async () => {
    const untilSecs = Math.floor(Date.now() / 1000) + 60;
    const trouble = { service: "musicBrainz", untilSecs } as const;
    await start("#/settings", underWay({ activity: "waiting", trouble }));
    expect(await ways(/^MusicBrainz does not answer; goes on .*at \d\d:\d\d$/)).toBe("#/library");
  });

  it("says nothing before the answer", async () => {
    await start("#/settings", learning({ activity: "running" }));
    await heading();
    expect(screen.queryByRole("link", { name: /^Learning/ })).toBeNull();
  });

  it("forgets the sample's learning when the listener comes back", async () => {
    const told = [underWay(), learning()];
    const { shell } = await start("#/settings", underWay(), {
      status: () => Promise.resolve(ok(status({ sample: true, archivePlays: 9 }))),
      learning: () => Promise.resolve(ok(told.shift() ?? learning())),
    });
    await link(/^Learning 340/);
    shell.emit.status(status({ revision: 1 }));
    await vi.waitFor(() => expect(screen.queryByRole("link", { name: /^Learning/ })).toBeNull());
  });
});

const ranking = (told: Learning) =>
  start("#/explore?list=genres", told, {
    explore: () => Promise.resolve(ok(explored({ rows: [] }))),
  });

const choice = async (group: string) =>
  within(await screen.findByRole("radiogroup", { name: group }));

describe("Explore", () => {
  it("without a genre leads to the question", async () => {
    await ranking(learning());
    expect(await ways("See what would be sent")).toBe("#/top/genres/all");
  });

  it("without a genre yet says how far it is", async () => {
    await ranking(underWay());
    expect(await screen.findByText(/No genre is known here yet/)).toBeTruthy();
    expect(screen.getByText(/340 of 12,000 artists/)).toBeTruthy();
  });

  it("does not ask again after not now", async () => {
    await ranking(learning({ consent: "declined" }));
    expect(await screen.findByText(/you chose not to look them up/)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "See what would be sent" })).toBeNull();
  });

  it("ranks and streams families instead of genres, in its address", async () => {
    const { user, asked } = await start("#/explore?list=genres&stream=genres", underWay(), {
      explore: (question) =>
        Promise.resolve(ok(explored({ rows: [], stream: explored().stream, zone: question.sort }))),
    });
    await user.click((await choice("Rank")).getByRole("radio", { name: "Families" }));
    expect(location.hash).toBe("#/explore?list=genres&stream=genres&level=family");
    await vi.waitFor(() => {
      const [, question] = (asked("explore").at(-1) ?? []) as [string, ExploreQuestion?];
      expect(question?.genreLevel).toBe("family");
    });
    await user.click((await choice("Stream by")).getByRole("radio", { name: "Genres" }));
    expect(location.hash).toBe("#/explore?list=genres&stream=genres");
  });

  it("has no such switch for what has no families", async () => {
    await start("#/explore", underWay(), { explore: () => Promise.resolve(ok(explored())) });
    await screen.findByRole("list", { name: "Top tracks" });
    expect(screen.queryByRole("radiogroup", { name: "Rank" })).toBeNull();
    expect(screen.queryByRole("radiogroup", { name: "Stream by" })).toBeNull();
  });
});

const page = (key: string, name: string) =>
  start(`#/explore/genres/${encodeURIComponent(key)}`, underWay(), {
    exploreDetail: () => Promise.resolve(ok(detail({ sort: "genres", key, name, genres: [] }))),
    genreTree: () => Promise.resolve(ok(genreTree())),
  });

describe("the pages of genres", () => {
  it("a genre leads to its family", async () => {
    const { asked } = await page(modalJazz, "modal jazz");
    expect(await ways("jazz")).toBe(`#/explore/genres/${encodeURIComponent(jazz)}`);
    const [, question] = (asked("genreTree")[0] ?? []) as [string, ExploreQuestion?];
    expect(question?.filter.genres.only).toEqual([modalJazz]);
    expect(document.title).toBe("Genre - Tonearm");
  });

  it("a family leads to its genres, the largest first", async () => {
    await page(jazz, "jazz");
    await link("hard bop");
    const found = screen
      .getAllByRole("link")
      .map(({ textContent }) => textContent)
      .filter((name) => /jazz|bop|swing/.test(name));
    expect(found.slice(0, 3)).toEqual(["modal jazz", "hard bop", "spiritual jazz"]);
    expect(document.title).toBe("Family - Tonearm");
  });

  it("an artist's page says who named its genres, and asks again when more was learned", async () => {
    const { asked, shell } = await start("#/explore/artists/artist%3Amirador", underWay(), {
      exploreDetail: () => Promise.resolve(ok(detail())),
      artistGenres: () => Promise.resolve(ok(artistGenres())),
    });
    expect(await screen.findByText("from MusicBrainz, 28 November 2019")).toBeTruthy();
    const before = asked("artistGenres").length;
    shell.emit.archive();
    await vi.waitFor(() => expect(asked("artistGenres").length).toBeGreaterThan(before));
  });
});
