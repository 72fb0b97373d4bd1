import { afterEach, describe, expect, it } from "vitest";
import { defaultCountingRule, type ExploreQuestion, type KeyFilter } from "../shell/bindings";
import { dayOf } from "../words/days";
import {
  kinds,
  countingQuery,
  emptyFilter,
  parse,
  defaultQuestion,
  platforms,
  print,
  runs,
  sorts,
} from "./question";
import { setUsualRule } from "./rule.svelte";

/** Chance that comes out the same every time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const keys = [
  "spotify:artist:4Z8W4fKeB5YxbusRsdQVPb",
  "R&B, soul = more",
  "久石譲",
  "a+b #?%/",
  "فيروز",
];

function someQuestion(pick: (below: number) => number): ExploreQuestion {
  const some = <T>(all: readonly T[]) => all.filter(() => pick(3) === 0);
  const fewer = (all: number) => some([...Array(all).keys()]).slice(0, all - 1);
  const maybe = () => [null, true, false][pick(3)] ?? null;
  const keysOf = (): KeyFilter => {
    const only = some(keys);
    return { only, never: some(keys).filter((key) => !only.includes(key)) };
  };
  const from = pick(2) ? dayOf(2009, 0, pick(6_000)) : null;
  const spoken = some(kinds);
  return {
    filter: {
      fromDay: from,
      toDay: pick(2) ? (from ?? dayOf(2009)) + pick(500) : null,
      weekdays: fewer(7),
      hours: fewer(24),
      artists: keysOf(),
      albums: keysOf(),
      tracks: keysOf(),
      genres: keysOf(),
      kinds: spoken.join() === "music" ? [] : spoken,
      skipped: maybe(),
      shuffle: maybe(),
      platforms: some(platforms),
      countries: some(["AT", "DE", "US"]),
      withHidden: pick(2) === 1,
    },
    rule:
      [{ kind: "halfTheTrack" } as const, { kind: "toTheEnd" } as const][pick(4)] ??
      ({ kind: "atLeast", secs: pick(3_601) } as const),
    measure: pick(2) ? "plays" : "time",
    sort: sorts[pick(4)] ?? "tracks",
    stream: pick(2) ? "artists" : "genres",
    genreLevel: pick(2) ? "genre" : "family",
    calendarYear: pick(2) ? 2009 + pick(18) : null,
  };
}

describe("a question and its address", () => {
  it("come back as they went, a thousand of them", () => {
    const pick = chance(4);
    for (let at = 0; at < 1_000; at += 1) {
      const question = someQuestion(pick);
      const query = print(question);
      expect(parse(query)).toEqual(question);
      expect(print(parse(query))).toBe(query);
    }
  });

  it("the plain question needs no words", () => {
    expect(print(defaultQuestion)).toBe("");
    expect(parse("")).toEqual(defaultQuestion);
  });

  it("says everything in words that one can read", () => {
    const query =
      "from=2019-03-12&to=2021-08-04&artist=spotify:artist:1&-artist=spotify:artist:2&genre=modal+jazz" +
      "&day=1-5&hour=22-2&kind=podcast&skipped=no&shuffle=yes&on=android&in=AT&rule=half&by=time" +
      "&list=artists&stream=genres&level=family&year=2020&hidden=yes";
    expect(print(parse(query))).toBe(query);
  });

  it("nobody's mashing of keys is refused, and what it means stays", () => {
    const pick = chance(9);
    const letters =
      "from=to&-artist=day=1-9hour=22-2,&rule=s30%zz%E0?+,list=year=20#kind=music\u0000é";
    for (let at = 0; at < 2_000; at += 1) {
      const text = Array.from({ length: pick(60) }, () => letters[pick(letters.length)]).join("");
      const query = print(parse(text));
      expect(print(parse(query))).toBe(query);
    }
  });
});

describe("what can't be understood is dropped", () => {
  it.each([
    ["from=2019-02-30", emptyFilter],
    ["from=2021-01-01&to=2019-01-01", emptyFilter],
    ["day=0&hour=24", emptyFilter],
    ["day=1-7", emptyFilter],
    ["kind=music", emptyFilter],
    ["in=austria,at", emptyFilter],
    ["on=fridge", emptyFilter],
    ["skipped=maybe", emptyFilter],
    ["artist=a&-artist=a", { ...emptyFilter, artists: { only: [], never: ["a"] } }],
    ["in=DE,AT,DE", { ...emptyFilter, countries: ["AT", "DE"] }],
  ])("%s", (query, filter) => expect(parse(query).filter).toEqual(filter));

  it.each([
    "rule=many",
    "by=weight",
    "list=moods",
    "stream=albums",
    "level=tree",
    "year=20",
    "rule=-1s",
  ])("%s", (query) => expect(parse(query)).toEqual(defaultQuestion));
});

it("runs go round midnight", () => {
  expect(runs([0, 1, 2, 22, 23], 24, 0)).toBe("22-2");
  expect(parse("hour=22-2").filter.hours).toEqual([0, 1, 2, 22, 23]);
  expect(parse("day=6-1").filter.weekdays).toEqual([0, 5, 6]);
});

it("to the page of one thing goes along what counts and what ranks, and nothing else", () => {
  const question = parse("from=2019-01-01&genre=dub&rule=end&by=time&hidden=yes&list=albums");
  expect(countingQuery(question)).toBe("rule=end&by=time&hidden=yes");
});

describe("the rule that the listener chose", () => {
  afterEach(() => setUsualRule(defaultCountingRule));

  it("is the one of a question that names none", () => {
    setUsualRule({ kind: "halfTheTrack" });
    expect(parse("").rule).toEqual({ kind: "halfTheTrack" });
    expect(print(parse(""))).toBe("");
    expect(print(defaultQuestion)).toBe("");
  });

  it("is not that of a question that names another", () => {
    setUsualRule({ kind: "halfTheTrack" });
    expect(parse("rule=30s").rule).toEqual({ kind: "atLeast", secs: 30 });
    expect(print(parse("rule=30s"))).toBe("rule=30s");
    setUsualRule({ kind: "atLeast", secs: 30 });
    expect(print(parse("rule=30s"))).toBe("");
  });
});
