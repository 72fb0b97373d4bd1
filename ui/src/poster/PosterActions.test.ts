import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { PosterQuery } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { detail, uncounted } from "../testing/detail";
import { explored } from "../testing/explore";
import { failed, ok, status } from "../testing/shell";
import { button, open } from "../testing/window";

const kept = { status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))) };
const mirador: PosterQuery = {
  subject: { kind: "artist", key: "artist:mirador" },
  rule: { kind: "atLeast", secs: 30 },
  withHidden: false,
};
const page = (more: Partial<Shell> = {}, of = detail()) =>
  open(`#/explore/${of.sort}/${encodeURIComponent(of.key)}`, {
    ...kept,
    exploreDetail: () => Promise.resolve(ok(of)),
    ...more,
  });
const explore = () => Promise.resolve(ok(explored()));
const notice = (words: RegExp) => screen.findByText(words);

it("saves the page as a poster in the chosen shape, and says where", async () => {
  const { user, asked } = await page({
    savePoster: () => Promise.resolve(ok("/home/maren/tonearm-Mirador Septet.png")),
  });
  await user.click(await button("Save as poster"));
  await user.click(await button("Wide, 1920 × 1080"));
  expect(asked("savePoster")).toEqual([["savePoster", mirador, "wide"]]);
  expect(await notice(/saved as \/home\/maren\/tonearm-Mirador Septet\.png/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Wide, 1920 × 1080" })).toBeNull();
});

it("says nothing where the listener thinks better of it", async () => {
  const { user } = await page({ savePoster: () => Promise.resolve(ok(null)) });
  await user.click(await button("Save as poster"));
  await user.click(await button("Portrait, 1080 × 1350"));
  expect(screen.queryByText(/poster is saved/)).toBeNull();
});

it("copies the picture at once, and says so", async () => {
  const { user, asked } = await page({ copyPoster: () => Promise.resolve(ok(null)) });
  await user.click(await button("Copy picture"));
  expect(asked("copyPoster")).toEqual([["copyPoster", mirador, "portrait"]]);
  expect(await notice(/on the clipboard/)).toBeTruthy();
});

it("where a folder can't be written, it says what to do, and asks for another", async () => {
  const why = "writing there is not allowed: allow it, or choose another folder";
  const answers = [failed({ kind: "exportFailed", why }), ok("/home/maren/poster.png")];
  const { user, asked } = await page({
    savePoster: () => Promise.resolve(answers.shift() ?? ok(null)),
  });
  await user.click(await button("Save as poster"));
  await user.click(await button("Portrait, 1080 × 1350"));
  expect(await notice(/choose another folder/)).toBeTruthy();
  await user.click(await button("Try another place"));
  expect(asked("savePoster")).toHaveLength(2);
  expect(await notice(/saved as \/home\/maren\/poster\.png/)).toBeTruthy();
});

it("draws one at a time", async () => {
  const { user, asked } = await page();
  await user.click(await button("Copy picture"));
  const copying = await button("Copying");
  expect(copying.getAttribute("aria-disabled")).toBe("true");
  await user.click(copying);
  await user.click(await button("Save as poster"));
  expect(screen.queryByRole("button", { name: "Wide, 1920 × 1080" })).toBeNull();
  expect(asked("copyPoster")).toHaveLength(1);
});

it("offers none of what no play counts of, nor of a genre", async () => {
  await page({}, uncounted());
  expect(screen.queryByRole("button", { name: "Save as poster" })).toBeNull();
});

it("offers none of a genre", async () => {
  const genre = detail({ sort: "genres", key: "tonearm:genre:dub", name: "dub" });
  await page({}, genre);
  expect(await screen.findByRole("link", { name: "Filter Explore by this" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save as poster" })).toBeNull();
});

it("Explore offers a year where it shows exactly one", async () => {
  const { user, asked } = await open("#/explore?from=2021-01-01&to=2021-12-31", {
    ...kept,
    explore,
    copyPoster: () => Promise.resolve(ok(null)),
  });
  await user.click(await button("Copy picture"));
  const [, query] = asked("copyPoster")[0] ?? [];
  expect(query).toEqual({ ...mirador, subject: { kind: "year", year: 2021 } });
});

it("Explore offers none of other days", async () => {
  await open("#/explore?from=2021-01-01&to=2021-12-30", { ...kept, explore });
  expect(await button("Why this number?")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save as poster" })).toBeNull();
});
