import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { ArchiveOverview, Backup } from "../shell/bindings";
import { archive, archiveTotals, at, backup, emptyArchive, running } from "../testing/archive";
import { library, region, withImport } from "../testing/library";
import { failed, later, nobody, ok, status } from "../testing/shell";
import { button, heading, open } from "../testing/window";

it("tells what is kept, with no account at all", async () => {
  await library();
  await screen.findByRole("list", { name: "Sources" });
  expect((await heading()).textContent).toMatch(/Library:\s+252,508\s+plays/);
  expect(screen.getByText("since 14 October 2013")).toBeTruthy();
  const among = within(screen.getByRole("list", { name: "Among them" })).getAllByRole("listitem");
  await expect
    .poll(() => among.map(({ textContent }) => textContent.trim()))
    .toEqual(["11,402 hours", "31,204 tracks", "9,377 artists"]);
  expect(document.title).toBe("Library - Tonearm");
  expect(screen.getByRole("link", { name: /Library/ }).getAttribute("aria-current")).toBe("page");
});

it("has every year's number in a table too, gaps as gaps", async () => {
  const { user } = await library();
  const chart = await screen.findByRole("img", { name: /Plays by year, 2013 to 2026: most in/ });
  expect(chart.textContent).toContain("recorded by Tonearm");
  await user.click(await button("Show as table"));
  const table = within(await region("Plays by year")).getByRole("table");
  const row = (name: string) =>
    within(table).getByRole("rowheader", { name }).closest("tr")?.textContent;
  expect(row("2025")).toMatch(/0\s*12,100\s*5,640\s*17,740/);
  expect(row("2017")).toContain("plays are missing");
});

it("an empty library is an invitation", async () => {
  await library({
    status: () => Promise.resolve(ok(nobody())),
    archive: () => Promise.resolve(ok(emptyArchive())),
  });
  expect(await button("Choose files")).toBeTruthy();
  expect((await heading()).textContent).toContain("Bring your history");
  expect(screen.getByText(/Tick “Extended streaming history”/)).toBeTruthy();
  const invite = within(screen.getByRole("main"));
  expect(invite.getByRole("link", { name: "Connect Spotify" })).toBeTruthy();
  expect(screen.queryByRole("list", { name: "Sources" })).toBeNull();
});

it("opens Spotify's page to ask for one's history", async () => {
  const { user, asked } = await library();
  await user.click(await screen.findByText("How to get your history from Spotify"));
  await user.click(await button("Open that page"));
  expect(asked("openPage")).toEqual([["openPage", "spotifyPrivacy"]]);
});

it("shows how far an import is, and cancels it", async () => {
  const { user, asked } = await library({
    ...withImport(running),
    cancelImport: () => Promise.resolve(ok(null)),
  });
  const under = await region("Import");
  const bar = within(under).getByRole("progressbar", { name: "Import of my_spotify_data.zip" });
  expect(bar.getAttribute("aria-valuenow")).toBe("63");
  expect(under.textContent).toContain("about 20\u00a0s left");
  expect(under.textContent).toContain("132,288 rows read, 139\u00a0MB of 219\u00a0MB");
  expect((await button("Choose files")).getAttribute("aria-disabled")).toBe("true");
  await user.click(within(under).getByRole("button", { name: "Cancel" }));
  expect(asked("cancelImport")).toHaveLength(1);
});

it("lists where plays are missing or may be, and what closes a gap", async () => {
  await library();
  const gaps = await region("2 gaps");
  const listed = within(gaps).getAllByRole("listitem");
  const words = listed.map(({ textContent }) =>
    textContent.replace("Nothing is missing", "").trim(),
  );
  expect(words).toEqual([
    "20 August – 4 November 2025: plays may be missing",
    "1 January 2017 – 1 January 2018: plays are missing",
  ]);
  expect(gaps.textContent).toMatch(/An export that covers the time closes a gap/);
  expect(gaps.textContent).toMatch(/skipped tracks leave\s+neither a play nor a gap/);
});

it("a gap in which nothing is missing can be closed by saying so, and that undone", async () => {
  const complete = [{ fromSecs: at("2020-03-01T10:00:00Z"), toSecs: at("2020-03-05T10:00:00Z") }];
  const { user, asked } = await library({
    archive: () => Promise.resolve(ok(archive({ complete }))),
    callComplete: () => Promise.resolve(ok(null)),
    takeBackComplete: () => Promise.resolve(ok(null)),
  });
  const gaps = await region("2 gaps");
  await user.click(within(gaps).getByRole("button", { name: /^Nothing is missing: .* 2025$/ }));
  const time = { fromSecs: at("2025-08-20T10:00:00Z"), toSecs: at("2025-11-04T19:30:00Z") };
  expect(asked("callComplete")).toEqual([["callComplete", time]]);

  const decided = within(gaps).getByRole("list", { name: "Times in which nothing is missing" });
  expect(decided.textContent).toContain("nothing is missing, as you decided");
  await user.click(within(decided).getByRole("button", { name: /^Undo: nothing is missing, / }));
  expect(asked("takeBackComplete")).toEqual([["takeBackComplete", complete[0]]]);
});

