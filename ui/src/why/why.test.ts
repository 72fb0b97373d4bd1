// "Why this number?" and "Why this play?" in the window.

import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { expect, it } from "vitest";
import type { ExploreQuestion } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { at } from "../testing/archive";
import { detail } from "../testing/detail";
import { explored } from "../testing/explore";
import { failed, later, ok, play, recentPlays, status } from "../testing/shell";
import { amongOthers, explained, explanation, exported, ofAccount, recorded } from "../testing/why";
import { button, open } from "../testing/window";

const kept = { status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))) };
const exploring = (more: Partial<Shell> = {}, query = "") =>
  open(`#/explore${query}`, {
    ...kept,
    explore: () => Promise.resolve(ok(explored())),
    explainNumber: () => Promise.resolve(ok(explanation())),
    ...more,
  });
const lines = (of: HTMLElement) =>
  within(of)
    .getAllByRole("row")
    .map((each) => [...each.children].map(({ textContent }) => textContent.trim()).join(" "));

it("the ledger goes from the rows by way of what is joined to the plays", async () => {
  const { user } = await exploring();
  await user.click(await button("Why this number?"));
  const table = await screen.findByRole("table", { name: "Which rows make up the number" });
  expect(lines(table)).toEqual([
    "Rows that match what each source tells of these plays 16",
    "Extended history when each ended, how long it was heard 13",
    "Account data names and minutes only 2",
    "Recorded by Tonearm, from Spotify's recent plays 1",
    "Joined rows that tell of the same play as another −3",
    "Account data tells of it, and so does the extended history. −2",
    "It was recorded, and the extended history tells of it as well. −1",
    "Plays 4 shorter starts are left out. 13",
  ]);
});

it("the ledger is about the question on show, and asked for only once somebody looks", async () => {
  const { user, asked } = await exploring({}, "?from=2019-03-12&-genre=dub&hidden=yes&rule=60s");
  const why = await button("Why this number?");
  expect(asked("explainNumber")).toEqual([]);
  await user.click(why);
  await screen.findByRole("table");
  const [[, question] = []] = asked("explainNumber") as [string, ExploreQuestion][];
  expect(question).toEqual(asked("explore").at(-1)?.[1]);
  expect(question?.filter.genres.never).toEqual(["dub"]);
  expect(asked("explainNumber")).toHaveLength(1);
});

it("a rule that is chosen shows a play that it joined", async () => {
  const { user } = await exploring();
  await user.click(await button("Why this number?"));
  const first = await screen.findByRole("region", { name: "One play, three rows" });
  expect(first.textContent).toContain("the latest of 2 such");

  const rule = await button(/^It was recorded, and the extended history/);
  expect(rule.getAttribute("aria-pressed")).toBe("false");
  await user.click(rule);

  const two = await screen.findByRole("region", { name: "One play, two rows" });
  expect(two.textContent).toContain("the only one of this kind");
  expect(rule.getAttribute("aria-pressed")).toBe("true");
  const rows = within(two).getAllByRole("listitem");
  expect(rows[0]?.textContent).toMatch(/Extended history\s+end 22:17:47.*counts/);
  expect(rows[1]?.textContent).toMatch(/Recorded\s+start 22:14:05/);
  expect(rows[1]?.textContent).not.toContain("counts");
});

it("where no row is joined it says so, and shows the latest play", async () => {
  const rows = [{ provenance: "extendedHistory" as const, rows: 13 }];
  const plain = explanation({ rows, joined: [], uncounted: 0 });
  const { user } = await exploring({ explainNumber: () => Promise.resolve(ok(plain)) });
  await user.click(await button("Why this number?"));
  expect(lines(await screen.findByRole("table")).slice(2)).toEqual([
    "Joined no play is told twice 0",
    "Plays 13",
  ]);
  const one = screen.getByRole("region", { name: "One play, one row" });
  expect(one.textContent).toContain("One row tells of it.");
});

