// A question to Explore as the query of an address, both ways. Any text parses to some question: what cannot be read
// is dropped. Printing gives every question one spelling, and nothing for the default question, whose rule the listener chose.

import {
  defaultCountingRule,
  type CountingRule,
  type ExploreFilter,
  type ExploreQuestion,
  type ItemKind,
  type KeyFilter,
  type Platform,
  type EntityKind,
} from "../shell/bindings";
import { isoDay, parseDay } from "../words/days";
import { sameRule, usualRule } from "./rule.svelte";

export const sorts: readonly EntityKind[] = ["tracks", "artists", "albums", "genres"];
export const kinds: readonly ItemKind[] = ["music", "podcast", "audiobook"];
export const platforms: readonly Platform[] = [
  "android",
  "ios",
  "windows",
  "mac",
  "linux",
  "web",
  "speaker",
  "tv",
  "console",
  "car",
  "watch",
  "other",
];

export const defaultSecs = defaultCountingRule.secs;
export const maxSecs = 3600;
const noPick: KeyFilter = { only: [], never: [] };

export const emptyFilter: ExploreFilter = {
  fromDay: null,
  toDay: null,
  weekdays: [],
  hours: [],
  artists: noPick,
  albums: noPick,
  tracks: noPick,
  genres: noPick,
  kinds: [],
  skipped: null,
  shuffle: null,
  platforms: [],
  countries: [],
  withHidden: false,
};

export const defaultQuestion: ExploreQuestion = {
  filter: emptyFilter,
  get rule() {
    return usualRule();
  },
  measure: "plays",
  sort: "tracks",
  stream: "artists",
  genreLevel: "genre",
  calendarYear: null,
};

const picks = [
  ["artist", "artists"],
  ["album", "albums"],
  ["track", "tracks"],
  ["genre", "genres"],
] as const;

export function parse(query: string): ExploreQuestion {
  const params = new URLSearchParams(query);
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((each) => each === params.get(name));
  const listed = (name: string) => (params.get(name) ?? "").split(",");
  const yesOrNo = (name: string) => {
    const answer = one(name, ["yes", "no"]);
    return answer === undefined ? null : answer === "yes";
  };
  const some = (name: string): KeyFilter => {
    const never = unique(params.getAll(`-${name}`));
    return { only: unique(params.getAll(name)).filter((key) => !never.includes(key)), never };
  };
  const days = { fromDay: parseDay(params.get("from")), toDay: parseDay(params.get("to")) };
  const backwards = days.fromDay !== null && days.toDay !== null && days.fromDay > days.toDay;
  const kindsGiven = kinds.filter((kind) => listed("kind").includes(kind));
  const year = /^(19|2[0-3])\d\d$/.exec(params.get("year") ?? "");
  return {
    filter: {
      ...(backwards ? { fromDay: null, toDay: null } : days),
      weekdays: circle(listed("day"), 7, 1),
      hours: circle(listed("hour"), 24, 0),
      artists: some("artist"),
      albums: some("album"),
      tracks: some("track"),
      genres: some("genre"),
      kinds: onlyMusic(kindsGiven) ? [] : kindsGiven,
      skipped: yesOrNo("skipped"),
      shuffle: yesOrNo("shuffle"),
      platforms: platforms.filter((each) => listed("on").includes(each)),
      countries: unique(listed("in").filter((each) => /^[A-Z]{2}$/.test(each))).toSorted(),
      withHidden: yesOrNo("hidden") ?? false,
    },
    rule: parseRule(params.get("rule") ?? ""),
    measure: one("by", ["time"]) ?? "plays",
    sort: one("list", sorts) ?? "tracks",
    stream: one("stream", ["genres"]) ?? "artists",
    genreLevel: one("level", ["family"]) ?? "genre",
    calendarYear: year ? Number(year[0]) : null,
  };
}

export function print({ filter, ...shown }: ExploreQuestion): string {
  const parts: string[] = [];
  const add = (name: string, value: string | number | null) => {
    if (value) parts.push(`${name}=${encode(String(value))}`);
  };
  add("from", filter.fromDay === null ? null : isoDay(filter.fromDay));
  add("to", filter.toDay === null ? null : isoDay(filter.toDay));
  for (const [name, dimension] of picks) {
    for (const key of filter[dimension].only) add(name, key);
    for (const key of filter[dimension].never) add(`-${name}`, key);
  }
  add("day", runs(filter.weekdays, 7, 1));
  add("hour", runs(filter.hours, 24, 0));
  add("kind", onlyMusic(filter.kinds) ? null : filter.kinds.join(","));
  add("skipped", answered(filter.skipped));
  add("shuffle", answered(filter.shuffle));
  add("on", filter.platforms.join(","));
  add("in", filter.countries.join(","));
  add("rule", sameRule(shown.rule, usualRule()) ? null : printRule(shown.rule));
  if (shown.measure === "time") add("by", "time");
  if (shown.sort !== "tracks") add("list", shown.sort);
  if (shown.stream !== "artists") add("stream", shown.stream);
  if (shown.genreLevel !== "genre") add("level", shown.genreLevel);
  add("year", shown.calendarYear);
  if (filter.withHidden) add("hidden", "yes");
  return parts.join("&");
}

/** Only what counts and what ranks: what the page of one thing takes from a question. */
export function countingQuery({ filter, rule, measure }: ExploreQuestion): string {
  const { withHidden } = filter;
  return print({ ...defaultQuestion, filter: { ...emptyFilter, withHidden }, rule, measure });
}

/** Numbers on a circle as runs, counted from `first`: `1-5`, `22-2,7`. Empty when all or none are in. */
export function runs(numbers: number[], around: number, first: number): string {
  const has = (n: number) => numbers.includes((n + around) % around);
  const found: string[] = [];
  for (let start = 0; start < around; start += 1) {
    if (!has(start) || has(start - 1)) continue;
    let length = 1;
    while (has(start + length)) length += 1;
    const end = (start + length - 1) % around;
    found.push(length === 1 ? `${start + first}` : `${start + first}-${end + first}`);
  }
  return found.join(",");
}

function circle(texts: string[], around: number, first: number): number[] {
  const found = new Set<number>();
  for (const text of texts) {
    const run = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
    if (!run) continue;
    const [from, to] = [Number(run[1]) - first, Number(run[2] ?? run[1]) - first];
    if (Math.min(from, to) < 0 || Math.max(from, to) >= around) continue;
    for (let at = from; ; at = (at + 1) % around) {
      found.add(at);
      if (at === to) break;
    }
  }
  return found.size === around ? [] : [...found].toSorted((one, other) => one - other);
}

function parseRule(text: string): CountingRule {
  if (text === "half") return { kind: "halfTheTrack" };
  if (text === "end") return { kind: "toTheEnd" };
  if (!/^\d{1,4}s$/.test(text)) return usualRule();
  return { kind: "atLeast", secs: Math.min(Number.parseInt(text, 10), maxSecs) };
}

function printRule(rule: CountingRule): string {
  if (rule.kind === "atLeast") return `${rule.secs}s`;
  return rule.kind === "halfTheTrack" ? "half" : "end";
}

function onlyMusic(all: ItemKind[]): boolean {
  return all.length === 1 && all[0] === "music";
}

function unique(all: string[]): string[] {
  return [...new Set(all)].filter(Boolean);
}

function answered(is: boolean | null): string | null {
  return is === null ? null : is ? "yes" : "no";
}

// Characters that need no encoding in this place stay readable.
function encode(value: string): string {
  return encodeURIComponent(value)
    .replace(/%(3A|2C)/g, decodeURIComponent)
    .replace(/%20/g, "+");
}
