import { expect, it } from "vitest";
import type { Stream } from "../shell/bindings";
import { explored } from "../testing/explore";
import { streamLives } from "../testing/lives";
import { total } from "../figure/clock";
import { findingOf } from "./finding";

function found(stream: Stream, measure: "plays" | "time" = "plays"): string {
  const plays = total([...stream.bands.map(({ amounts }) => total(amounts)), total(stream.others)]);
  const totals = { ...explored().totals, plays, secs: plays };
  return findingOf(explored({ stream, totals }), measure);
}
/** Twelve artists over four years of twelve months; `of` gives each one's amount in a month. */
const years = (of: (band: number, year: number) => number, others = 10): Stream => ({
  ...streamLives.even,
  bins: { unit: "month", starts: streamLives.even.bins.starts.slice(0, 48) },
  bands: streamLives.even.bands.map((band, at) => ({
    ...band,
    amounts: Array.from({ length: 48 }, (_, bin) => of(at, Math.floor(bin / 12))),
  })),
  others: Array.from({ length: 48 }, () => others),
});

it("says whose year it was", () => {
  const one = years((band, year) => (band === 4 && year === 2 ? 60 : 1));
  expect(found(one)).toBe("2012 belonged to Artist 5: 74\u00a0% of that year’s plays.");
  // Of time, that is less than an hour.
  expect(found(one, "time")).not.toMatch(/belonged/);
});

it("a year of which only some months are there belongs to nobody", () => {
  const one = years((band, year) => (band === 4 && year === 0 ? 60 : 1));
  expect(found(one)).toMatch(/^2010 belonged to Artist 5: /);
  const later = {
    ...one,
    bins: { ...one.bins, starts: one.bins.starts.slice(3) },
    bands: one.bands.map(({ amounts, ...band }) => ({ ...band, amounts: amounts.slice(3) })),
    others: one.others.slice(3),
  };
  expect(found(later)).not.toMatch(/belonged/);
});

it("is about the year with the largest share", () => {
  const two = years((band, year) => (band === year ? 20 + 20 * band : 1));
  expect(found(two)).toMatch(/^2013 belonged to Artist 4: /);
});

it("a year that somebody beyond the twelve may have had more of belongs to nobody", () => {
  // The last of the twelve has 288 plays in all, so another may have had as many in this one year.
  const hidden = years((band, year) => (band === 0 && year === 1 ? 20 : 6), 400);
  expect(found(hidden)).not.toMatch(/belonged/);
});

it("two who share a year leave it to neither", () => {
  const shared = years((band, year) => (band < 2 && year === 1 ? 60 : 1));
  expect(found(shared)).not.toMatch(/belonged/);
});

it("otherwise says who was always there, and otherwise who is a large part", () => {
  expect(found(streamLives.even)).toBe("Artist 1 was with you in each of these 18 years.");
  expect(found(streamLives.oneDay)).toBe("Artist 1 is 50\u00a0% of these plays.");
});

it("says nothing where nothing stands out", () => {
  expect(found(streamLives.sparse)).toBe("");
  expect(found({ ...streamLives.even, bands: [], others: [] })).toBe("");
  expect(found(streamLives.oneArtist)).toBe("");
});
