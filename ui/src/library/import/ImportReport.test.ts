// An import's end as the Library tells it: the report, its undoing, and why it failed.

import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { ExploreAnswer, UiError, UndoResult } from "../../shell/bindings";
import { archive, report } from "../../testing/archive";
import { explored } from "../../testing/explore";
import { library, region, withImport } from "../../testing/library";
import { failed, later, ok } from "../../testing/shell";
import { button, heading } from "../../testing/window";

const number = (text: string | null | undefined) => Number((text ?? "").replaceAll(",", ""));
/** The last cell of a row of the account, as a number. */
function cell(table: HTMLElement, name: RegExp): number {
  const row = within(table).getByRole("rowheader", { name }).closest("tr");
  return number(row?.lastElementChild?.textContent);
}

it("the report adds up to the row, as it is shown", async () => {
  await library(withImport({ kind: "done", report }));
  const table = within(await region("Every row")).getByRole("table");
  const reasons = report.setAside.map(({ reason }) => cell(table, new RegExp(reason)));
  const aside = cell(table, /^Set aside/);
  expect(reasons.reduce((sum, each) => sum + each, 0)).toBe(aside);
  const parts = [/^Plays added/, /^Already known/, /^Merged/].map((name) => cell(table, name));
  expect(parts.reduce((sum, each) => sum + each, aside)).toBe(cell(table, /^Rows read/));
  expect(within(table).queryByText("Not accounted for")).toBeNull();
});

it("says so where the report does not add up", async () => {
  await library(withImport({ kind: "done", report: { ...report, read: report.read + 3 } }));
  const table = within(await region("Every row")).getByRole("table");
  expect(cell(table, /^Not accounted for/)).toBe(3);
});

it("the report tells its span, the gaps, the time, the samples and the refused files", async () => {
  const { user } = await library(withImport({ kind: "done", report }));
  const all = await region("Every row");
  expect((await heading()).textContent).toMatch(/179,852\s+plays added/);
  expect(screen.getByText(/14 October 2013 – 9 May 2024/, { selector: "p" })).toBeTruthy();
  expect(screen.getByText(/2 gaps closed\.\s+Done in 1\.8 s\./)).toBeTruthy();
  await user.click(within(all).getByText("It is not readable."));
  expect(within(all).getByText(/Audio_9\.json, line 4,402/)).toBeTruthy();
  const refused = screen.getByRole("list", { name: "Refused files" });
  expect(refused.textContent).toContain("It ends in the middle of a row.");
});

it("a report that was read stays put away", async () => {
  const { user, shell, asked } = await library(withImport({ kind: "done", report }));
  await user.click(await button("Done"));
  expect(screen.queryByRole("region", { name: "Every row" })).toBeNull();
  shell.emit.imported({ kind: "done", report });
  expect(screen.queryByRole("region", { name: "Every row" })).toBeNull();
  expect(asked("dismissImport")).toHaveLength(1);
});

it("offers no undo where nothing is new", async () => {
  await library(withImport({ kind: "done", report: { ...report, source: null, added: 0 } }));
  await region("Every row");
  expect(screen.queryByRole("button", { name: "Undo this import" })).toBeNull();
});

it("undoes once the system's dialog has asked, only once, and puts the report away", async () => {
  const slow = later<UndoResult | null>();
  const { user, asked } = await library({
    ...withImport({ kind: "done", report }),
    undoImport: () => slow.answer,
  });
  await user.dblClick(await button("Undo this import"));
  expect(asked("undoImport")).toEqual([["undoImport", 2]]);
  expect(await region("Every row")).toBeTruthy();
  slow.arrive(ok({ plays: 179_852, backups: 0, unreadable: [] }));
  expect(await screen.findByText("Undone: 179,852 plays taken out of the archive.")).toBeTruthy();
  expect(screen.queryByRole("region", { name: "Every row" })).toBeNull();
});

it("who keeps the import keeps its report", async () => {
  const { user, asked } = await library({
    ...withImport({ kind: "done", report }),
    undoImport: () => Promise.resolve(ok(null)),
  });
  await user.click(await button("Undo this import"));
  expect(asked("undoImport")).toHaveLength(1);
  expect(await region("Every row")).toBeTruthy();
  expect(screen.queryByText(/Undone/)).toBeNull();
});

