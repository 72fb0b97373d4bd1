import { screen } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import type { GapDays, Stream, StreamOf } from "../../shell/bindings";
import { inside } from "../../testing/inside";
import { streamLives } from "../../testing/lives";
import { dayOf } from "../../words/days";
import Streamgraph from "./Streamgraph.svelte";

const stream = (more: Partial<Stream> = {}): Stream => ({
  bins: { unit: "month", starts: [dayOf(2020, 3), dayOf(2020, 4), dayOf(2020, 5)] },
  bands: [
    { key: "artist:m", name: "Mirador Septet", amounts: [200, 904, 100] },
    { key: "artist:v", name: "Vesper Kilometre", amounts: [40, 30, 20] },
  ],
  others: [90, 80, 70],
  otherCount: 312,
  ...more,
});
const graph = (more: object = {}) => {
  const [onpick, onstream] = [
    vi.fn<(key: string, exclude: boolean) => void>(),
    vi.fn<(of: StreamOf) => void>(),
  ];
  const given = {
    stream: stream(),
    gaps: [] as GapDays[],
    of: "artists" as const,
    level: "genre" as const,
    measure: "plays" as const,
    moving: false,
    picks: { only: [] as string[], never: [] as string[] },
    onpick,
    onstream,
    ...more,
  };
  return { onpick, onstream, ...inside(Streamgraph, given) };
};
const band = (name: string | RegExp) => screen.getByRole("button", { name });
const drawing = () => screen.getByRole("group", { name: /from Apr 2020/ });
const strokes = () => drawing().querySelector(".hatching")?.getAttribute("d") ?? "";
const mirador = "Mirador Septet, 1,204 plays, most in May 2020";

it("names each band with its amount and its best time", () => {
  graph();
  expect(band(mirador)).toBeTruthy();
  expect(screen.getByRole("img", { name: "312 others, 240 plays, most in Apr 2020" })).toBeTruthy();
});

it("a press picks, with Shift it excludes", async () => {
  const { user, onpick } = graph();
  await user.click(band(mirador));
  await user.keyboard("{Shift>}");
  await user.click(band(mirador));
  expect(onpick.mock.calls).toEqual([
    ["artist:m", false],
    ["artist:m", true],
  ]);
});

it("arrow keys walk the bands, Enter picks, with Shift it excludes", async () => {
  const { user, onpick } = graph();
  band(mirador).focus();
  await user.keyboard("{ArrowDown}{Enter}{Shift>}{Enter}{/Shift}");
  expect(onpick.mock.calls).toEqual([
    ["artist:v", false],
    ["artist:v", true],
  ]);
});

it("tells which are picked", () => {
  graph({ moving: false, picks: { only: ["artist:v"], never: [] } });
  expect(screen.getAllByRole("button", { pressed: true })).toEqual([band(/^Vesper/)]);
});

it("what is left out loses its colour", () => {
  graph({ picks: { only: [], never: ["artist:v"] } });
  const dimmed = [band(/^Mirador/), band(/^Vesper/)].map((each) =>
    each.classList.contains("dimmed"),
  );
  expect(dimmed).toEqual([false, true]);
});

it("draws a new answer with the same shapes", async () => {
  const { again } = graph();
  const before = band(mirador);
  const { bands } = stream();
  await again({ stream: stream({ bands: structuredClone(bands).toReversed() }) });
  expect(band(mirador)).toBe(before);
});

it("says how much of all these are, and waits with it while the brush moves", async () => {
  const { again } = graph({ whole: 1_500 });
  expect(screen.getByText("The top 2 are 84 % of these plays; 312 others below")).toBeTruthy();
  await again({ moving: true, whole: 480 });
  expect(screen.getByText(/84 %/)).toBeTruthy();
  await again({ moving: false, whole: 480 });
  expect(screen.getByText(/50 %/)).toBeTruthy();
});

it("names no more bands than it draws, and its table has all of them", async () => {
  const { user } = graph({ stream: streamLives.even });
  expect(screen.getAllByRole("button", { name: /^Artist/ })).toHaveLength(8);
  expect(screen.getByText("plays per month, top 8 artists")).toBeTruthy();
  expect(screen.getByRole("img", { name: /^2,574 others/ })).toBeTruthy();
  // The years reach to the right end, though names stand before them.
  expect(screen.getByText("2023")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /table and copies/ }));
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  expect((await screen.findByRole("table")).querySelectorAll("thead th")).toHaveLength(14);
});

it("says what is cut off, and how much it is", async () => {
  const { again } = graph({ stream: streamLives.wildMonth });
  expect(
    screen.getByText(/; Mar – Apr 2014 is cut off, its bands add up to 6,170 plays$/),
  ).toBeTruthy();
  expect(screen.getByText("cut off: Mar – Apr 2014")).toBeTruthy();
  expect(
    screen.getByRole("group", { name: /^Stream from Jan 2010/ }).querySelector(".breaks"),
  ).toBeTruthy();
  await again({ stream: streamLives.longTail });
  expect(screen.queryByText(/cut off/)).toBeNull();
  expect(
    screen.getByRole("group", { name: /^Stream from Jan 2010/ }).querySelector(".breaks"),
  ).toBeNull();
});

it("switches between artists and genres", async () => {
  const { user, onstream } = graph();
  await user.click(screen.getByRole("radio", { name: "Genres" }));
  expect(onstream).toHaveBeenCalledExactlyOnceWith("genres");
});

it("says that no genre is known, instead of drawing everybody as other", () => {
  graph({ of: "genres", stream: stream({ bands: [], otherCount: 0 }) });
  expect(screen.getByText("No genre is known of these plays.")).toBeTruthy();
});

async function lastHead(): Promise<string | null | undefined> {
  const table = await screen.findByRole("table");
  return table.querySelector("th:last-child")?.textContent;
}

it("calls what has no genre by that, beside other genres if there are any", async () => {
  const { user, again } = graph({ of: "genres", stream: stream({ otherCount: 0 }) });
  await user.click(screen.getByRole("button", { name: /table and copies/ }));
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  expect(await lastHead()).toBe("no genre");
  await again({ of: "genres", stream: stream({ otherCount: 3 }) });
  expect(await lastHead()).toBe("others or no genre");
});

it("says that nothing was played", () => {
  const nothing = { bins: { unit: "day" as const, starts: [] }, bands: [], others: [] };
  graph({ stream: stream(nothing) });
  expect(screen.getByText("Nothing was played here.")).toBeTruthy();
});

it("says in which of its days plays may be missing, and hatches no others", async () => {
  const outside = { firstDay: dayOf(2012), lastDay: dayOf(2013), kind: "missing" as const };
  const may = {
    firstDay: dayOf(2020, 4),
    lastDay: dayOf(2020, 4, 31),
    kind: "mayBeMissing" as const,
  };
  const { again } = graph({ gaps: [outside] });
  expect(drawing().getAttribute("aria-label")).toBe("Stacked bars from Apr 2020 to Jun 2020");
  expect(strokes()).toBe("");
  await again({ gaps: [outside, may] });
  expect(drawing().getAttribute("aria-label")).toBe(
    "Stacked bars from Apr 2020 to Jun 2020, plays may be missing 1 – 31 May 2020",
  );
  const xs = [...strokes().matchAll(/[ML]([\d.]+)/g)].map(([, x]) => Number(x));
  // Three months, with names beside them.
  expect(Math.min(...xs)).toBeCloseTo(416 / 3, 0);
  expect(Math.max(...xs)).toBeCloseTo((416 / 3) * 2, 0);
});
