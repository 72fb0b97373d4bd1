import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";
import type { ExploreQuestion, Learning, TopGenres } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { explored, exploreRows } from "../testing/explore";
import { genreTree, jazz, learning, modalJazz, noTree, underWay } from "../testing/genres";
import { failed, later, nobody, ok, status } from "../testing/shell";
import { button, heading, open } from "../testing/window";
import { dayOf } from "../words/days";

const here = "#/top/genres/all";
const kept = () => Promise.resolve(ok(status({ archivePlays: 202_508 })));
const known: Partial<Shell> = {
  status: kept,
  learning: () => Promise.resolve(ok(underWay())),
  genreTree: () => Promise.resolve(ok(genreTree())),
  explore: () => Promise.resolve(ok(explored({ rows: exploreRows("artists") }))),
};
const unknown = (told: Partial<Learning> = {}): Partial<Shell> => ({
  ...known,
  learning: () => Promise.resolve(ok(learning(told))),
  genreTree: () => Promise.resolve(ok(noTree())),
});
const start = (answers: Partial<Shell> = known, hash = here) => open(hash, answers);
const tree = () => screen.findByRole("tree", { name: /^Families/ });
const item = (name: string | RegExp) => screen.findByRole("treeitem", { name });
/** What is read out of a row of the tree: its text, without the rank that only shows. */
function spoken(row: Element | null): string {
  const copy = row?.cloneNode(true) as Element | undefined;
  copy?.querySelectorAll("[aria-hidden=true]").forEach((each) => each.remove());
  return (copy?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}
const focused = () => spoken(document.activeElement);

const href = (name: string) => screen.getByRole("link", { name }).getAttribute("href");

/** The commands that make Rust ask somebody. */
const sending = new Set([
  "answerLearning",
  "pauseLearning",
  "correctGenres",
  "setGenreServer",
  "setListenbrainzToken",
  "topGenres",
  "topArtists",
  "topTracks",
]);

describe("before the answer", () => {
  it("says what would be sent to whom, with an example, and sends nothing", async () => {
    const { shell } = await start(unknown());
    expect((await heading()).textContent).toContain("What kind?");
    const table = await screen.findByRole("table", { name: "What would be sent, and to whom" });
    const row = (name: string) =>
      within(table).getByRole("rowheader", { name }).closest("tr")?.textContent;
    expect(row("MusicBrainz")).toMatch(/artist's name, or the link .*Mirador Septet/s);
    expect(row("ListenBrainz")).toMatch(/by the link that MusicBrainz gave/);
    expect(row("For namesakes")).toMatch(/One title.*Half a Ferry/s);
    expect(row("Nothing else")).toMatch(/No dates, no play counts, no account, no playlists/);
    expect(row("How long")).toMatch(/About 20\u00a0min, in the background/);
    expect(screen.getByText("Nothing has been sent.")).toBeTruthy();
    expect(shell.asked.filter(([name]) => sending.has(name))).toEqual([]);
  });

  it("looks genres up once the button was pressed", async () => {
    const { user, asked } = await start({
      ...unknown(),
      answerLearning: () => Promise.resolve(ok(underWay({ withGenrePermille: 0 }))),
    });
    await user.click(await button("Look up genres"));
    expect(asked("answerLearning")).toEqual([["answerLearning", true]]);
    expect((await heading()).textContent).toContain("Learning");
    expect(screen.queryByRole("button", { name: "Look up genres" })).toBeNull();
  });

  it("not now is remembered: nothing was sent, and it is not asked again", async () => {
    const { user, asked } = await start({
      ...unknown(),
      answerLearning: () => Promise.resolve(ok(learning({ consent: "declined" }))),
    });
    await user.click(await button("Not now"));
    expect(asked("answerLearning")).toEqual([["answerLearning", false]]);
    expect(await button("Look up genres")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Not now" })).toBeNull();
    expect(screen.getByText("Nothing has been sent.")).toBeTruthy();
  });

  it("stays when the answer could not be kept", async () => {
    const { user } = await start({
      ...unknown(),
      answerLearning: () => Promise.resolve(failed({ kind: "diskFull" })),
    });
    await user.click(await button("Look up genres"));
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full");
    expect(await button("Look up genres")).toBeTruthy();
  });

  it("draws the plays in one tone, by year", async () => {
    await start(unknown());
    const chart = await screen.findByRole("img", { name: /^Plays by year/ });
    expect(chart.getAttribute("aria-label")).toMatch(/2009: \d.*, 2026: \d/);
  });
});

describe("once there are genres", () => {
  it("the first genre is the headline, with its share of the plays that have one", async () => {
    await start();
    expect((await heading()).textContent).toContain("Modal jazz");
    const main = screen.getByRole("main").textContent;
    expect(main).toMatch(/18\u00a0% of the 143,781 plays\s+that have a genre so far/);
    expect(main).toMatch(/a play counts for each of its genres/);
  });

  it("keeps apart what is counted from the archive and what is Spotify's", async () => {
    await start();
    expect(await screen.findByText(/^Counted from the plays in your archive/)).toBeTruthy();
    expect(screen.getByText("Names and pictures from Spotify.")).toBeTruthy();
  });

  it("shows families and the largest of their genres, each at its depth", async () => {
    await start();
    const items = within(await tree()).getAllByRole("treeitem");
    expect(items.map((each) => [each.getAttribute("aria-level"), spoken(each)])).toEqual([
      ["1", "Jazz 412 artists 31 % of the plays"],
      ["2", "Modal jazz 214 artists 18 % of the plays"],
      ["3", "Spiritual jazz 61 artists 4 % of the plays"],
      ["2", "Hard bop 88 artists 7 % of the plays"],
      ["2", "Jazz fusion 73 artists 4 % of the plays"],
      ["2", "2 more of Jazz"],
      ["1", "Electronic 530 artists 24 % of the plays"],
      ["2", "Dub techno 146 artists 10 % of the plays"],
      ["2", "Ambient 171 artists 8 % of the plays"],
      ["1", "Other genres 3 artists under 1 % of the plays"],
      ["2", "Zeuhl 9 artists under 1 % of the plays"],
    ]);
  });

  it("the keys walk the tree, open and close it, and select", async () => {
    const { user, asked } = await start();
    (await item(/^Modal jazz/)).focus();
    await user.keyboard("{ArrowDown}");
    expect(focused()).toMatch(/^Spiritual jazz/);
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(focused()).toMatch(/^Jazz/);
    await user.keyboard("{ArrowLeft}");
    expect((await item(/^Jazz .*412 artists/)).getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByRole("treeitem", { name: /^Hard bop/ })).toBeNull();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(focused()).toMatch(/^Modal jazz/);
    await user.keyboard("{End}");
    expect(focused()).toMatch(/^Zeuhl/);
    await user.keyboard("{Home}{Enter}");
    expect((await item(/^Jazz .*412 artists/)).getAttribute("aria-selected")).toBe("true");
    const [, last] = (asked("explore").at(-1) ?? []) as [string, ExploreQuestion?];
    expect(last?.filter.genres.only).toEqual([jazz]);
  });

  it("Tab stops once in the tree", async () => {
    await start();
    const items = within(await tree()).getAllByRole("treeitem");
    expect(items.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it("shows the rest of a family", async () => {
    const { user } = await start();
    await user.click(await item("2 more of Jazz"));
    expect(await item(/^Swing/)).toBeTruthy();
  });

  it("says who plays the selected genre, and leads to its page and to all of them", async () => {
    const { user, asked } = await start();
    await screen.findByRole("list", { name: "Who plays modal jazz" });
    await user.click(await item(/^Hard bop/));
    const list = await screen.findByRole("list", { name: "Who plays hard bop" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(5);
    expect(list.textContent).toMatch(/Mirador Septet\s*since 14 Oct 2009/);
    const [, question] = (asked("explore").at(-1) ?? []) as [string, ExploreQuestion?];
    expect(question).toMatchObject({ sort: "artists", filter: { genres: { never: [] } } });
    expect(question?.filter.genres.only).toEqual(["tonearm:genre:hard bop"]);
    expect(href("Open its page")).toBe("#/explore/genres/tonearm%3Agenre%3Ahard%20bop");
    expect(href("All of them in Explore")).toBe(
      "#/explore?genre=tonearm:genre:hard+bop&list=artists",
    );
  });

  it("opens the page of what is selected already", async () => {
    const { user } = await start();
    (await item(/^Modal jazz/)).focus();
    await user.keyboard("{Enter}");
    expect(location.hash).toBe(`#/explore/genres/${encodeURIComponent(modalJazz)}`);
  });

  it("streams the families", async () => {
    const { asked } = await start();
    await tree();
    const [, question] = (asked("explore")[0] ?? []) as [string, ExploreQuestion?];
    expect(question).toMatchObject({ stream: "genres", genreLevel: "family" });
    expect(await screen.findByRole("region", { name: "Families, over time" })).toBeTruthy();
  });

  it("a range asks for its days", async () => {
    vi.useFakeTimers({ now: new Date("2026-11-21T14:00:00Z"), shouldAdvanceTime: true });
    const { user, asked } = await start();
    await tree();
    await user.click(screen.getByRole("radio", { name: "1 year" }));
    expect(location.hash).toBe("#/top/genres/year");
    const [, question] = (asked("genreTree").at(-1) ?? []) as [string, ExploreQuestion?];
    expect(question?.filter.fromDay).toBe(dayOf(2025, 10, 22));
    vi.useRealTimers();
  });

  it("counts again when more was learned, at most every few seconds", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { shell, asked } = await start();
    await tree();
    const before = asked("genreTree").length;
    shell.emit.learning(underWay({ artistsDone: 350 }));
    shell.emit.learning(underWay({ artistsDone: 360 }));
    expect(await screen.findByText(/360 of 12,000 artists/)).toBeTruthy();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(asked("genreTree")).toHaveLength(before + 1);
    vi.useRealTimers();
  });

  it("saves the tracks of the selected genre", async () => {
    const { user, asked } = await start();
    await tree();
    await user.keyboard("{Control>}s{/Control}");
    expect(asked("suggestPlaylist")[0]?.[1]).toMatchObject({
      kind: "explored",
      filter: { genres: { only: [modalJazz], never: [] } },
    });
  });

  it("works with an archive and no account", async () => {
    const { asked } = await start({
      ...known,
      status: () => Promise.resolve(ok(nobody({ archivePlays: 12 }))),
    });
    expect(await tree()).toBeTruthy();
    expect(asked("topGenres")).toEqual([]);
  });

  it("a time without plays leads to all dates", async () => {
    const none = noTree({ whole: 0 });
    await start({ ...known, genreTree: () => Promise.resolve(ok(none)) }, "#/top/genres/fourWeeks");
    expect(await screen.findByText("Nothing was played in this time.")).toBeTruthy();
    const link = screen.getByRole("link", { name: "All dates" });
    expect(link.getAttribute("href")).toBe(here);
  });

  it("says what went wrong and tries again", async () => {
    const answers = [failed({ kind: "archiveBusy" })];
    const { user } = await start({
      ...known,
      genreTree: () => Promise.resolve(answers.shift() ?? ok(genreTree())),
    });
    await user.click(await button("Try again"));
    expect(await tree()).toBeTruthy();
  });
});

const weighed = (more: Partial<TopGenres> = {}): TopGenres => ({
  rows: [{ name: "modal jazz", sharePermille: 180, artists: ["Mirador Septet"] }],
  artists: 50,
  artistsWithGenres: 40,
  sources: ["spotify", "musicBrainz"],
  fetchedSecs: 0,
  error: null,
  ...more,
});

describe("the weight among Spotify's top artists", () => {
  const weight: Partial<Shell> = { ...known, topGenres: () => Promise.resolve(ok(weighed())) };

  it("is a switch away, and one more leads to families", async () => {
    const { user, asked } = await start(weight);
    await tree();
    await user.click(screen.getByRole("radio", { name: "Top artists' weight" }));
    expect(location.hash).toBe("#/top/genres/year/weight");
    expect(await screen.findByText("Genres from Spotify and MusicBrainz.")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "Families" }));
    expect(location.hash).toBe("#/top/genres/year/weight/families");
    expect(asked("topGenres")).toEqual([
      ["topGenres", "year", false, "genre"],
      ["topGenres", "year", false, "family"],
    ]);
  });

  it("is what there is with an account and no archive", async () => {
    const { asked } = await start({ ...weight, status: () => Promise.resolve(ok(status())) });
    expect(await screen.findByRole("list", { name: "Top genres" })).toBeTruthy();
    expect(asked("genreTree")).toEqual([]);
    expect(screen.queryByRole("radiogroup", { name: "Count by" })).toBeNull();
  });

  it("a family is no playlist that Spotify's ranking can make", async () => {
    await start(weight, "#/top/genres/year/weight/families");
    await screen.findByRole("list", { name: "Top genres" });
    expect((await button("Save as playlist")).title).toMatch(/^Switch to genres/);
  });

  it("asks the question too, where Spotify named no genre", async () => {
    const none = weighed({ rows: [], artistsWithGenres: 0, sources: [] });
    await start({
      ...unknown(),
      status: () => Promise.resolve(ok(status())),
      topGenres: () => Promise.resolve(ok(none)),
    });
    expect(await button("Look up genres")).toBeTruthy();
  });
});

describe("the line at the foot", () => {
  it("pauses and goes on", async () => {
    const paused = underWay({ activity: "paused" });
    const { user, asked } = await start({
      ...known,
      pauseLearning: (pause) => Promise.resolve(ok(pause ? paused : underWay())),
    });
    const line = within(await screen.findByRole("group", { name: "Learning" }));
    expect(line.getByText(/340 of 12,000 artists, 71 % of your plays/)).toBeTruthy();
    await user.click(line.getByRole("button", { name: "Pause" }));
    expect(await line.findByText("Learning is paused:")).toBeTruthy();
    await user.click(line.getByRole("button", { name: "Continue" }));
    expect(await line.findByText("Learning about your music:")).toBeTruthy();
    expect(asked("pauseLearning")).toEqual([
      ["pauseLearning", true],
      ["pauseLearning", false],
    ]);
  });

  it("presses once while it is being paused", async () => {
    const slow = later<Learning>();
    const { user, asked } = await start({ ...known, pauseLearning: () => slow.answer });
    await user.dblClick(await button("Pause"));
    expect(asked("pauseLearning")).toHaveLength(1);
  });

  it("leads to where genres come from", async () => {
    await start();
    const link = await screen.findByRole("link", { name: "Where genres come from" });
    expect(link.getAttribute("href")).toBe("#/settings/genres");
  });
});

it.each([
  ["the question", unknown()],
  ["the genres", known],
])("axe finds nothing wrong with %s", async (_, answers) => {
  await start(answers);
  await screen.findByRole("link", { name: "Where genres come from" });
  if (answers === known) await screen.findByRole("list", { name: "Who plays modal jazz" });
  const rules = { "color-contrast": { enabled: false }, "target-size": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
