import { expect, it, vi } from "vitest";
import type { ImportStatus } from "../../shell/bindings";
import type { Shell } from "../../shell/shell";
import { report, running } from "../../testing/archive";
import { failed, fakeShell, later, ok } from "../../testing/shell";
import { ImportState } from "./state.svelte";

const done: ImportStatus = { kind: "done", report };

function importing(answers: Partial<Shell> = {}) {
  const shell = fakeShell({
    importHistory: () => Promise.resolve(ok(null)),
    importStatus: () => Promise.resolve(ok(running)),
    dismissImport: () => Promise.resolve(ok(null)),
    ...answers,
  });
  const events = { begun: vi.fn<() => void>(), ended: vi.fn<(status: ImportStatus) => void>() };
  const own = new ImportState(shell);
  own.start(events);
  const asked = (name: keyof Shell) => shell.asked.filter(([each]) => each === name);
  return { own, shell, events, asked };
}

it("chosen files are imported, a cancelled dialog imports nothing", async () => {
  const chosen = [ok(1), ok(null)];
  const { own, asked } = importing({
    chooseHistory: () => Promise.resolve(chosen.shift() ?? ok(null)),
  });
  await own.choose("folder");
  await own.choose("files");
  expect(asked("chooseHistory").map(([, folder]) => folder)).toEqual([true, false]);
  expect(asked("importHistory")).toEqual([["importHistory", 1]]);
  expect(own.percent).toBe(63);
});

it("dropped files are imported, files that only hang over the window are not", () => {
  const { own, shell, asked } = importing();
  shell.emit.files({ over: true, dropped: null });
  expect(own.dragged).toBe(true);
  expect(asked("importHistory")).toHaveLength(0);
  shell.emit.files({ over: false, dropped: 2 });
  expect(own.dragged).toBe(false);
  expect(asked("importHistory")).toEqual([["importHistory", 2]]);
});

it("never says that it is done before it is", () => {
  const { own, shell } = importing();
  shell.emit.imported({ ...running, doneKib: 214_000, stage: "writing" });
  expect(own.percent).toBe(99);
  shell.emit.imported({ ...running, doneKib: 0, totalKib: 0 });
  expect(own.percent).toBe(0);
});

it("says why an import was not begun", async () => {
  const { own } = importing({
    importHistory: () => Promise.resolve(failed({ kind: "importRunning" })),
  });
  await own.begin(1);
  expect(own.error).toEqual({ kind: "importRunning" });
});

it("no longer says that one is running when it has ended", async () => {
  const { own, shell } = importing({
    importHistory: () => Promise.resolve(failed({ kind: "importRunning" })),
  });
  shell.emit.imported(running);
  await own.begin(2);
  shell.emit.imported(done);
  expect(own.error).toBeNull();
});

it("says once that an import ended, and not of one that had ended before", () => {
  const { shell, events } = importing();
  shell.emit.imported(done);
  expect(events.ended).not.toHaveBeenCalled();
  shell.emit.imported(running);
  shell.emit.imported(done);
  expect(events.ended).toHaveBeenCalledExactlyOnceWith(done);
});

it("a report that was put away stays away, however often it is sent again", async () => {
  const { own, shell, asked } = importing();
  shell.emit.imported(running);
  shell.emit.imported(done);
  await own.dismiss();
  shell.emit.imported(done);
  expect(own.report).toBeNull();
  expect(asked("dismissImport")).toHaveLength(1);
});

it("an answer that was under way when the report was put away does not bring it back", async () => {
  const slow = later<ImportStatus | null>();
  const { own, shell } = importing({ importStatus: () => slow.answer });
  shell.emit.imported(done);
  const reading = own.read();
  await own.dismiss();
  slow.arrive(ok(done));
  await reading;
  expect(own.status).toBeNull();
});

it("the next import's report is shown, though it says the same", async () => {
  const { own, shell } = importing();
  shell.emit.imported(done);
  await own.dismiss();
  shell.emit.imported(running);
  shell.emit.imported(done);
  expect(own.report).toEqual(report);
});

it("news wins over an older question's answer", async () => {
  const slow = later<ImportStatus | null>();
  const { own, shell } = importing({ importStatus: () => slow.answer });
  const reading = own.read();
  shell.emit.imported(done);
  slow.arrive(ok(running));
  await reading;
  expect(own.report).toEqual(report);
});

it("does not put away what is still running", async () => {
  const { own, shell, asked } = importing();
  shell.emit.imported(running);
  await own.dismiss();
  expect(own.running).not.toBeNull();
  expect(asked("dismissImport")).toHaveLength(0);
});

it("imports the same files again when asked to", async () => {
  const { own, shell, asked } = importing();
  await own.begin(1);
  shell.emit.imported({ kind: "failed", name: "a.zip", error: { kind: "diskFull" } });
  expect(own.error).toEqual({ kind: "diskFull" });
  await own.retry();
  expect(asked("importHistory")).toHaveLength(2);
});

it("cancels once, however often it is pressed", async () => {
  const slow = later<null>();
  const { own, asked } = importing({ cancelImport: () => slow.answer });
  const both = [own.cancel(), own.cancel()];
  slow.arrive(ok(null));
  await Promise.all(both);
  expect(asked("cancelImport")).toHaveLength(1);
});
