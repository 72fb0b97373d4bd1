// Lives that are invented to be awkward for a chart: even, spiky, sparse, one day, one artist, a long tail, the night shift.
// Each the same on every run.

import type { Stream } from "../shell/bindings";
import { dayOf } from "../words/days";

const months = (count: number) => Array.from({ length: count }, (_, at) => dayOf(2010, at));

/** Amounts by band and bin, and those of everyone else. */
function streamLife(bins: number, bands: number[][], others: number[], otherCount = 2_570): Stream {
  return {
    bins: { unit: "month", starts: months(bins) },
    bands: bands.map((amounts, at) => ({ key: `artist:${at}`, name: `Artist ${at + 1}`, amounts })),
    others,
    otherCount,
  };
}
const each = <T>(count: number, of: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => of(at));

/** A few who were played a lot, each at a time of their own, and a long tail. */
const longTail = streamLife(
  84,
  each(12, (band) => each(84, (bin) => Math.round((bin % 12 === band ? 90 : 20) / (band + 1)) + 1)),
  each(84, () => 400),
);

/** The same, but so much of one band in one bin. */
export function withWildBin({ bands, ...rest }: Stream, wild: number, bin: number, much: number) {
  const { key, name, amounts } = bands[wild] ?? { key: "", name: "", amounts: [] };
  return { ...rest, bands: bands.with(wild, { key, name, amounts: amounts.with(bin, much) }) };
}

export const streamLives = {
  /** Twelve artists whom nothing tells apart, and thousands of others. */
  even: streamLife(
    206,
    each(12, (band) => each(206, (bin) => 8 + ((bin + band * 5) % 3))),
    each(206, () => 900),
  ),
  longTail,
  /** The long tail, but for one month in which one song was on repeat. */
  wildMonth: withWildBin(longTail, 0, 50, 6_000),
  /** Nothing for years, then one month of everything. */
  spiky: streamLife(
    60,
    each(3, (band) => each(60, (bin) => (bin === 40 ? 300 - band * 90 : 0))),
    each(60, (bin) => (bin === 40 ? 12 : 0)),
    7,
  ),
  /** A play now and then. */
  sparse: streamLife(
    48,
    each(9, (band) => each(48, (bin) => ((bin * 7 + band * 11) % 31 === 0 ? 1 : 0))),
    each(48, (bin) => (bin % 9 === 0 ? 1 : 0)),
    5,
  ),
  oneDay: {
    ...streamLife(1, [[5], [2]], [3], 3),
    bins: { unit: "day" as const, starts: [dayOf(2020, 2, 12)] },
  },
  oneArtist: streamLife(
    30,
    [each(30, (bin) => 20 + (bin % 7))],
    each(30, () => 0),
    0,
  ),
} satisfies Record<string, Stream>;

/** Amounts month by month, or year by year. */
export const amountLives = {
  even: each(48, () => 40),
  /** One month of everything, and little before and after it. */
  spiky: each(48, (at) => (at === 31 ? 900 : 3 + (at % 3))),
  sparse: each(48, (at) => (at % 9 === 4 ? 1 + (at % 2) : 0)),
  oneMonth: [7],
  /** Much at first, and less and less. */
  longTail: each(48, (at) => Math.round(500 / (at + 1))),
  /** A year without a play in the middle. */
  silent: each(48, (at) => (at >= 18 && at < 30 ? 0 : 20 + (at % 5))),
};
export const amountLifeNames = Object.keys(amountLives) as (keyof typeof amountLives)[];

/** Where an amount is highest: all places of it. */
export function peaksOf(amounts: number[]): number[] {
  const most = Math.max(...amounts);
  return amounts.flatMap((amount, at) => (amount === most ? [at] : []));
}

/** Amounts of a week by weekday and hour. */
const weekOf = (amount: (weekday: number, hour: number) => number) =>
  each(168, (at) => amount(Math.floor(at / 24), at % 24));

export const weekLives = {
  even: weekOf(() => 40),
  /** Before work and after it, and late in the morning at weekends. */
  workdays: weekOf((weekday, hour) =>
    weekday < 5
      ? hour === 7 || hour >= 20
        ? 80
        : hour > 8
          ? 10
          : 1
      : hour === 10 || hour === 11
        ? 90
        : 12,
  ),
  nightShift: weekOf((_, hour) => (hour < 4 || hour === 23 ? 60 : 2)),
  sparse: weekOf((weekday, hour) =>
    weekday === 2 && hour === 18 ? 1 : weekday === 5 && hour === 9 ? 1 : 0,
  ),
  oneHour: weekOf((weekday, hour) => (weekday === 4 && hour === 22 ? 9 : 0)),
  nothing: weekOf(() => 0),
};
