import { expect, it } from "vitest";
import type { Stream } from "../../shell/bindings";
import { streamLives } from "../../testing/lives";
import { formOf, shownIn } from "./form";

it.each([
  ["even", "ridges"],
  ["longTail", "stream"],
  ["wildMonth", "stream"],
  ["spiky", "bars"],
  ["sparse", "bars"],
  ["oneDay", "bars"],
  ["oneArtist", "stream"],
] as const)("a life that is %s takes the form of %s", (life, form) => {
  expect(formOf(streamLives[life], "plays")).toBe(form);
});

/** The same bands with other amounts. */
const withAmounts = ({ bands, ...rest }: Stream, amounts: (at: number, bin: number) => number) => ({
  ...rest,
  bands: bands.map(({ key, name }, at) => {
    return { key, name, amounts: rest.bins.starts.map((_, bin) => amounts(at, bin)) };
  }),
});

it("few plays of each artist are bars however much everyone else has", () => {
  const thin = withAmounts(streamLives.longTail, (at, bin) => ((at + bin) % 40 === 0 ? 1 : 0));
  const many = { ...thin, others: thin.others.map(() => 400) };
  expect(formOf(many, "plays")).toBe("bars");
});

it.each([
  [60, "bars"],
  [3_000, "stream"],
] as const)("%i seconds of one artist each month are %s", (secs, form) => {
  expect(
    formOf(
      withAmounts(streamLives.oneArtist, () => secs),
      "time",
    ),
  ).toBe(form);
});

it.each([
  [19, "ridges"],
  [20, "stream"],
] as const)("a first band of %i, where the others have 10, makes %s", (first, form) => {
  const life = withAmounts(streamLives.even, (at) => (at === 0 ? first : 10));
  expect(formOf(life, "plays")).toBe(form);
});

it("ridges are of eight, and whoever comes after them is one of the others", () => {
  const shown = shownIn("ridges", streamLives.even);
  expect(shown.bands).toHaveLength(8);
  expect(shown.otherCount).toBe(2_574);
  const all = (of: typeof shown) =>
    [...of.bands.map(({ amounts }) => amounts), of.others].reduce(
      (sum, row) => sum + (row[3] ?? 0),
      0,
    );
  expect(all(shown)).toBe(all(streamLives.even));
  expect(shownIn("stream", streamLives.even)).toBe(streamLives.even);
});