it("Ctrl Z asks whether the reported import shall be undone, and nothing without a report", async () => {
  const { user, shell, asked } = await library({ undoImport: () => Promise.resolve(ok(null)) });
  await screen.findByRole("list", { name: "Sources" });
  await user.keyboard("{Control>}z{/Control}");
  expect(asked("undoImport")).toHaveLength(0);
  shell.emit.imported({ kind: "done", report });
  await region("Every row");
  await user.keyboard("{Control>}z{/Control}");
  expect(asked("undoImport")).toEqual([["undoImport", 2]]);
});

it("an undo that failed says why", async () => {
  const { user } = await library({
    undoImport: () => Promise.resolve(failed({ kind: "sourceGone" })),
  });
  await user.click(await button("Undo the import of my_spotify_data.zip"));
  expect(await screen.findByText(/undone already/)).toBeTruthy();
});

it("a failed import says why and what to do, and the library stays", async () => {
  const error: UiError = { kind: "importRefused", why: "It holds photographs." };
  const { user, asked } = await library({
    ...withImport({ kind: "failed", name: "holiday.zip", error: error }),
    chooseHistory: () => Promise.resolve(ok(null)),
  });
  const note = await region("This cannot be imported");
  expect(note.textContent).toContain("It holds photographs.");
  expect(screen.getByText("holiday.zip")).toBeTruthy();
  expect(screen.getByRole("list", { name: "Sources" })).toBeTruthy();
  await user.click(within(note).getByRole("button", { name: "Choose other files" }));
  expect(asked("chooseHistory")).toEqual([["chooseHistory", false]]);
  await user.click(await button("Dismiss"));
  expect(screen.queryByText("holiday.zip")).toBeNull();
});

it("a forgotten recording is told with the backups that it went from, and those that can't be read", async () => {
  const forgotten = {
    plays: 11_402,
    backups: 3,
    unreadable: ["archive-20260101T120000000-daily.db"],
  };
  const { user, asked } = await library({ undoImport: () => Promise.resolve(ok(forgotten)) });
  await user.click(await button("Forget what was recorded"));
  expect(asked("undoImport")).toHaveLength(1);
  expect(
    await screen.findByText("Undone: 11,402 plays taken out of the archive, and out of 3 backups."),
  ).toBeTruthy();
  const note = await region("A backup could not be read");
  expect(note.textContent).toContain("archive-20260101T120000000-daily.db");
  expect(within(note).getByRole("button", { name: "Show in folder" })).toBeTruthy();
});

/** The report of the only import that there is. */
function firstImport(counted: () => ExploreAnswer) {
  const imported = archive().sources.filter(({ kind }) => kind === "import");
  const only = { ...archive(), sources: imported.slice(0, 1) };
  return library({
    ...withImport({ kind: "done", report: { ...report, source: imported[0]?.id ?? null } }),
    explore: () => Promise.resolve(ok(counted())),
    archive: () => Promise.resolve(ok(only)),
  });
}

it("a first import tells the first track ever", async () => {
  await firstImport(explored);
  expect(
    await screen.findByText(/Your first track ever:.*on Tuesday 12 March 2019 at 21:05\./s, {
      selector: "p",
    }),
  ).toBeTruthy();
});

it("the first track is asked for again when a recording came before the import", async () => {
  const first = explored().first;
  let counted = { ...explored(), first: first && { ...first, day: first.day + 1 } };
  const { shell } = await firstImport(() => counted);
  await screen.findByText(/Your first track ever:.*13 March 2019/s, { selector: "p" });
  counted = explored();
  shell.emit.archive();
  expect(
    await screen.findByText(/Your first track ever:.*12 March 2019/s, { selector: "p" }),
  ).toBeTruthy();
});

it("a later import does not speak of the first track", async () => {
  const imported = archive().sources.filter(({ kind }) => kind === "import");
  const { asked } = await library({
    ...withImport({ kind: "done", report: { ...report, source: imported[0]?.id ?? null } }),
    archive: () =>
      Promise.resolve(
        ok({
          ...archive(),
          sources: [
            ...imported,
            ...imported.map((one) => Object.assign({}, one, { id: one.id + 90 })),
          ],
        }),
      ),
  });
  await region("Every row");
  expect(screen.queryByText(/Your first track ever/)).toBeNull();
  expect(asked("explore")).toHaveLength(0);
});
