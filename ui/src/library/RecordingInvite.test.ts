// With nothing kept yet, the Library says how recording goes on, and offers to start it at login.

import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { emptyArchive } from "../testing/archive";
import { library, region } from "../testing/library";
import { failed, nobody, ok, status } from "../testing/shell";
import { button } from "../testing/window";

const startAtLogin = "Start Tonearm when I log in";
const empty = (now: ReturnType<typeof status>) => ({
  status: () => Promise.resolve(ok(now)),
  archive: () => Promise.resolve(ok(emptyArchive())),
});

it("offers to start at login where somebody is signed in, once", async () => {
  const { user, asked } = await library({
    ...empty(status({ startsAtLogin: false })),
    setStartAtLogin: (on) => Promise.resolve(ok(status({ startsAtLogin: on, revision: 1 }))),
  });
  expect((await region("From now on")).textContent).toContain("In the tray, without a window");
  await user.click(await button(startAtLogin));
  expect(asked("setStartAtLogin")).toEqual([["setStartAtLogin", true]]);
  await expect.poll(() => screen.queryByRole("button", { name: startAtLogin })).toBeNull();
});

it("keeps the offer when the system refused", async () => {
  const { user } = await library({
    ...empty(status({ startsAtLogin: false })),
    setStartAtLogin: () => Promise.resolve(failed({ kind: "unexpected", what: "No." })),
  });
  await user.click(await button(startAtLogin));
  expect(await button(startAtLogin)).toBeTruthy();
});

it.each([
  ["it does so already", status({ startsAtLogin: true })],
  ["that can't be told", status({ startsAtLogin: null })],
  ["this is the sample", status({ startsAtLogin: false, sample: true })],
  ["nobody is signed in", nobody({ startsAtLogin: false })],
])("offers nothing of the kind where %s", async (_, now) => {
  await library(empty(now));
  await region("From now on");
  expect(screen.queryByRole("button", { name: startAtLogin })).toBeNull();
});