it("says that the archive is on a network drive, and what that means", async () => {
  await library({
    archive: () => Promise.resolve(ok({ ...archive(), onNetworkDrive: true })),
  });
  const file = await region("Archive file");
  expect(file.textContent).toContain("on a network drive");
  expect(file.textContent).toMatch(/Never have it open on two computers/);
  expect(file.textContent).not.toContain("on this computer and nowhere else");
});

it("restores a backup after it said what becomes of what is there", async () => {
  const { user, asked } = await library({
    previewRestore: () => Promise.resolve(ok({ goes: 1, comesBack: 3_204 })),
    restoreBackup: () => Promise.resolve(ok(null)),
  });
  await user.click(await button("Restore the backup of 10 July 2026, 14:01"));
  const dialog = await screen.findByRole("dialog", { name: "Restore this backup?" });
  expect(dialog.textContent).toMatch(/A backup of the archive as it is now is kept/);
  expect(dialog.textContent).toMatch(/Plays recorded since then are kept/);
  await expect
    .poll(() => dialog.textContent)
    .toMatch(/1 play\s+goes, and\s+3,204 plays\s+come\s+back/);
  expect(asked("previewRestore")).toEqual([["previewRestore", "archive-2026-07-10.db"]]);
  expect(asked("restoreBackup")).toHaveLength(0);
  await user.click(within(dialog).getByRole("button", { name: "Restore it" }));
  expect(asked("restoreBackup")).toEqual([["restoreBackup", "archive-2026-07-10.db"]]);
  expect(await screen.findByText("The backup is in place again.")).toBeTruthy();
});

it("backs up when asked to, once, and says when that fails", async () => {
  const slow = later<Backup>();
  const { user, asked } = await library({ backUp: () => slow.answer });
  await user.dblClick(await button("Back up now"));
  expect(await button("Backing up")).toBeTruthy();
  expect(asked("backUp")).toHaveLength(1);
  slow.arrive(failed({ kind: "diskFull" }));
  expect(await region("The disk is full")).toBeTruthy();
});

it("saves everything in the shape that was asked for, and says where", async () => {
  const { user, asked } = await library({
    exportHistory: () => Promise.resolve(ok({ path: "/home/maren/all.parquet", plays: 252_508 })),
  });
  await user.click(await button("Save everything as Parquet"));
  expect(asked("exportHistory")).toEqual([["exportHistory", "parquet"]]);
  expect(await screen.findByText("/home/maren/all.parquet")).toBeTruthy();
});

it("a file that could not be written is tried again in the same shape", async () => {
  const answers = [failed({ kind: "exportFailed", why: "The folder is gone." }), ok(null)];
  const { user, asked } = await library({
    exportHistory: () => Promise.resolve(answers.shift() ?? ok(null)),
  });
  await user.click(await button("Save everything as CSV"));
  await user.click(await button("Try another place"));
  expect(asked("exportHistory")).toEqual([
    ["exportHistory", "csv"],
    ["exportHistory", "csv"],
  ]);
  expect(screen.queryByText("The folder is gone.")).toBeNull();
});

it("shows where the file lies", async () => {
  const { user, asked } = await library({ showArchive: () => Promise.resolve(ok(null)) });
  const file = await region("Archive file");
  expect(file.textContent).toContain("/home/maren/.local/share/tonearm/archive.db");
  expect(file.textContent).toContain("44\u00a0MB");
  await user.click(within(file).getByRole("button", { name: "Show in folder" }));
  expect(asked("showArchive")).toHaveLength(1);
});

it("reads the archive and its totals again when it changed", async () => {
  const overviews: ArchiveOverview[] = [archive(), archive({ plays: 252_509 })];
  const totals = [archiveTotals, { ...archiveTotals, tracks: 31_205 }];
  const { shell } = await library({
    archive: () => Promise.resolve(ok(overviews.shift() ?? archive())),
    archiveTotals: () => Promise.resolve(ok(totals.shift() ?? archiveTotals)),
  });
  await screen.findByText("252,508");
  await screen.findByText("31,204");
  shell.emit.archive();
  expect(await screen.findByText("252,509")).toBeTruthy();
  expect(await screen.findByText("31,205")).toBeTruthy();
});

it("shows the plays before the totals are there, and says when those can't be read", async () => {
  const answers = [failed({ kind: "archiveBusy" }), ok(archiveTotals)];
  const { user } = await library({
    archiveTotals: () => Promise.resolve(answers.shift() ?? ok(archiveTotals)),
  });
  expect(await region("Another program holds the archive")).toBeTruthy();
  expect((await heading()).textContent).toMatch(/252,508\s+plays/);
  expect(screen.getByRole("list", { name: "Among them" }).textContent).toMatch(/…\s+tracks/);
  await user.click(await button("Try again"));
  expect(await screen.findByText("31,204")).toBeTruthy();
});

