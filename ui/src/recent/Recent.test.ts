// Recent over an archive: gaps, estimated lengths, and older plays page by page.

import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { PlayPage } from "../shell/bindings";
import { at, report, running } from "../testing/archive";
import { failed, later, ok, play, recentPlays } from "../testing/shell";
import { button, open } from "../testing/window";

const noon = at("2023-11-14T12:00:00Z");
const day = "Tuesday 14 November 2023";
const rows = [play("Newest", noon), play("Newer", noon - 600)];
const recent = (more: Parameters<typeof recentPlays>[1] = {}, plays = rows) => ({
  recent: () => Promise.resolve(ok(recentPlays(plays, more))),
});
const names = () =>
  screen
    .queryAllByRole("listitem")
    .map((each) => each.querySelector(".name")?.textContent)
    .filter(Boolean);

it("says of an estimated length that it is one, and leaves an exact one plain", async () => {
  const plays = [
    play("Guessed", noon, { heardSecs: 221, estimated: true }),
    play("Measured", noon - 600, { heardSecs: 12 }),
  ];
  await open("#/recent", recent({}, plays));
  const list = await screen.findByRole("list", { name: day });
  const [guessed, measured] = within(list).getAllByRole("listitem");
  expect(guessed?.textContent).toMatch(/estimated\s*3:41/);
  expect(measured?.textContent).toContain("0:12");
  expect(measured?.textContent).not.toContain("estimated");
});

it("names podcasts and audiobooks, and opens nothing where Spotify has no page", async () => {
  const plays = [
    play("Episode 41", noon, { kind: "podcast", artists: [], album: "Record Shop", uri: null }),
    play("Chapter 7", noon - 60, { kind: "audiobook" }),
  ];
  await open("#/recent", recent({}, plays));
  const list = await screen.findByRole("list", { name: day });
  const [podcast, book] = within(list).getAllByRole("listitem");
  expect(podcast?.textContent).toContain("Podcast");
  expect(podcast && within(podcast).queryByRole("button", { name: /Spotify/ })).toBeNull();
  expect(book?.textContent).toContain("Audiobook, Mirador Septet");
  expect((await button("Save as playlist")).getAttribute("aria-disabled")).toBe("true");
  const spotify = book && within(book).getByRole("button", { name: "Open in Spotify: Chapter 7" });
  expect(spotify?.tabIndex).toBe(-1);
  // Keys come to the podcast as well, which can be asked about.
  const time = podcast && within(podcast).getByRole("button", { name: /Why this play/ });
  expect([time?.tabIndex, time?.hasAttribute("data-row")]).toEqual([0, true]);
});

it("draws a gap between the plays around it, with the way to close it", async () => {
  const gaps = [{ fromSecs: noon - 500, toSecs: noon - 100, kind: "missing" as const }];
  await open("#/recent", recent({ gaps }));
  const gap = await screen.findByRole("note", { name: "Gap" });
  expect(gap.textContent).toContain("14 November 2023, 12:51 – 12:58");
  expect(gap.textContent).toMatch(/Plays are missing here: more were played than Spotify lists/);
  const link = within(gap).getByRole("link", { name: "An export closes it." });
  expect(link.getAttribute("href")).toBe("#/library");
  const [newest, newer] = screen.getAllByRole("listitem").filter((each) => each.closest("ol"));
  const follows = Node.DOCUMENT_POSITION_FOLLOWING;
  expect(newest && newest.compareDocumentPosition(gap) & follows).toBeTruthy();
  expect(newer && gap.compareDocumentPosition(newer) & follows).toBeTruthy();
});

it("does not say that plays are missing where they only may be", async () => {
  const gaps = [{ fromSecs: noon - 500, toSecs: noon - 100, kind: "mayBeMissing" as const }];
  await open("#/recent", recent({ gaps }));
  const gap = await screen.findByRole("note", { name: "Gap" });
  expect(gap.textContent).toMatch(/Plays may be missing here: Tonearm could not see/);
  expect(gap.textContent).not.toMatch(/are missing/);
});

