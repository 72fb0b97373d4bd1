import { screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { HandedOver } from "../shell/bindings";
import { running } from "../testing/archive";
import { failed, nobody, ok, status } from "../testing/shell";
import { heading, open } from "../testing/window";

const handedOver = (...each: HandedOver[]) => ({
  takeHandedOver: () => Promise.resolve(ok(each.shift() ?? { files: null, signIn: false })),
});
const importing = {
  status: () => Promise.resolve(ok(nobody())),
  importHistory: () => Promise.resolve(ok(null)),
  importStatus: () => Promise.resolve(ok(running)),
};

it("files that Tonearm was started with are imported in the Library", async () => {
  const { app, asked } = await open("", {
    ...importing,
    ...handedOver({ files: 4, signIn: false }),
  });
  await waitFor(() => expect(asked("importHistory")).toEqual([["importHistory", 4]]));
  expect(app.screen).toBe("library");
});

it("files that are opened with a Tonearm that runs are imported, too", async () => {
  const { shell, asked } = await open("", {
    ...importing,
    ...handedOver({ files: null, signIn: false }, { files: 5, signIn: false }),
  });
  expect(asked("importHistory")).toEqual([]);
  shell.emit.handedOver();
  await waitFor(() => expect(asked("importHistory")).toEqual([["importHistory", 5]]));
});

it("a sign-in that an earlier run began ends here", async () => {
  const { app } = await open("#/connect", {
    status: () => Promise.resolve(ok(nobody())),
    finishSignIn: () => Promise.resolve(ok(status())),
    ...handedOver({ files: null, signIn: true }),
  });
  await waitFor(() => expect(app.status.current?.connection).toBe("signedIn"));
  expect(app.screen).toBe("top");
});

it("says why such a sign-in failed", async () => {
  await open("", {
    status: () => Promise.resolve(ok(nobody())),
    finishSignIn: () => Promise.resolve(failed({ kind: "signInCodeRejected" })),
    ...handedOver({ files: null, signIn: true }),
  });
  expect(await screen.findByRole("dialog")).toBeTruthy();
});

it("an answer that nobody waits for leaves a word and no dialog", async () => {
  await open("", {
    status: () => Promise.resolve(ok(nobody())),
    finishSignIn: () => Promise.resolve(failed({ kind: "signInNotOurs" })),
    ...handedOver({ files: null, signIn: true }),
  });
  expect(await screen.findByText(/^A sign-in came back/)).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await heading()).toHaveProperty("textContent", "Drop the needle");
});
