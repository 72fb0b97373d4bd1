import { expect, it } from "vitest";
import type { ListEntry } from "../shell/bindings";
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