it("shows older plays under the others, page by page, to the first of all", async () => {
  const pages: PlayPage[] = [
    { rows: [play("Old", noon - 1200)], gaps: [], next: "2" },
    { rows: [play("Oldest", noon - 1800)], gaps: [], next: null },
  ];
  const { user, asked } = await open("#/recent", {
    ...recent({ next: "1" }),
    olderPlays: () => Promise.resolve(ok(pages.shift() ?? { rows: [], gaps: [], next: null })),
  });
  await user.click(await button("Show older plays"));
  await screen.findByText("Old");
  await user.click(await button("Show older plays"));
  await screen.findByText("Oldest");
  expect(names()).toEqual(["Newest", "Newer", "Old", "Oldest"]);
  expect(asked("olderPlays").map(([, cursor]) => cursor)).toEqual(["1", "2"]);
  expect(screen.queryByRole("button", { name: "Show older plays" })).toBeNull();
  expect(screen.getByText("That is the first play in your archive.")).toBeTruthy();
});

it("whoever asks by key goes on at the first play that came", async () => {
  const { user } = await open("#/recent", {
    ...recent({ next: "1" }),
    olderPlays: () =>
      Promise.resolve(ok({ rows: [play("Old", noon - 1200)], gaps: [], next: null })),
  });
  (await button("Show older plays")).focus();
  await user.keyboard("{Enter}");
  await screen.findByText("Old");
  await expect
    .poll(() => document.activeElement?.getAttribute("aria-label"))
    .toBe("Open in Spotify: Old");
});

it("asks for a page once, keeps the rows when it fails, and tries again", async () => {
  const slow = later<PlayPage>();
  const answers = [slow.answer];
  const { user, asked } = await open("#/recent", {
    ...recent({ next: "1" }),
    olderPlays: () =>
      answers.shift() ??
      Promise.resolve(ok({ rows: [play("Old", noon - 1200)], gaps: [], next: null })),
  });
  await user.dblClick(await button("Show older plays"));
  expect(await button("Reading older plays")).toBeTruthy();
  expect(asked("olderPlays")).toHaveLength(1);
  slow.arrive(failed({ kind: "archiveBusy" }));
  expect(
    await screen.findByRole("region", { name: "Another program holds the archive" }),
  ).toBeTruthy();
  expect(names()).toEqual(["Newest", "Newer"]);
  await user.click(await button("Try again"));
  await screen.findByText("Old");
});

it("a new play comes on top of all that was read", async () => {
  const firsts = [recentPlays(rows, { next: "1" })];
  const { user, shell } = await open("#/recent", {
    recent: () =>
      Promise.resolve(
        ok(firsts.shift() ?? recentPlays([play("Just now", noon + 300), ...rows], { next: "1" })),
      ),
    olderPlays: () =>
      Promise.resolve(ok({ rows: [play("Old", noon - 1200)], gaps: [], next: "2" })),
  });
  await user.click(await button("Show older plays"));
  await screen.findByText("Old");
  shell.emit.plays(1);
  await screen.findAllByText("Just now");
  expect(names()).toEqual(["Just now", "Newest", "Newer", "Old"]);
});

it("an import makes the list anew, so that nothing undone lingers in it", async () => {
  const firsts = [recentPlays(rows, { next: "1" })];
  const { shell } = await open("#/recent", {
    recent: () =>
      Promise.resolve(ok(firsts.shift() ?? recentPlays([play("Newest", noon)], { next: "9" }))),
    importStatus: () => Promise.resolve(ok(null)),
  });
  await screen.findByText("Newer");
  shell.emit.imported(running);
  shell.emit.imported({ kind: "done", report });
  await expect.poll(names).toEqual(["Newest"]);
});

const dimmed = async () => (await screen.findByText("Newer")).closest(".stale");

it("plays that can't be read again are dimmed, and still there", async () => {
  const answers = [ok(recentPlays(rows))];
  const { user } = await open("#/recent", {
    recent: () => Promise.resolve(answers.shift() ?? failed({ kind: "offline" })),
  });
  expect(await dimmed()).toBeNull();
  await user.click(await button("Sync now"));
  await screen.findByRole("region", { name: "Can't reach Spotify" });
  expect(await dimmed()).toBeTruthy();
});
