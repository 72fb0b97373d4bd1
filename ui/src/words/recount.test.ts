import { expect, it } from "vitest";
import { recountSentence } from "./recount";

it.each([
  [1_234, 12, "1,234 plays had been counted twice, and 12 had not been counted."],
  [2, 1, "2 plays had been counted twice, and 1 had not been counted."],
  [1, 0, "1 play had been counted twice."],
  [0, 1, "1 play had not been counted."],
  [0, 1_234, "1,234 plays had not been counted."],
])("%i that no longer count and %i that do now", (noLonger, newly, sentence) => {
  expect(recountSentence({ noLonger, newly })).toBe(sentence);
});
