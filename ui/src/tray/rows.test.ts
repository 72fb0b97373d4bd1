import { expect, it } from "vitest";
import type { Gap, LatestPlay } from "../shell/bindings";
import { quickDays } from "./rows";

const zone = "Europe/Berlin";
/** A Wednesday, 21:00 in Berlin. */
const now = Date.parse("2026-11-18T20:00:00Z") / 1000;

const play = (minutesAgo: number): LatestPlay => ({
  key: String(minutesAgo),
  playedSecs: now - minutesAgo * 60,
  name: "Glue",
  by: "Bicep",
  uri: null,
  cover: null,
});
const gap = (fromAgo: number, toAgo: number, kind: Gap["kind"]): Gap => ({
  fromSecs: now - fromAgo * 60,
  toSecs: now - toAgo * 60,
  kind,
});
/** By day: how many minutes ago, or the kind of a gap. */
const listed = (plays: LatestPlay[], gaps: Gap[]) =>
  quickDays(plays, gaps, now, zone).map(({ name, rows }) =>
    [name].concat(rows.map((row) => ("gap" in row ? row.gap : row.play.key))),
  );

it("lists plays by the listener's days", () => {
  const plays = [play(1), play(20 * 60), play(22 * 60), play(5 * 24 * 60)];
  expect(listed(plays, [])).toEqual([
    ["Today", "1", "1200"],
    ["Yesterday", "1320"],
    ["Friday 13 November", "7200"],
  ]);
});

it("tells a gap after the last play that is newer, once, and the sure kind before the other", () => {
  const plays = [play(5), play(10), play(200), play(210)];
  const missing = gap(200, 14, "missing");
  const mayBe = gap(200, 14, "mayBeMissing");
  expect(listed(plays, [mayBe])).toEqual([["Today", "5", "10", "mayBeMissing", "200", "210"]]);
  expect(listed(plays, [mayBe, missing])).toEqual([["Today", "5", "10", "missing", "200", "210"]]);
});

it("tells no gap that lies before the oldest play", () => {
  expect(listed([play(5), play(10)], [gap(900, 20, "missing")])).toEqual([["Today", "5", "10"]]);
});