it("no other screen has the whole history read for the totals", async () => {
  const { asked } = await open("#/recent", {
    status: () => Promise.resolve(ok(status({ archivePlays: 252_508 }))),
    archive: () => Promise.resolve(ok(archive())),
  });
  await expect.poll(() => asked("archive")).toHaveLength(1);
  expect(asked("archiveTotals")).toEqual([]);
});

it("an archive that does not open is the whole screen, with one thing to do", async () => {
  const answers = [failed({ kind: "archiveBusy" }), ok(archive())];
  const { user } = await library({
    archive: () => Promise.resolve(answers.shift() ?? ok(archive())),
  });
  expect(await region("Another program holds the archive")).toBeTruthy();
  await user.click(await button("Try again"));
  expect(await screen.findByText("252,508")).toBeTruthy();
});

it("says that the sample's library is the sample's", async () => {
  await library({
    status: () => Promise.resolve(ok(nobody({ sample: true, archivePlays: 252_508 }))),
  });
  expect(await screen.findByText("The sample's library.")).toBeTruthy();
  expect(await screen.findByText("252,508")).toBeTruthy();
});

const damage = {
  kind: "setAside" as const,
  aside: "damaged-2026-11-21.db",
  backup: backup("good.db", at("2026-11-20T06:00Z")),
};
const damaged = { archive: () => Promise.resolve(ok(emptyArchive({ damage }))) };

it("damage is told with the newest good backup one press away", async () => {
  const { user, asked } = await library({
    ...damaged,
    restoreBackup: () => Promise.resolve(ok(null)),
  });
  const note = await region("The archive was damaged");
  expect(note.textContent).toContain("damaged-2026-11-21.db");
  expect(note.textContent).toContain("Nothing was deleted");
  expect(note.textContent).toContain("20 November 2026, 07:00");
  // It is the screen's headline, and nothing else on the screen is as urgent.
  const headlines = screen.getAllByRole("heading", { level: 1 });
  expect(headlines.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining("Your last backup is from"),
  ]);
  expect(document.querySelectorAll(".btn.primary")).toHaveLength(1);
  await user.click(within(note).getByRole("button", { name: "Restore that backup" }));
  expect(asked("restoreBackup")).toEqual([["restoreBackup", "good.db"]]);
});

const kept = (name: string, more: Partial<Backup>) => ({
  ...backup(name, at("2026-11-20T06:00Z")),
  ...more,
});

it("says what each backup is kept as and what it holds", async () => {
  const backups = [
    kept("a", {}),
    kept("b", { tier: "weekly" }),
    kept("c", { tier: "monthly", fullest: true }),
    kept("d", { why: "beforeUndo", tier: null, content: null }),
  ];
  await library({ archive: () => Promise.resolve(ok(archive({ backups }))) });
  const list = await screen.findByRole("list", { name: "Backups" });
  const [daily, weekly, monthly, undo] = within(list)
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent);
  expect(daily).toMatch(
    /daily backup, 43\u00a0MB\s*252,000 plays, 14 October 2013 – 20 November 2026/,
  );
  expect(weekly).toContain("weekly backup, ");
  expect(monthly).toContain("monthly backup, has the most plays, ");
  expect(undo).toMatch(/before an undo, 43\u00a0MB\s*can't be read/);
});

const of = (kind: "missing" | "altered") => archive({ damage: { ...damage, kind, aside: null } });

it("a missing archive and one that changed by itself are told as what they are", async () => {
  const overviews = [of("missing"), of("altered")];
  const next = () => Promise.resolve(ok(overviews.shift() ?? of("altered")));
  const { shell } = await library({ archive: next });
  expect((await region("The archive is missing")).textContent).toMatch(/there are backups of it/);
  shell.emit.archive();
  const note = await region("The archive is damaged");
  expect(note.textContent).toMatch(/not everything in it is as it was written/);
});

it("goes on without what was damaged", async () => {
  const overviews = [emptyArchive({ damage: { ...damage, backup: null } }), emptyArchive()];
  const { user, asked } = await library({
    archive: () => Promise.resolve(ok(overviews.shift() ?? emptyArchive())),
    dismissDamage: () => Promise.resolve(ok(null)),
  });
  const note = await region("The archive was damaged");
  expect(within(note).queryByRole("button", { name: "Restore that backup" })).toBeNull();
  await user.click(within(note).getByRole("button", { name: "Go on without it" }));
  expect(asked("dismissDamage")).toHaveLength(1);
  await expect.poll(() => screen.queryByRole("region", { name: /damaged/ })).toBeNull();
});

it("damage is told on other screens too, and by the first screen's stand-in", async () => {
  const { shell } = await open("#/settings", {
    ...damaged,
    status: () => Promise.resolve(ok(status())),
  });
  const link = await screen.findByRole("link", { name: "See what can be done" });
  expect(link.getAttribute("href")).toBe("#/library");
  shell.emit.status(nobody());
  location.hash = "#/recent";
  window.dispatchEvent(new Event("hashchange"));
  expect(await region("The archive was damaged")).toBeTruthy();
});
