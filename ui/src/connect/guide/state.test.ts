import { expect, it } from "vitest";
import type { SetupCheck, Status } from "../../shell/bindings";
import { AppStatus } from "../../shell/status.svelte";
import { fakeShell, later, nobody, ok } from "../../testing/shell";
import { GuideState } from "./state.svelte";

const [old, next] = ["a".repeat(32), "b".repeat(32)];

const soon = () => new Promise((resolve) => setTimeout(resolve));

function guide() {
  const savings = [later<Status>(), later<Status>()];
  const check = later<SetupCheck>();
  let saved = 0;
  const shell = fakeShell({
    setClientId: () => (savings[saved++] ?? later<Status>()).answer,
    checkSetup: () => check.answer,
  });
  const state = new GuideState(shell, new AppStatus(shell));
  const asked = (name: string) => shell.asked.filter(([each]) => each === name);
  return { state, savings, check, asked };
}

it("what is typed while a check runs stays, and that check ends there", async () => {
  const { state, savings, asked } = guide();
  state.editClientId(old);
  const checked = state.checkSetup();
  state.editClientId(next);
  savings[0]?.arrive(ok(nobody({ clientId: old })));
  await checked;
  expect(state.clientId).toBe(next);
  expect(asked("checkSetup")).toHaveLength(0);
});

it("a second check waits for the first, so that the newer Client ID is saved last", async () => {
  const { state, savings, check, asked } = guide();
  state.editClientId(old);
  const first = state.checkSetup();
  await soon();
  state.editClientId(next);
  const second = state.checkSetup();
  await soon();
  expect(asked("setClientId")).toEqual([["setClientId", old]]);
  savings[0]?.arrive(ok(nobody({ clientId: old })));
  await first;
  savings[1]?.arrive(ok(nobody({ clientId: next, revision: 1 })));
  check.arrive(ok("ready"));
  await second;
  expect(asked("setClientId")).toEqual([
    ["setClientId", old],
    ["setClientId", next],
  ]);
  expect(asked("checkSetup")).toHaveLength(1);
  expect(state.steps).toEqual(["right", "right", "right"]);
});

it("pressed twice, it checks once", async () => {
  const { state, asked } = guide();
  state.editClientId(old);
  void state.checkSetup();
  void state.checkSetup();
  await soon();
  expect(asked("setClientId")).toHaveLength(1);
});
