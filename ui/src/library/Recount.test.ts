import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Recount, RecountedPlay, RecountPage, ToldPlay } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { archive, at } from "../testing/archive";
import { library } from "../testing/library";
import { failed, later, nobody, ok, play } from "../testing/shell";
import { button, open } from "../testing/window";

const told = (name: string, source: string | null, when: string): ToldPlay => ({
  play: play(name, at(when)),
  source,
});

function change(number: number, more: Partial<RecountedPlay> = {}): RecountedPlay {
  return {
    number,
    counts: false,
    reason: "recordedInExtended",
    told: told(`Song ${number}`, "Recording", "2026-07-01T10:00:00Z"),
    same: told(`Song ${number}`, "endsong.zip", "2026-07-02T08:12:00Z"),
    ...more,
  };
}

const page = (rows: RecountedPlay[], next: number | null = null): RecountPage => ({ rows, next });

const recounted = (
  recount: Recount = { noLonger: 2, newly: 1 },
  answers: Partial<Shell> = {},
): Partial<Shell> => ({
  archive: () => Promise.resolve(ok(archive({ recount }))),
  recountedPlays: () => Promise.resolve(ok(page([change(7)]))),
  ...answers,
});

const note = { name: "Plays are counted more carefully" };

it("is told on the first screen, in numbers", async () => {
  await open("#/settings", recounted());
  const region = await screen.findByRole("region", note);
  expect(region.textContent).toContain("Tonearm now counts more carefully.");
  expect(region.textContent).toContain(
    "2 plays had been counted twice, and 1 had not been counted.",
  );
});

it("says nothing where nothing has changed", async () => {
  await library();
  await screen.findByRole("list", { name: "Sources" });
  expect(screen.queryByRole("region", note)).toBeNull();
});

it("lists the plays, with the reason and everybody who told of them", async () => {
  const other = {
    reason: "accountInExtended",
    same: told("Glue (Live)", "x.zip", "2026-07-02T08:12:00Z"),
  };
  const rows = [
    change(7),
    change(6, other as Partial<RecountedPlay>),
    change(5, { counts: true, reason: "ownPlay", same: null }),
  ];
  const { user } = await library(
    recounted(undefined, { recountedPlays: () => Promise.resolve(ok(page(rows))) }),
  );
  await user.click(await button("See them"));
  const dialog = within(await screen.findByRole("dialog", { name: "Counted again" }));
  const list = await dialog.findByRole("list", { name: "Plays that count differently" });
  const [first, second, third] = [...list.children].map((row) =>
    row.textContent.replaceAll(/\s+/g, " "),
  );
  expect(first).toContain("Song 7");
  expect(first).toContain("It was recorded, and the extended history tells of it as well.");
  expect(first).toMatch(/Recording 1 July 2026, 12:00 3:37 no longer counts/);
  expect(first).toMatch(/endsong.zip 2 July 2026, 10:12 3:37 counts/);
  expect(second).toContain(", as Glue (Live), Mirador Septet");
  expect(third).toMatch(/counts now/);
  expect(within(list).getAllByRole("list", { name: "Told by" })).toHaveLength(3);
});

it("an import that was undone has no name any more", async () => {
  const rows = [change(7, { same: told("Song 7", null, "2026-07-02T08:12:00Z") })];
  const { user } = await library(
    recounted(undefined, { recountedPlays: () => Promise.resolve(ok(page(rows))) }),
  );
  await user.click(await button("See them"));
  expect(await screen.findByText("An import that was undone")).toBeTruthy();
});

it("reads on where the page ended, and a keyboard goes on at the first new play", async () => {
  const pages = [page([change(9), change(8)], 8), page([change(7)])];
  const { user, asked } = await library(
    recounted(undefined, {
      recountedPlays: () => Promise.resolve(ok(pages.shift() ?? page([]))),
    }),
  );
  await user.click(await button("See them"));
  (await button("Show older plays")).focus();
  await user.keyboard("{Enter}");
  expect(await screen.findByText("Song 7")).toBeTruthy();
  expect(asked("recountedPlays")).toEqual([
    ["recountedPlays", null],
    ["recountedPlays", 8],
  ]);
  await expect.poll(() => document.activeElement?.textContent.trim()).toMatch(/^Song 7/);
  expect(screen.queryByRole("button", { name: "Show older plays" })).toBeNull();
});

it("a page that could not be read is asked for again", async () => {
  const answers = [failed({ kind: "archiveBusy" }), ok(page([change(7)]))];
  const { user } = await library(
    recounted(undefined, {
      recountedPlays: () => Promise.resolve(answers.shift() ?? ok(page([]))),
    }),
  );
  await user.click(await button("See them"));
  await user.click(await button("Try again"));
  expect(await screen.findByText("Song 7")).toBeTruthy();
});

it("after the list was opened, only the Library still mentions it", async () => {
  const { user } = await open("#/settings", recounted({ noLonger: 1, newly: 0 }));
  await user.click(await button("See it"));
  await user.click(await button("Keep the list"));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("region", note)).toBeNull();
  location.hash = "#/library";
  window.dispatchEvent(new Event("hashchange"));
  expect(await screen.findByRole("region", note)).toBeTruthy();
});

it("OK forgets it for good, once", async () => {
  const overviews = [archive({ recount: { noLonger: 2, newly: 0 } })];
  const slow = later<null>();
  const { user, asked } = await library(
    recounted(undefined, {
      archive: () => Promise.resolve(ok(overviews.shift() ?? archive())),
      dismissRecount: () => slow.answer,
    }),
  );
  await user.dblClick(await button("OK"));
  expect(asked("dismissRecount")).toHaveLength(1);
  slow.arrive(ok(null));
  await expect.poll(() => screen.queryByRole("region", note)).toBeNull();
});

it("what could not be forgotten stays, with the reason, in front and behind", async () => {
  const { user } = await library(
    recounted(undefined, { dismissRecount: () => Promise.resolve(failed({ kind: "diskFull" })) }),
  );
  await user.click(await button("OK"));
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full");
  await user.click(await button("See them"));
  const dialog = within(await screen.findByRole("dialog", { name: "Counted again" }));
  expect(dialog.queryByRole("alert")).toBeNull();
  await user.click(dialog.getByRole("button", { name: "OK" }));
  expect((await dialog.findByRole("alert")).textContent).toContain("The disk is full");
});

it("another listener's archive says nothing of it", async () => {
  const overviews = [archive({ recount: { noLonger: 2, newly: 0 } })];
  const { user, shell } = await library(
    recounted(undefined, { archive: () => Promise.resolve(ok(overviews.shift() ?? archive())) }),
  );
  await user.click(await button("See them"));
  await screen.findByRole("dialog", { name: "Counted again" });
  shell.emit.status(nobody({ sample: true, archivePlays: 9, revision: 1 }));
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
});
