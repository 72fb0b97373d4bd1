// A question and the query of its address, there and back. Any text parses to some question: what can't be understood
// is dropped. Printing what was parsed gives the one way to write it, the plain question nothing at all.

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

export const usualSecs = defaultCountingRule.secs;
export const mostSecs = 3600;
const anyone: KeyFilter = { only: [], never: [] };

export const openFilter: ExploreFilter = {
  fromDay: null,
  toDay: null,
  weekdays: [],
  hours: [],
  artists: anyone,
  albums: anyone,
  tracks: anyone,
  genres: anyone,
  kinds: [],
  skipped: null,
  shuffle: null,
  platforms: [],
  countries: [],
  withHidden: false,
};

export const plainQuestion: ExploreQuestion = {
  filter: openFilter,
  rule: defaultCountingRule,
  measure: "plays",
  sort: "tracks",
  stream: "artists",
  calendarYear: null,
};

const picks = [
  ["artist", "artists"],
  ["album", "albums"],
  ["track", "tracks"],
  ["genre", "genres"],
] as const;

export function parse(query: string): ExploreQuestion {
  const said = new URLSearchParams(query);
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((each) => each === said.get(name));
  const listed = (name: string) => (said.get(name) ?? "").split(",");
  const yesOrNo = (name: string) => {
    const answer = one(name, ["yes", "no"]);
    return answer === undefined ? null : answer === "yes";
  };
  const some = (name: string): KeyFilter => {
    const never = unique(said.getAll(`-${name}`));
    return { only: unique(said.getAll(name)).filter((key) => !never.includes(key)), never };
  };
  const days = { fromDay: parseDay(said.get("from")), toDay: parseDay(said.get("to")) };
  const backwards = days.fromDay !== null && days.toDay !== null && days.fromDay > days.toDay;
  const spoken = kinds.filter((kind) => listed("kind").includes(kind));
  const year = /^(19|2[0-3])\d\d$/.exec(said.get("year") ?? "");
  return {
    filter: {
      ...(backwards ? { fromDay: null, toDay: null } : days),
      weekdays: circle(listed("day"), 7, 1),
      hours: circle(listed("hour"), 24, 0),
      artists: some("artist"),
      albums: some("album"),
      tracks: some("track"),
      genres: some("genre"),
      kinds: onlyMusic(spoken) ? [] : spoken,
      skipped: yesOrNo("skipped"),
      shuffle: yesOrNo("shuffle"),
      platforms: platforms.filter((each) => listed("on").includes(each)),
      countries: unique(listed("in").filter((each) => /^[A-Z]{2}$/.test(each))).toSorted(),
      withHidden: yesOrNo("hidden") ?? false,
    },
    rule: parseRule(said.get("rule") ?? ""),
    measure: one("by", ["time"]) ?? "plays",
    sort: one("list", sorts) ?? "tracks",
    stream: one("stream", ["genres"]) ?? "artists",
    calendarYear: year ? Number(year[0]) : null,
  };
}

export function print({ filter, ...shown }: ExploreQuestion): string {
  const parts: string[] = [];
  const say = (name: string, value: string | number | null) => {
    if (value) parts.push(`${name}=${encode(String(value))}`);
  };
  say("from", filter.fromDay === null ? null : isoDay(filter.fromDay));
  say("to", filter.toDay === null ? null : isoDay(filter.toDay));
  for (const [name, dimension] of picks) {
    for (const key of filter[dimension].only) say(name, key);
    for (const key of filter[dimension].never) say(`-${name}`, key);
  }
  say("day", runs(filter.weekdays, 7, 1));
  say("hour", runs(filter.hours, 24, 0));
  say("kind", onlyMusic(filter.kinds) ? null : filter.kinds.join(","));
  say("skipped", answered(filter.skipped));
  say("shuffle", answered(filter.shuffle));
  say("on", filter.platforms.join(","));
  say("in", filter.countries.join(","));
  const rule = printRule(shown.rule);
  say("rule", rule === `${usualSecs}s` ? null : rule);
  if (shown.measure === "time") say("by", "time");
  if (shown.sort !== "tracks") say("list", shown.sort);
  if (shown.stream !== "artists") say("stream", shown.stream);
  say("year", shown.calendarYear);
  if (filter.withHidden) say("hidden", "yes");
  return parts.join("&");
}

/** What goes along to the page of one thing: what counts and what ranks. */
export function manner({ filter, rule, measure }: ExploreQuestion): string {
  const { withHidden } = filter;
  return print({ ...plainQuestion, filter: { ...openFilter, withHidden }, rule, measure });
}

/** Numbers on a circle as runs: `1-5`, `22-2,7`; counted from `first`. All of them are none. */
export function runs(numbers: number[], around: number, first: number): string {
  const has = (n: number) => numbers.includes((n + around) % around);
  const said: string[] = [];
  for (let start = 0; start < around; start += 1) {
    if (!has(start) || has(start - 1)) continue;
    let length = 1;
    while (has(start + length)) length += 1;
    const end = (start + length - 1) % around;
    said.push(length === 1 ? `${start + first}` : `${start + first}-${end + first}`);
  }
  return said.join(",");
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
  const secs = /^\d{1,4}s$/.test(text) ? Number.parseInt(text, 10) : usualSecs;
  return { kind: "atLeast", secs: Math.min(secs, mostSecs) };
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

// What an address may hold as it is stays readable in it.
function encode(value: string): string {
  return encodeURIComponent(value)
    .replace(/%(3A|2C)/g, decodeURIComponent)
    .replace(/%20/g, "+");
}
