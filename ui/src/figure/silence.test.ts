import { expect, it } from "vitest";
import type { Bins } from "../shell/bindings";
import { dayOf, span } from "../words/days";
import { silenceMarks, silences } from "./silence";

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

const marked = (widths: number[], uprightPx: number | null = 14) => {
  let x = 0;
  const quiet = widths.map((width) => ({ x: (x += 100), width }));
  return silenceMarks(quiet, { alongPx: 50, uprightPx, rightPx: 600 }).map(({ label }) => label);
};

it("says what it is along itself, or upright where that is too narrow", () => {
  expect(marked([60, 20, 9])).toEqual([{ x: 130, how: "along" }, { x: 210, how: "upright" }, null]);
  expect(marked([60, 20], null)).toEqual([{ x: 130, how: "along" }, null]);
});

it("of silences that are all too narrow, the widest says it over the bars beside it", () => {
  expect(marked([4, 9, 6])).toEqual([null, { x: 204.5, how: "over" }, null]);
  const atEdge = silenceMarks([{ x: 0, width: 5 }], { alongPx: 50, uprightPx: 14, rightPx: 600 });
  expect(atEdge[0]?.label).toEqual({ x: 25, how: "over" });
});
