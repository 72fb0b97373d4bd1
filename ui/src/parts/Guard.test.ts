import { screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import Lazy from "../app/Lazy.svelte";
import { LazyComponent } from "../app/loading.svelte";
import type { Detail, ExploreAnswer } from "../shell/bindings";
import { detail } from "../testing/detail";
import { explored } from "../testing/explore";
import { inside } from "../testing/inside";
import { ok, status } from "../testing/shell";
import { button, open } from "../testing/window";
import ErrorLine from "./ErrorLine.svelte";

const written = vi.spyOn(console, "error");

beforeEach(() => void written.mockClear().mockImplementation(() => {}));

const kept = { status: () => Promise.resolve(ok(status({ archivePlays: 12 }))) };
const part = (name: string) => screen.findByRole("region", { name });
const broken = (answers: ExploreAnswer[]) => ({
  ...kept,
  explore: () => Promise.resolve(ok(answers.shift() ?? explored())),
});
const withoutClock = () => explored({ clock: null as unknown as number[] });

it("a figure that fails leaves the others, says so, and writes down the cause", async () => {
  await open("#/explore", broken([withoutClock()]));
  const told = await part("The listening clock could not be drawn");
  expect(told.textContent).toContain("your library is not affected");
  expect(screen.getByRole("list", { name: "Top tracks" })).toBeTruthy();
  expect(screen.getByRole("slider", { name: "First day" })).toBeTruthy();
  expect(screen.getByRole("grid")).toBeTruthy();
  expect(written).toHaveBeenCalledWith(
    "The listening clock could not be drawn:",
    expect.any(TypeError),
  );
});

it("draws it again with the next answer", async () => {
  const { app } = await open("#/explore", broken([withoutClock()]));
  await part("The listening clock could not be drawn");
  app.explore.refresh();
  expect(await part("Listening clock")).toBeTruthy();
  expect(screen.queryByText(/could not be drawn/)).toBeNull();
});

it("tries again when asked to, and says so again if that fails", async () => {
  const { user } = await open("#/explore", broken([withoutClock()]));
  await part("The listening clock could not be drawn");
  await user.click(await button("Try again"));
  expect(await part("The listening clock could not be drawn")).toBeTruthy();
  expect(written).toHaveBeenCalledTimes(2);
});

it("on the page of one thing, too, one figure takes no other with it", async () => {
  const years = null as unknown as Detail["years"];
  await open("#/explore/artists/artist%3Amirador", {
    ...kept,
    exploreDetail: () => Promise.resolve(ok(detail({ years }))),
  });
  expect(await part("The rank by year could not be drawn")).toBeTruthy();
  expect(screen.getByRole("list", { name: "Its tracks" })).toBeTruthy();
});

it("a whole screen that fails is a headline and a button, and the next one is drawn", async () => {
  // Without a problem, the line has nothing to read from.
  const of = new LazyComponent(() => Promise.resolve({ default: ErrorLine }));
  const { again } = inside(Lazy<Record<string, unknown>>, { of: of as never, given: {} });
  await part("This part of Tonearm could not be drawn");
  expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
  const problem = { headline: "Offline", sentence: "Can't reach Spotify." };
  await again({ given: { problem } });
  expect((await screen.findByRole("alert")).textContent).toBe("Offline. Can't reach Spotify.");
});
