import { expect, it } from "vitest";
import { fakeShell, later, ok, status } from "../testing/shell";
import type { Status } from "./bindings";
import { AppStatus } from "./status.svelte";

const settings = (theme: "dark" | "light") => ({ ...status().settings, theme });

it("keeps the newer of two statuses, whichever comes later", async () => {
  const slow = later<Status>();
  const shell = fakeShell({ status: () => slow.answer });
  const appStatus = new AppStatus(shell);
  const started = appStatus.start(() => {});
  shell.emit.status(status({ revision: 2, settings: settings("light") }));

  slow.arrive(ok(status({ revision: 1, settings: settings("dark") })));
  await started;

  expect(appStatus.current?.settings.theme).toBe("light");
});
