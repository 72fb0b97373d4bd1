import { screen } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import Opening from "./Opening.svelte";
import Lazy from "./Lazy.svelte";
import { LazyComponent } from "./loading.svelte";
import { inside } from "../testing/inside";

it("is empty until its code is there, reads it once, and is drawn at once the next time", async () => {
  const read = vi.fn<() => Promise<{ default: typeof Opening }>>(() =>
    Promise.resolve({ default: Opening }),
  );
  const of = new LazyComponent(read);
  inside(Lazy, { of, given: {} });
  expect(screen.queryByRole("heading")).toBeNull();
  expect(await screen.findByText(/Opening your keychain/)).toBeTruthy();
  inside(Lazy, { of, given: {} });
  expect(screen.getAllByText(/Opening your keychain/)).toHaveLength(2);
  expect(read).toHaveBeenCalledOnce();
});

it("says so when its code cannot be read, and offers to try again", async () => {
  const of = new LazyComponent(() =>
    Promise.reject<typeof import("./Opening.svelte")>(new Error("no file")),
  );
  inside(Lazy, { of, given: {} });
  const told = await screen.findByRole("region", { name: "This part of Tonearm did not load" });
  expect(told.textContent).toContain("Your library is not affected.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
});
