import { expect, it } from "vitest";
import { weekLives } from "../../testing/lives";
import { weekStory } from "./weekStory";

it.each([
  ["even", "You listen about as much at any hour."],
  ["workdays", "You listen at 07 and 20 to 23; on weekends late in the morning."],
  ["nightShift", "You listen at 23 to 03."],
  ["sparse", "2 plays: too few for a pattern."],
  ["oneHour", "9 plays: too few for a pattern. Most on Friday at 22:00: 9 plays."],
  ["nothing", "Nothing in these hours."],
] as const)("of a week that is %s", (life, sentence) => {
  expect(weekStory(weekLives[life], "plays", false)).toBe(sentence);
});

const only = (days: number[]) =>
  weekLives.workdays.map((amount, at) => (days.includes(Math.floor(at / 24)) ? amount : 0));

it.each([
  [[0, 1, 2, 3, 4], "You listen on working days, at 07 and 20 to 23."],
  [[5, 6], "You listen on weekends, at 10 to 11."],
])("says on which days, where it is only some of them: %j", (days, sentence) => {
  expect(weekStory(only(days), "plays", false)).toBe(sentence);
});

it("says nothing of the listener where the filter chose the hours", () => {
  expect(weekStory(only([5]), "plays", true)).toBe("");
  const friday = weekLives.oneHour.map((amount) => amount * 60);
  expect(weekStory(friday, "time", true)).toBe("Most on Friday at 22:00: 9\u00a0min.");
});

it("a single busy hour beside a quiet rest is that hour", () => {
  const cells = weekLives.nothing.map((_, at) => (at % 24 === 8 ? 50 : 1));
  expect(weekStory(cells, "plays", false)).toBe("You listen at 08.");
});
