import { describe, expect, it } from "vitest";
import { hoursOf } from "../figure/clock";
import { detail } from "../testing/detail";
import { listeningHabit } from "./hours";

const day = (held: Record<number, number>, rest = 0) =>
  Array.from({ length: 24 }, (_, hour) => held[hour] ?? rest);

describe("the kind of listening", () => {
  it.each([
    ["A late-night artist", day({ 22: 9, 23: 9, 0: 9, 14: 8 })],
    ["A late-night artist", day({ 1: 9, 2: 9 })],
    ["A morning artist", day({ 7: 20, 8: 20, 21: 5 })],
    ["A daytime artist", day({ 11: 20, 15: 20, 21: 5 })],
    ["An evening artist", day({ 18: 20, 21: 20, 7: 5 })],
    ["An artist for all hours", day({}, 3)],
    ["By hour of day", day({ 8: 20, 13: 20, 18: 20 })],
    ["By hour of day", day({ 8: 40, 23: 41 })],
  ])("%s", (words, hours) => {
    expect(listeningHabit(hours, 100, "artists")).toBe(words);
  });

  it("is told of albums, tracks and genres in their own word", () => {
    expect(listeningHabit(day({ 8: 40 }), 40, "genres")).toBe("A morning genre");
    expect(listeningHabit(day({}, 3), 72, "albums")).toBe("An album for all hours");
  });

  it("is not told from a few plays", () => {
    expect(listeningHabit(day({ 23: 11 }), 11, "tracks")).toBe("By hour of day");
  });

  it("late at night holds most of a clock that rises after nine in the evening", () => {
    const { clock, plays } = detail();
    expect(listeningHabit(hoursOf(clock), plays, "artists")).toBe("A late-night artist");
  });
});
