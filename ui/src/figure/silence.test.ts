import { expect, it } from "vitest";
import type { Bins } from "../shell/bindings";
import { dayOf, span } from "../words/days";
import { silences } from "./silence";

const months = (count: number): Bins => ({
  unit: "month",
  starts: Array.from({ length: count }, (_, at) => dayOf(2020, at)),
});
const words = (amounts: number[], gaps: { firstDay: number; lastDay: number }[] = []) =>
  silences(months(amounts.length), amounts, gaps).map(span);

it("is a month without a play, or several in a row", () => {
  expect(words([4, 0, 3, 0, 0, 9])).toEqual(["1 – 29 Feb 2020", "1 Apr – 31 May 2020"]);
  expect(words([4, 3])).toEqual([]);
});

it("is no gap, and nothing short that is left beside one", () => {
  expect(words([4, 0, 3], [{ firstDay: dayOf(2020, 0, 20), lastDay: dayOf(2020, 2, 3) }])).toEqual(
    [],
  );
  expect(words([4, 0, 3], [{ firstDay: dayOf(2020, 1, 12), lastDay: dayOf(2020, 1, 14) }])).toEqual(
    [],
  );
  expect(
    words([4, 0, 0, 3], [{ firstDay: dayOf(2020, 1, 12), lastDay: dayOf(2020, 1, 29) }]),
  ).toEqual(["1 – 31 Mar 2020"]);
});

it.each([
  [20, 0],
  [21, 1],
])("%i quiet days are %i silences", (quiet, found) => {
  const amounts = [1, ...Array.from({ length: quiet }, () => 0), 1];
  const starts = amounts.map((_, at) => dayOf(2020, 0, 1 + at));
  expect(silences({ unit: "day", starts }, amounts, [])).toHaveLength(found);
});
