// A life of listening for tests: seventeen years in months, one gap, one dozen artists, seen through no filter.

import type { ExploreAnswer, ExploreRow, EntityKind } from "../shell/bindings";
import { dayOf, yearBounds } from "../words/days";

export const lifeFirst = dayOf(2009, 9, 14);
export const today = dayOf(2026, 10, 21);

const starts = Array.from({ length: 17 * 12 + 2 }, (_, month) => dayOf(2009, 9 + month));
const all = starts.map((_, month) =>
  month > 32 && month < 37 ? 0 : 400 + ((month * 7_919) % 1_800),
);
const names = [
  "Mirador Septet",
  "Vesper Kilometre",
  "Halloran Dusk",
  "久石譲",
  "Þorgerður",
  "فيروز",
];
const trackNames = [
  "Blue Enamel",
  "Salt Arithmetic",
  "Paper Harbour",
  "Half a Ferry",
  "夏",
  "A".repeat(80),
];

export function exploreRow(name: string, more: Partial<ExploreRow> = {}): ExploreRow {
  return {
    key: `spotify:track:${name}`,
    name,
    under: "Mirador Septet",
    uri: `spotify:track:${name}`,
    cover: null,
    plays: 143,
    secs: 35_160,
    rankBefore: null,
    firstDay: lifeFirst,
    ...more,
  };
}

export function exploreRows(sort: EntityKind = "tracks"): ExploreRow[] {
  const called = sort === "tracks" ? trackNames : names;
  return called.map((name, at) =>
    exploreRow(name, {
      key: sort === "genres" ? name : `spotify:${sort.slice(0, -1)}:${at}`,
      uri: sort === "genres" ? null : `spotify:${sort.slice(0, -1)}:${at}`,
      under: sort === "artists" || sort === "genres" ? "" : (names[at] ?? ""),
      plays: 143 - at * 12,
      secs: 35_160 - at * 3_000,
      rankBefore: [3, 2, 1, null, 9, 6][at] ?? null,
    }),
  );
}

export function explored(changes: Partial<ExploreAnswer> = {}): ExploreAnswer {
  const totals = {
    plays: 13_474,
    secs: 2_844_000,
    tracks: 2_911,
    artists: 319,
    albums: 702,
    days: 611,
    newArtists: 96,
  };
  const { firstDay } = yearBounds(2020);
  return {
    life: { firstDay: lifeFirst, lastDay: today },
    range: { firstDay: dayOf(2019, 2, 12), lastDay: dayOf(2021, 7, 4) },
    before: { firstDay: dayOf(2016, 9, 16), lastDay: dayOf(2019, 2, 11) },
    today,
    zone: "Europe/Vienna",
    totals,
    totalsBefore: { ...totals, plays: 12_030, secs: 2_500_000, artists: 352, newArtists: 120 },
    wholePlays: 39_603,
    wholeSecs: 8_300_000,
    half: 4,
    stayed: 22,
    discoveredPlays: 1_804,
    rows: exploreRows(),
    timeline: {
      bins: { unit: "month", starts },
      all,
      matched: all.map((plays) => Math.round(plays * 0.34)),
    },
    clock: Array.from({ length: 168 }, (_, at) => ((at * 37) % 60) * (at % 24 > 6 ? 3 : 0)),
    calendar: {
      year: 2020,
      firstDay,
      days: Array.from({ length: 366 }, (_, day) => (day * 53) % 71),
    },
    stream: {
      bins: { unit: "month", starts: starts.slice(113, 143) },
      bands: names.map((name, at) => ({
        key: `spotify:artist:${at}`,
        name,
        amounts: Array.from({ length: 30 }, (_, bin) => 20 + ((at * 31 + bin * 17) % 60)),
      })),
      others: Array.from({ length: 30 }, (_, bin) => 120 + bin),
      otherCount: 312,
    },
    sessions: {
      count: 804,
      typicalMins: 52,
      longestMins: 611,
      longestPlays: 164,
      longestDay: dayOf(2020, 11, 12),
      longestMinute: 1_150,
    },
    streaks: {
      currentDays: 6,
      longest: { firstDay: dayOf(2020, 0, 3), lastDay: dayOf(2020, 3, 9) },
    },
    bestDay: { day: dayOf(2020, 10, 21), plays: 71, secs: 16_400 },
    first: {
      day: dayOf(2019, 2, 12),
      minute: 1_265,
      track: { key: "spotify:track:7", name: "Half a Ferry" },
      under: "Mirador Septet",
    },
    skipped: 1_204,
    skipsKnown: 14_000,
    estimated: 0,
    onThisDay: [
      {
        day: dayOf(2020, 10, 21),
        plays: 31,
        secs: 7_100,
        track: { key: "spotify:track:0", name: "Blue Enamel" },
        under: "Mirador Septet",
      },
    ],
    gaps: [{ firstDay: dayOf(2012, 5, 20), lastDay: dayOf(2012, 10, 4), kind: "missing" }],
    lastExportDay: dayOf(2023, 5, 1),
    hidden: 0,
    names: [],
    countries: ["AT", "DE"],
    platforms: ["android", "linux"],
    ...changes,
  };
}

/** What Explore answers before the first play. */
export function unplayed(): ExploreAnswer {
  const none = { plays: 0, secs: 0, tracks: 0, artists: 0, albums: 0, days: 0, newArtists: 0 };
  const bins = { unit: "month", starts: [] } as const;
  return explored({
    life: null,
    range: null,
    before: null,
    totals: none,
    totalsBefore: null,
    wholePlays: 0,
    wholeSecs: 0,
    half: 0,
    stayed: 0,
    discoveredPlays: 0,
    rows: [],
    timeline: { bins: { ...bins, starts: [] }, all: [], matched: [] },
    clock: Array.from({ length: 168 }, () => 0),
    calendar: { year: 2026, firstDay: dayOf(2026), days: Array.from({ length: 365 }, () => 0) },
    stream: { bins: { ...bins, starts: [] }, bands: [], others: [], otherCount: 0 },
    sessions: null,
    streaks: { currentDays: 0, longest: null },
    bestDay: null,
    first: null,
    skipped: 0,
    skipsKnown: 0,
    onThisDay: [],
    gaps: [],
    lastExportDay: null,
    countries: [],
    platforms: [],
  });
}
