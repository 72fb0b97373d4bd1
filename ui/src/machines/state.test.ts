import { expect, it, vi } from "vitest";
import type { OtherMachines } from "../shell/bindings";
import { alone, together } from "../testing/machines";
import { failed, fakeShell, later, ok } from "../testing/shell";
import { MachinesState } from "./state.svelte";

function started(answers: Parameters<typeof fakeShell>[0]) {
  const shell = fakeShell(answers);
  const state = new MachinesState(shell);
  const events = { brought: vi.fn<() => void>(), notify: vi.fn<(text: string) => void>() };
  state.start(events);
  return { shell, state, events };
}

it("what an event told is newer than an answer on its way", async () => {
  const slow = later<OtherMachines>();
  const { shell, state } = started({ otherMachines: () => slow.answer });
  const loading = state.load();
  shell.emit.machines({ machines: together(), brought: false });
  slow.arrive(ok(alone));
  await loading;
  expect(state.current?.remote?.address).toBe("/home/ada/Sync/Tonearm");
});

it("an exchange that ended before the answer that began it is not shown as running", async () => {
  const slow = later<OtherMachines>();
  const { shell, state } = started({ addRemote: () => slow.answer });
  state.useDatabase();
  if (state.form?.kind !== "database") throw new Error("no form");
  const saving = state.form.save();
  shell.emit.machines({ machines: together({}, { revision: 9 }), brought: false });
  const running = { done: 0, total: 0, stopping: false };
  slow.arrive(ok(together({}, { running, revision: 8 })));
  await saving;
  expect(state.current?.running).toBeNull();
  expect(state.form).toBeNull();
});

it("has what shows plays asked again when an exchange brought something, and not otherwise", () => {
  const { shell, events } = started({});
  shell.emit.machines({ machines: together(), brought: false });
  expect(events.brought).not.toHaveBeenCalled();
  shell.emit.machines({ machines: together(), brought: true });
  expect(events.brought).toHaveBeenCalledTimes(1);
});

it("a password that was typed goes when the screen is left", async () => {
  const { state } = started({});
  state.useDatabase();
  const { form } = state;
  if (form?.kind !== "database") throw new Error("no form");
  form.password = "secret";
  state.leave();
  expect(state.form).toBeNull();
});

it("a place whose password stays in the keychain is removed all the same", async () => {
  const what = "The password may still be in the keychain.";
  const { state, events } = started({
    removeRemote: () => Promise.resolve(failed({ kind: "unexpected", what })),
    otherMachines: () => Promise.resolve(ok(alone)),
  });
  expect(await state.remove()).toBe(false);
  await vi.waitFor(() => expect(state.current?.remote).toBeNull());
  expect(state.removing.error).toEqual({ kind: "unexpected", what });
  expect(events.notify).not.toHaveBeenCalled();
});