it("where nothing matches there is nothing to show", async () => {
  const none = explanation({ rows: [], joined: [], plays: 0, uncounted: 0, latest: null });
  const { user } = await exploring({ explainNumber: () => Promise.resolve(ok(none)) });
  await user.click(await button("Why this number?"));
  expect(lines(await screen.findByRole("table")).at(-1)).toBe("Plays 0");
  expect(screen.queryByRole("region", { name: /^One play/ })).toBeNull();
});

it("says that it looks, and what went wrong, and tries again", async () => {
  const slow = later<never>();
  const answers = [slow.answer, Promise.resolve(ok(explanation()))];
  const { user } = await exploring({ explainNumber: () => answers.shift() ?? slow.answer });
  await user.click(await button("Why this number?"));
  expect(await screen.findByText("Looking at every row")).toBeTruthy();
  slow.arrive(failed({ kind: "archiveBusy" }));
  await user.click(
    await within(screen.getByRole("dialog")).findByRole("button", { name: "Try again" }),
  );
  expect(await screen.findByRole("table")).toBeTruthy();
  expect(screen.queryByText("Looking at every row")).toBeNull();
});

it("when the archive changed meanwhile, it asks again", async () => {
  const plays = [1, 2, 3].map((wholePlays) => explored({ wholePlays }));
  const { user, shell, asked } = await exploring({
    explore: () => Promise.resolve(ok(plays.shift() ?? explored())),
  });
  await user.click(await button("Why this number?"));
  await screen.findByRole("table");
  shell.emit.archive();
  await expect.poll(() => asked("explainNumber").length).toBe(2);
});

const noon = at("2023-11-14T12:00:00Z");
const recent = (more: Partial<Shell> = {}) =>
  open("#/recent", {
    recent: () =>
      Promise.resolve(ok(recentPlays([play("Newest", noon), play("Newer", noon - 600)]))),
    explainPlay: () => Promise.resolve(ok(amongOthers(explained(exported, ofAccount, recorded)))),
    ...more,
  });

it("in Recent, the time of a play asks why it is one", async () => {
  const { user, asked } = await recent();
  await user.click(await button("12:50, Newer: Why this play?"));
  const dialog = await screen.findByRole("dialog", { name: "Why this play?" });
  expect(await within(dialog).findByRole("region", { name: "One play, three rows" })).toBeTruthy();
  expect(asked("explainPlay")).toEqual([
    ["explainPlay", { beganSecs: noon - 817, msPlayed: 217_000, track: "spotify:track:Newer" }],
  ]);
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("by keys, Tab comes to it in the row that has the focus", async () => {
  const { user } = await recent();
  const time = await button("12:50, Newer: Why this play?");
  expect(time.tabIndex).toBe(-1);
  (await button("Open in Spotify: Newer")).focus();
  await user.keyboard("{Shift>}{Tab}{/Shift}");
  expect(document.activeElement).toBe(time);
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("dialog", { name: "Why this play?" })).toBeTruthy();
});

it("a play that is no longer there is said to be gone", async () => {
  const { user } = await recent({
    explainPlay: () => Promise.resolve(failed({ kind: "gone" })),
  });
  await user.click(await button(/Newest: Why this play/));
  const dialog = await screen.findByRole("dialog", { name: "Why this play?" });
  expect(await within(dialog).findByRole("region")).toBeTruthy();
  expect(within(dialog).queryByText("Looking at every row")).toBeNull();
});

it("on a page, the first and the last play can be asked about", async () => {
  const { user, asked } = await open("#/explore/artists/artist%3Amirador", {
    ...kept,
    exploreDetail: () => Promise.resolve(ok(detail())),
    explainPlay: () => Promise.resolve(ok(amongOthers(explained(exported)))),
  });
  await user.click(await button("14 Mar 2017: why this play?"));
  const dialog = await screen.findByRole("dialog", { name: "Why this play?" });
  expect(await within(dialog).findByText("One row tells of it.")).toBeTruthy();
  expect(asked("explainPlay")).toEqual([["explainPlay", detail().first?.key]]);
});

it("the ledger and the play are accessible", async () => {
  const { user } = await exploring();
  await user.click(await button("Why this number?"));
  await screen.findByRole("table");
  const { violations } = await axe.run(screen.getByRole("dialog"), {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
