// The page of one thing, for tests: an artist of ten years, with companions, rivals and a gap.

import type { Detail, ExploreRow, NamedKey, YearRank } from "../shell/bindings";
import { dayOf } from "../words/days";

const ranks = [14, 6, 3, 1, 1, 2, 5, 4, 2, 1];
const hours = [
  40, 4, 3, 2, 2, 4, 3, 14, 40, 46, 21, 11, 17, 25, 29, 25, 17, 7, 4, 3, 18, 61, 116, 101,
];
const named = (key: string, name: string): NamedKey => ({ key, name });

export const years = (ranked: (number | null)[], from = 2017): YearRank[] =>
  ranked.map((rank, at) => ({
    year: from + at,
    plays: rank === null ? 0 : 20 + ((at * 37) % 90),
    secs: rank === null ? 0 : 4_000 + at * 400,
    rank,
    of: 420,
  }));

export function exploreRow(
  name: string,
  plays: number,
  more: Partial<ExploreRow> = {},
): ExploreRow {
  return {
    key: `track:${name}`,
    name,
    under: "Mirador Septet",
    uri: `spotify:track:${name}`,
    cover: null,
    plays,
    secs: plays * 210,
    rankBefore: null,
    firstDay: dayOf(2017, 2, 14),
    ...more,
  };
}

const rival = (name: string, ranked: (number | null)[]) => ({
  key: `artist:${name}`,
  name,
  ranks: ranked,
  amounts: ranked.map((rank) => (rank === null ? 0 : Math.max(90 - 3 * rank, 1))),
});

/** A week with the same amounts each day, but twice as much on Fridays. */
export const weekOf = (day: number[]): number[] =>
  Array.from({ length: 7 }, (_, weekday) =>
    day.map((amount) => (weekday === 4 ? amount * 2 : amount)),
  ).flat();

export function detail(more: Partial<Detail> = {}): Detail {
  const starts = Array.from({ length: 115 }, (_, at) => dayOf(2017, at));
  const matched = starts.map((_, at) => {
    if (at < 2 || (at > 67 && at < 70) || at > 113) return 0;
    return at === 40
      ? 36
      : 3 + Math.round(14 * (1 + Math.sin(at / 13)) * ((at * 7) % 5 > 2 ? 1 : 0.6));
  });
  const none = null;
  return {
    sort: "artists",
    key: "artist:mirador",
    name: "Mirador Septet",
    uri: "spotify:artist:mirador",
    cover: null,
    artists: [],
    album: null,
    genres: [named("chamber jazz", "chamber jazz"), named("dream pop", "dream pop")],
    plays: 1_270,
    secs: 85 * 3600 + 1_200,
    rank: 1,
    tracks: 63,
    first: {
      day: dayOf(2017, 2, 14),
      minute: 23 * 60 + 41,
      track: named("track:ferry", "Half a Ferry"),
      key: { beganSecs: 1_489_531_260, msPlayed: 221_000, track: "track:ferry" },
    },
    firstDayPlays: 3,
    last: {
      day: dayOf(2026, 6, 18),
      minute: 22 * 60 + 14,
      track: named("track:blue", "Blue Enamel"),
      key: { beganSecs: 1_784_405_640, msPlayed: 199_000, track: "track:blue" },
    },
    longestRun: { firstDay: dayOf(2020, 4, 3), lastDay: dayOf(2020, 4, 21) },
    years: years(ranks),
    rivals: [
      rival("Tamsin Achterveld", [1, 1, 2, 5, 7, 9, 12, 11, 13, 2]),
      rival("Halloran Dusk", [3, 3, 1, 2, 2, 1, 2, 6, 8, 4]),
      rival("Idunn Vale-Reyes", [none, none, 11, 8, 6, 4, 3, 2, 1, 5]),
      rival("Vesper Kilometre", [2, 4, 5, 6, 9, 12, 13, 8, 6, 7]),
      rival("Pale Cartographers", [5, 2, 4, 4, 10, 10, 11, 10, 12, 27]),
      rival("Aster & Thorn", [none, none, none, 10, 3, 13, none, none, none, none]),
    ],
    timeline: { bins: { unit: "month", starts }, all: matched.map((n) => n * 9 + 40), matched },
    clock: weekOf(hours.map((amount) => Math.round(amount * 0.26))),
    top: [
      exploreRow("Blue Enamel", 241),
      exploreRow("Room With Two Clocks", 188),
      exploreRow("Half a Ferry", 163),
      exploreRow("Parallel Stairs", 97),
      exploreRow("The Long Side of June", 71, { uri: null }),
    ],
    sessions: 210,
    companions: [
      { key: "artist:tamsin", name: "Tamsin Achterveld", sessions: 43 },
      { key: "artist:halloran", name: "Halloran Dusk", sessions: 31 },
      { key: "artist:shufutinsky", name: "Михаил Шуфутинский", sessions: 12 },
    ],
    gaps: [{ firstDay: dayOf(2022, 8, 3), lastDay: dayOf(2022, 10, 20), kind: "mayBeMissing" }],
    today: dayOf(2026, 6, 19),
    zone: "Europe/Berlin",
    hidden: null,
    ...more,
  };
}

/** One play and nothing else. */
export function onePlay(more: Partial<Detail> = {}): Detail {
  const day = dayOf(2026, 6, 19);
  const key = { beganSecs: 1_784_444_700, msPlayed: 217_000, track: "track:ferry" };
  const only = { day, minute: 9 * 60 + 5, track: named("track:ferry", "Half a Ferry"), key };
  const clock = Array.from({ length: 168 }, () => 0);
  clock[6 * 24 + 9] = 1;
  return detail({
    plays: 1,
    secs: 130,
    rank: 9,
    tracks: 1,
    first: only,
    firstDayPlays: 1,
    last: only,
    longestRun: { firstDay: day, lastDay: day },
    years: years([9], 2026),
    rivals: [],
    timeline: { bins: { unit: "day", starts: [day] }, all: [1], matched: [1] },
    clock,
    top: [exploreRow("Half a Ferry", 1)],
    sessions: 1,
    companions: [],
    gaps: [],
    ...more,
  });
}

/** Known to the archive, but no play of it counts. */
export function uncounted(more: Partial<Detail> = {}): Detail {
  return detail({
    plays: 0,
    secs: 0,
    rank: null,
    tracks: 0,
    first: null,
    firstDayPlays: 0,
    last: null,
    longestRun: null,
    years: years([null, null]),
    rivals: [],
    timeline: { bins: { unit: "month", starts: [] }, all: [], matched: [] },
    clock: Array.from({ length: 168 }, () => 0),
    top: [],
    sessions: 0,
    companions: [],
    gaps: [],
    ...more,
  });
}
