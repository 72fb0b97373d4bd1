import { expect, it } from "vitest";
import { setUsualRule } from "../navigation/rule.svelte";
import { defaultCountingRule, type ListEntry } from "../shell/bindings";
import { failed, fakeShell, ok } from "../testing/shell";
import { OwnPlays } from "./own.svelte";

const entries = (...keys: string[]): ListEntry[] =>
  keys.map((key) => ({ key, name: `Name ${key}` }));

/** `answer`: null where the archive can't be read. */
function counting(answer: (asked: ListEntry[], fromDay: number | null) => number[] | null) {
  const shell = fakeShell({
    ownPlays: (_sort, asked, fromDay) => {
      const plays = answer(asked, fromDay);
      return Promise.resolve(plays ? ok(plays) : failed({ kind: "gone" }));
    },
  });
  return new OwnPlays(shell, (span) => (span === "fourWeeks" ? 20_000 : null));
}

it("has the plays of each entry since the day of the range", async () => {
  const own = counting((asked, fromDay) => asked.map((_, at) => (fromDay === 20_000 ? at : 99)));
  await own.read("tracks", "fourWeeks", entries("a", "b"));
  expect([...own.plays]).toEqual([
    ["a", 0],
    ["b", 1],
  ]);
});

it("shows nothing where the archive has none of them, or can't be read", async () => {
  let answer: number[] | null = [3, 0];
  const own = counting(() => answer);
  await own.read("tracks", "year", entries("a", "b"));
  expect(own.plays.size).toBe(2);
  answer = null;
  await own.read("tracks", "year", entries("a", "b"));
  expect(own.plays.size).toBe(0);
  answer = [0, 0];
  await own.read("tracks", "year", entries("a", "b"));
  expect(own.plays.size).toBe(0);
});

it("numbers of another list are never beside this one", async () => {
  const own = counting((asked) => asked.map(() => 5));
  await own.read("tracks", "year", entries("a"));
  const next = own.read("artists", "year", entries("b"));
  expect(own.plays.size).toBe(0);
  await next;
  expect([...own.plays]).toEqual([["b", 5]]);
});

it("numbers of one range are never beside another, though the tracks are the same", async () => {
  const own = counting((asked, fromDay) => asked.map(() => (fromDay === null ? 300 : 4)));
  await own.read("tracks", "fourWeeks", entries("a"));
  const next = own.read("tracks", "year", entries("a"));
  expect(own.plays.size).toBe(0);
  await next;
  expect([...own.plays]).toEqual([["a", 300]]);
});

it("counts by the listener's own rule", async () => {
  const shell = fakeShell({ ownPlays: () => Promise.resolve(ok([1])) });
  setUsualRule({ kind: "atLeast", secs: 60 });
  await new OwnPlays(shell, () => null).read("tracks", "year", entries("a"));
  setUsualRule(defaultCountingRule);
  expect(shell.asked[0]?.at(-1)).toEqual({ kind: "atLeast", secs: 60 });
});
