import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, expect, it } from "vitest";
import { setUsualRule, usualRule } from "../navigation/rule.svelte";
import { defaultCountingRule, type Settings } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { failed, ok, status } from "../testing/shell";
import { button, open } from "../testing/window";

const chosen = (changes: Partial<Settings>) => ({
  settings: { ...status().settings, ...changes },
});
const settings = (answers: Partial<Shell> = {}, now = status()) =>
  open("#/settings", { status: () => Promise.resolve(ok(now)), ...answers });
const box = (name: string) => screen.findByRole<HTMLInputElement>("checkbox", { name });

afterEach(() => setUsualRule(defaultCountingRule));

it("starts at login once that is asked for", async () => {
  const { user, asked } = await settings({
    setStartAtLogin: (on) => Promise.resolve(ok(status({ startsAtLogin: on, revision: 1 }))),
  });
  const start = await box("Start Tonearm when I log in");
  expect(start.checked).toBe(false);
  await user.click(start);
  expect(asked("setStartAtLogin")).toEqual([["setStartAtLogin", true]]);
  expect(start.checked).toBe(true);
});

it("stays off where the system refuses, and says why", async () => {
  const what = "The system did not take it: no room.";
  const { user } = await settings({
    setStartAtLogin: () => Promise.resolve(failed({ kind: "unexpected", what })),
  });
  const start = await box("Start Tonearm when I log in");
  await user.click(start);
  expect(await screen.findByText(/The system did not take it: no room/)).toBeTruthy();
  expect(start.checked).toBe(false);
});

it("says where it can't be changed", async () => {
  await settings({}, status({ startsAtLogin: null }));
  expect(await screen.findByText(/The system's own settings can/)).toBeTruthy();
  expect(screen.queryByRole("checkbox", { name: "Start Tonearm when I log in" })).toBeNull();
});

it("turns each notification on by itself", async () => {
  const gaps = { signIn: false, gaps: true, week: false, milestones: false };
  const { user, asked } = await settings({
    setNotifications: (notifications) =>
      Promise.resolve(ok(status({ ...chosen({ notifications }), revision: 1 }))),
  });
  await user.click(await box("Plays are missing"));
  expect(asked("setNotifications")).toEqual([["setNotifications", gaps]]);
  expect((await box("Plays are missing")).checked).toBe(true);
  expect((await box("The week is over")).checked).toBe(false);
  await user.click(await box("The week is over"));
  expect(asked("setNotifications")[1]).toEqual(["setNotifications", { ...gaps, week: true }]);
});

it("lets another time zone count, and the computer's again", async () => {
  const { user, asked } = await settings({
    setZone: (zone) =>
      Promise.resolve(
        ok(status({ ...chosen({ zone }), zone: zone ?? "Europe/Berlin", revision: zone ? 1 : 2 })),
      ),
  });
  const zones = await screen.findByRole<HTMLSelectElement>("combobox", {
    name: /A day begins at midnight/,
  });
  expect(
    within(zones).getByRole("option", { name: /this computer's.*Europe\/Berlin/ }),
  ).toBeTruthy();
  await user.selectOptions(zones, "Pacific/Auckland");
  expect(zones.value).toBe("Pacific/Auckland");
  await user.selectOptions(zones, "");
  expect(asked("setZone")).toEqual([
    ["setZone", "Pacific/Auckland"],
    ["setZone", null],
  ]);
});

it("counts by another rule wherever nothing else is asked for", async () => {
  const { user, asked } = await settings({
    setCountingRule: (rule) => Promise.resolve(ok(status({ ...chosen({ rule }), revision: 1 }))),
  });
  await user.click(await screen.findByRole("radio", { name: /to its end/ }));
  expect(asked("setCountingRule")).toEqual([["setCountingRule", { kind: "toTheEnd" }]]);
  expect(usualRule()).toEqual({ kind: "toTheEnd" });
});

it("copies diagnostics and says so", async () => {
  const { user, asked } = await settings({ copyDiagnostics: () => Promise.resolve(ok(null)) });
  await user.click(await button("Copy diagnostics"));
  expect(asked("copyDiagnostics")).toHaveLength(1);
  expect(await screen.findByText("Copied. Paste it into your report.")).toBeTruthy();
});

it("looks for a newer version only in a package that can update itself", async () => {
  await settings();
  await button("Quit Tonearm");
  expect(screen.queryByRole("button", { name: "Check for updates" })).toBeNull();
});

it("says that this is the newest version", async () => {
  const { user } = await settings(
    { checkForUpdate: () => Promise.resolve(ok("upToDate")) },
    status({ updatesItself: true }),
  );
  await user.click(await button("Check for updates"));
  expect(await screen.findByText("This is the newest version.")).toBeTruthy();
});

it("is accessible", async () => {
  await settings();
  await box("Plays are missing");
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
