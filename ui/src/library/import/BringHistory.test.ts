// History comes in: from the first screen, by dropping it anywhere, with or without an account.

import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { archive, emptyArchive, report, running } from "../../testing/archive";
import { failed, nobody, ok, play, recentPlays, topTracks } from "../../testing/shell";
import { button, heading, open } from "../../testing/window";
import { ruleSentence } from "../../words/rule";

const nobodyHere = { status: () => Promise.resolve(ok(nobody())) };
const importable = {
  archive: () => Promise.resolve(ok(emptyArchive())),
  importStatus: () => Promise.resolve(ok(null)),
  importHistory: () => Promise.resolve(ok(null)),
};

it("the first screen has three ways, and one of them is to bring a history", async () => {
  await open("", { ...nobodyHere, ...importable });
  await heading();
  const ways = screen.getAllByRole("heading", { level: 2 }).map((each) => each.textContent);
  expect(ways).toEqual(["Bring your history", "Connect Spotify", "Look around with sample data"]);
});

it("the first screen says by which days and which rule plays are counted, and where to change both", async () => {
  const current = nobody({ zone: "Europe/Vienna" });
  await open("", { ...importable, status: () => Promise.resolve(ok(current)) });
  const said = (await screen.findByText(/Days go by/)).textContent.replace(/\s+/g, " ").trim();
  const rule = ruleSentence(current.settings.rule);
  expect(said).toBe(`Days go by Europe/Vienna. ${rule} Both can be changed later, in Settings.`);
  expect(screen.getByRole("link", { name: "Settings" }).getAttribute("href")).toBe("#/settings");
});

it("from the first screen to the report, with no account", async () => {
  const { user, shell, asked } = await open("", {
    ...nobodyHere,
    ...importable,
    chooseHistory: () => Promise.resolve(ok(7)),
  });
  await user.click(await button("Choose files"));
  expect(asked("importHistory")).toEqual([["importHistory", 7]]);
  expect(location.hash).toBe("#/library");
  shell.emit.imported(running);
  expect(await screen.findByRole("progressbar")).toBeTruthy();
  shell.emit.imported({ kind: "done", report });
  shell.emit.status(nobody({ archivePlays: 179_852 }));
  expect(await screen.findByRole("region", { name: "Every row" })).toBeTruthy();
});

it("asks for the status after an import, whether or not it is sent one", async () => {
  const statuses = [nobody(), nobody({ archivePlays: 179_852 })];
  const { app, shell } = await open("#/library", {
    ...importable,
    status: () => Promise.resolve(ok(statuses.shift() ?? nobody())),
  });
  expect(app.status.empty).toBe(true);
  shell.emit.imported(running);
  shell.emit.imported({ kind: "done", report });
  await expect.poll(() => app.status.empty).toBe(false);
});

it("a cancelled dialog leaves the first screen as it is", async () => {
  const { user, asked } = await open("", {
    ...nobodyHere,
    ...importable,
    chooseHistory: () => Promise.resolve(ok(null)),
  });
  await user.click(await button("Choose a folder"));
  expect(asked("chooseHistory")).toEqual([["chooseHistory", true]]);
  expect(asked("importHistory")).toHaveLength(0);
  expect((await heading()).textContent).toBe("Drop the needle");
});

it("says in place why the dialog did not open", async () => {
  const { user } = await open("", {
    ...nobodyHere,
    ...importable,
    chooseHistory: () => Promise.resolve(failed({ kind: "unexpected", what: "No dialog." })),
  });
  await user.click(await button("Choose files"));
  expect((await screen.findByRole("alert")).textContent).toContain("That did not work");
});

it("files over any screen make the window the place to drop them", async () => {
  const { shell, asked } = await open("#/top/tracks/year", {
    ...importable,
    topTracks: () => Promise.resolve(ok(topTracks("Blue Enamel"))),
  });
  await screen.findByRole("list", { name: "Top tracks" });
  shell.emit.files({ over: true, dropped: null });
  expect(await screen.findByText("Drop it here")).toBeTruthy();
  shell.emit.files({ over: false, dropped: 1 });
  expect(location.hash).toBe("#/library");
  expect(asked("importHistory")).toEqual([["importHistory", 1]]);
  await expect.poll(() => screen.queryByText("Drop it here")).toBeNull();
});

it("files that leave the window again start nothing", async () => {
  const { shell, asked } = await open("#/settings", importable);
  shell.emit.files({ over: true, dropped: null });
  await screen.findByText("Drop it here");
  shell.emit.files({ over: false, dropped: null });
  await expect.poll(() => screen.queryByText("Drop it here")).toBeNull();
  expect(asked("importHistory")).toHaveLength(0);
  expect(location.hash).toBe("#/settings");
});

it("says why a dropped file was not taken", async () => {
  const { shell } = await open("#/settings", {
    ...importable,
    importHistory: () => Promise.resolve(failed({ kind: "importRunning" })),
  });
  shell.emit.files({ over: false, dropped: 1 });
  expect(await screen.findByRole("region", { name: "An import is running already" })).toBeTruthy();
});

it("other screens tell how far an import is, and how it ended", async () => {
  const { shell } = await open("#/settings", importable);
  shell.emit.imported(running);
  const link = await screen.findByRole("link", { name: "Importing 63\u00a0%" });
  expect(link.getAttribute("href")).toBe("#/library");
  shell.emit.imported({ kind: "done", report });
  expect(
    await screen.findByText("“my_spotify_data.zip” is in your library, 179,852 plays added."),
  ).toBeTruthy();
});

const kept = {
  ...importable,
  status: () => Promise.resolve(ok(nobody({ archivePlays: 252_508 }))),
  archive: () => Promise.resolve(ok(archive())),
};

it("with plays and no account, Recent shows them and says that recording needs a sign-in", async () => {
  const rows = [play("Blue Enamel", 1_700_000_000)];
  await open("#/recent", {
    ...kept,
    recent: () =>
      Promise.resolve(ok(recentPlays(rows, { fetchedSecs: null, error: { kind: "signedOut" } }))),
  });
  const list = await screen.findByRole("list", { name: "Tuesday 14 November 2023" });
  expect(within(list).getByText("Blue Enamel")).toBeTruthy();
  expect(screen.getByText(/Nothing new is recorded: that needs a sign-in/)).toBeTruthy();
  expect(screen.queryByRole("region", { name: "You are signed out" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Sync now" })).toBeNull();
});

it("with plays and no account, Top says that it needs a sign-in, and asks nobody", async () => {
  const { user, asked } = await open("#/top/tracks/year", kept);
  const note = await screen.findByRole("region", { name: "Top needs a sign-in" });
  expect(within(note).getAllByRole("button")).toHaveLength(1);
  expect(asked("topTracks")).toHaveLength(0);
  await user.click(within(note).getByRole("button", { name: "Connect Spotify" }));
  expect(location.hash).toBe("#/connect");
});

it("the command list imports and backs up", async () => {
  const { user, asked } = await open("#/library", {
    ...kept,
    chooseHistory: () => Promise.resolve(ok(null)),
  });
  await user.keyboard("{Control>}k{/Control}");
  const dialog = await screen.findByRole("dialog", { name: "Commands" });
  await user.type(within(dialog).getByRole("combobox"), "import folder{Enter}");
  await expect.poll(() => asked("chooseHistory")).toEqual([["chooseHistory", true]]);
});
