import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { expect, it } from "vitest";
import type { OtherMachines, RemoteProblem } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { library, region } from "../testing/library";
import { alone, exchangedSecs, lastExchange, together } from "../testing/machines";
import { failed, nobody, ok } from "../testing/shell";
import { button } from "../testing/window";

const machines = (told: OtherMachines, more: Partial<Shell> = {}) =>
  library({ otherMachines: () => Promise.resolve(ok(told)), ...more });
const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name);
const refused = (problem: RemoteProblem) =>
  Promise.resolve(failed({ kind: "remoteFailed", problem }));
const section = () => region("Other machines");

it("says what it is for, and has two ways to begin", async () => {
  await machines(alone);
  const told = await section();
  expect(told.textContent).toContain("can have the same history");
  expect(within(told).getByRole("button", { name: "Choose a folder…" })).toBeTruthy();
  expect(within(told).getByRole("button", { name: "Use a database…" })).toBeTruthy();
});

it("the sample has none", async () => {
  await machines(alone, {
    status: () => Promise.resolve(ok(nobody({ archivePlays: 9, sample: true }))),
  });
  await region("Backups");
  expect(screen.queryByRole("region", { name: "Other machines" })).toBeNull();
});

it("a folder is chosen, checked and kept under a name for this machine", async () => {
  const { user, asked } = await machines(alone, {
    chooseSharedFolder: () => Promise.resolve(ok({ choice: 3, path: "/home/ada/Sync" })),
    addRemote: () => Promise.resolve(ok(together())),
  });
  await user.click(await button("Choose a folder…"));
  const name = await field("This machine is called");
  expect(screen.getByText("/home/ada/Sync")).toBeTruthy();
  expect(name.value).toBe("study-pc");
  await user.clear(name);
  await user.type(name, "desk");
  await user.click(await button("Use this folder"));
  expect(asked("addRemote")).toEqual([
    ["addRemote", { kind: "folder", choice: 3 }, null, null, "desk"],
  ]);
  expect(await screen.findByText("/home/ada/Sync/Tonearm")).toBeTruthy();
  expect(screen.queryByLabelText("This machine is called")).toBeNull();
});

it("a database that refuses says why, and keeps what was typed", async () => {
  const { user } = await machines(alone, {
    addRemote: () => refused({ kind: "wrongPassword", server: "attic.lan:5432", user: "music" }),
  });
  await user.click(await button("Use a database…"));
  await user.type(await field("Host"), "attic.lan");
  await user.type(await field("Database"), "tonearm");
  await user.type(await field("User"), "music");
  await user.type(await field("Password"), "wrong{Enter}");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The password is not right");
  expect(alert.textContent).toContain("attic.lan:5432 does not let music in");
  expect((await field("Host")).value).toBe("attic.lan");
});

it("whoever has a database of several chooses who they are", async () => {
  const listeners = [
    { id: "0a0a0a0a", name: "Ada" },
    { id: "0b0b0b0b", name: "Bea" },
  ];
  const { user, asked } = await machines(alone, {
    addRemote: (_, __, listener) =>
      listener === null
        ? refused({ kind: "severalListeners", listeners })
        : Promise.resolve(ok(together({ kind: "database", listener }))),
  });
  await user.click(await button("Use a database…"));
  await user.click(await button("Enter an address instead"));
  await user.type(await field("Address"), "postgres://music@attic.lan/tonearm{Enter}");
  const bea = await screen.findByRole("radio", { name: /Bea/ });
  expect(screen.queryByRole("alert")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: /Ada/ }));
  await user.click(bea);
  await user.click(await button("Check and use it"));
  const place = { kind: "url", url: "postgres://music@attic.lan/tonearm" };
  expect(asked("addRemote").at(-1)).toEqual(["addRemote", place, null, "0b0b0b0b", "study-pc"]);
});

it("lists the machines, this one marked, and what the last exchange brought", async () => {
  await machines(together());
  const told = await section();
  const listed = within(within(told).getByRole("list", { name: "Machines" }));
  const [mine, other] = listed.getAllByRole("listitem");
  expect(mine?.textContent).toMatch(/study-pc\s+this machine/);
  expect(other?.textContent).toMatch(/travel laptop\s+exchanged last:/);
  expect(told.textContent).toContain("1,234 rows sent, 1 row received");
});

it("exchanges when asked, and stops", async () => {
  const answers = {
    exchangeNow: () => Promise.resolve(ok(null)),
    stopExchange: () => Promise.resolve(ok(null)),
  };
  const { user, asked, shell } = await machines(together(), answers);
  await user.click(await button("Exchange now"));
  expect(asked("exchangeNow")).toHaveLength(1);
  const running = { done: 3, total: 12, stopping: false };
  shell.emit.machines({ machines: together({}, { running }), brought: false });
  const bar = await screen.findByRole("progressbar", { name: "Exchange" });
  expect(bar.getAttribute("aria-valuetext")).toBe("3 of 12 parts");
  await user.click(await button("Stop"));
  expect(asked("stopExchange")).toHaveLength(1);
});

it("names a folder that is gone, what to do, and when it is tried again", async () => {
  const failure = {
    kind: "remoteFailed",
    problem: { kind: "folderMissing", folder: "/media/stick" },
  } as const;
  await machines(together({ failure, retrySecs: exchangedSecs }));
  const told = await section();
  expect(told.textContent).toContain("The folder is not there");
  expect(told.textContent).toContain("/media/stick is gone");
  expect(told.textContent).toContain("Tonearm tries again");
});

it("a password that is no longer right is entered again", async () => {
  const failure = {
    kind: "remoteFailed",
    problem: { kind: "wrongPassword", server: "attic.lan:5432", user: "music" },
  } as const;
  const address = "postgres://music@attic.lan/tonearm";
  const { user, asked } = await machines(
    together({ kind: "database", address, listener: "me", failure }),
  );
  await user.click(await button("Correct the address or the password…"));
  expect((await field("Address")).value).toBe(address);
  await user.type(await field("Password"), "right{Enter}");
  expect(asked("addRemote")).toEqual([
    ["addRemote", { kind: "url", url: address }, "right", "me", "study-pc"],
  ]);
});

it("is removed after a question that says what stays where", async () => {
  const { user, asked } = await machines(together(), {
    removeRemote: () => Promise.resolve(ok(alone)),
  });
  await user.click(await button("Remove…"));
  const dialog = await screen.findByRole("dialog", { name: "Remove this folder?" });
  expect(dialog.textContent).toContain("stay in its archive");
  expect(dialog.textContent).toContain("/home/ada/Sync/Tonearm");
  await user.click(within(dialog).getByRole("button", { name: "Remove it" }));
  expect(asked("removeRemote")).toHaveLength(1);
  expect(await button("Choose a folder…")).toBeTruthy();
});

it("axe finds nothing wrong", async () => {
  const mismatches = ["source 12: the remote has 3 rows of it and this machine 4"];
  const { user } = await machines(
    together({ kind: "database", password: "thisRunOnly", last: lastExchange({ mismatches }) }),
  );
  await user.click(await button("Remove…"));
  await user.click(await button("Cancel"));
  const rules = { "color-contrast": { enabled: false }, "target-size": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
