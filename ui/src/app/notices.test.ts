import { screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { detail } from "../testing/detail";
import { explored } from "../testing/explore";
import { failed, ok, recentPlays, status } from "../testing/shell";
import { button, open } from "../testing/window";

afterEach(() => void vi.useRealTimers());

const kept = {
  status: () => Promise.resolve(ok(status({ archivePlays: 12 }))),
  recent: () => Promise.resolve(ok(recentPlays([]))),
  explore: () => Promise.resolve(ok(explored())),
};
const failing = Promise.resolve({ kind: "archiveReadOnly" } as const);
const said = () => screen.queryAllByRole("status").flatMap((each) => each.textContent || []);

async function timed() {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const all = await open("#/settings", kept);
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
  return { ...all, user, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

it("a second notice waits until the first was read", async () => {
  const { app, pass } = await timed();
  app.window.notify("First.");
  app.window.notify("Second.");
  expect(await screen.findByText("First.")).toBeTruthy();
  expect(said()).not.toContain("Second.");
  await pass(8_100);
  expect(said()).toContain("Second.");
  await pass(8_100);
  expect(said()).not.toContain("Second.");
});

it("the same words twice are one notice", async () => {
  const { app, pass } = await timed();
  app.window.notify("Again.");
  app.window.notify("Again.");
  await pass(8_100);
  expect(said()).not.toContain("Again.");
});

it("stays while the focus or the pointer is on it", async () => {
  const { app, user, pass } = await timed();
  const run = vi.fn<() => Promise<null>>(() => Promise.resolve(null));
  app.window.notify("Gone.", { label: "Put it back", run });
  await user.hover(await screen.findByText("Gone."));
  await pass(60_000);
  await user.click(await button("Put it back"));
  expect(run).toHaveBeenCalledOnce();
  expect(screen.queryByText("Gone.")).toBeNull();
});

it("says when the action did not work", async () => {
  const { app, user } = await timed();
  app.window.notify("Gone.", { label: "Put it back", run: () => failing });
  await user.click(await button("Put it back"));
  expect(await screen.findByText(/archive/i, { selector: "[role=status]" })).toBeTruthy();
});

it("its action is in the command list", async () => {
  const { app, user } = await open("#/settings", kept);
  const run = vi.fn<() => Promise<null>>(() => Promise.resolve(null));
  app.window.notify("Gone.", { label: "Put it back", run });
  await user.keyboard("{Control>}k{/Control}");
  const list = within(await screen.findByRole("listbox", { name: "Commands" }));
  await user.click(list.getByRole("option", { name: "Put it back" }));
  expect(run).toHaveBeenCalledOnce();
});

it("Ctrl S says why nothing can be saved here", async () => {
  const { user } = await open("#/settings", kept);
  await user.keyboard("{Control>}s{/Control}");
  expect(
    await screen.findByText("Explore and its pages, Top and Recent can be saved."),
  ).toBeTruthy();
});

it("what was hidden can be put back, also from another screen", async () => {
  let hidden: number | null = null;
  const { app, user, asked } = await open("#/explore/artists/artist%3Amirador", {
    ...kept,
    exploreDetail: () => Promise.resolve(ok(detail({ hidden }))),
    hide: () => {
      hidden = 7;
      return Promise.resolve(ok(null));
    },
    unhide: () => Promise.resolve(ok(null)),
  });
  await user.click(await button("Hide from counts"));
  expect(await screen.findByText("“Mirador Septet” no longer counts.")).toBeTruthy();
  app.router.go({ screen: "recent" });
  await user.click(await button("Put it back"));
  await expect.poll(() => asked("unhide")).toEqual([["unhide", 7]]);
});

it("what could not be hidden offers nothing to put back", async () => {
  const { user } = await open("#/explore/artists/artist%3Amirador", {
    ...kept,
    exploreDetail: () => Promise.resolve(ok(detail())),
    hide: () => Promise.resolve(failed({ kind: "archiveReadOnly" })),
  });
  await user.click(await button("Hide from counts"));
  expect(await screen.findByRole("region", { name: /archive/i })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Put it back" })).toBeNull();
});
