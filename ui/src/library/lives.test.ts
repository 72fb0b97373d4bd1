// Of archives that are awkward for a chart, the years say how far back they go, who told of them, and what is missing.

import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { ArchiveYear, Gap } from "../shell/bindings";
import { at } from "../testing/archive";
import { inside } from "../testing/inside";
import { amountLifeNames, amountLives, peaksOf } from "../testing/lives";
import { numeral } from "../words/amounts";
import { yearsChart } from "./years";
import YearsPicture from "./YearsPicture.svelte";

const firstYear = 1978;

/** From an export at first, and recorded since. */
function archive(amounts: number[]): ArchiveYear[] {
  return amounts.map((plays, index) => {
    const told =
      index < amounts.length / 2 ? { extended: plays, live: 0 } : { extended: 0, live: plays };
    return { year: firstYear + index, account: 0, ...told };
  });
}
function drawn(years: ArchiveYear[], gaps: Gap[] = []) {
  inside(YearsPicture, { chart: yearsChart(years, gaps) });
  const picture = screen.getByRole("img", { name: /^Plays by year/ });
  const bars = [...picture.querySelectorAll(".bar")].map((bar) => ({
    high: [...bar.querySelectorAll("i")].reduce(
      (sum, { style }) => sum + parseFloat(style.height),
      0,
    ),
    hatched: bar.classList.contains("hatched"),
  }));
  return { picture, bars };
}

describe.each(amountLifeNames)("%s", (life) => {
  const amounts = amountLives[life];
  const most = Math.max(...amounts);

  it("has a bar for each year, as high as its plays, and names one with the most", () => {
    const { picture, bars } = drawn(archive(amounts));
    expect(bars.map(({ high }) => high)).toEqual(
      amounts.map((amount) => expect.closeTo((amount / most) * 100)),
    );
    const words = picture.querySelector(".most")?.textContent.trim() ?? "";
    const year = Number(/\d{4}$/.exec(words)?.[0]);
    expect(peaksOf(amounts)).toContain(year - firstYear);
    expect(words).toContain(`${numeral(most)} play`);
    expect(picture.getAttribute("aria-label")).toContain(`most in ${year}, ${numeral(most)}.`);
  });

  it("says who told of it, along the years with plays of theirs", () => {
    const years = archive(amounts);
    const { picture } = drawn(years);
    const lines = [...picture.querySelectorAll<HTMLElement>(".along i")];
    const told = (["extended", "live"] as const).filter((by) => years.some((year) => year[by] > 0));
    expect(lines.map((line) => told.find((by) => line.classList.contains(by)))).toEqual(told);
    for (const [index, by] of told.entries()) {
      const first = years.findIndex((year) => year[by] > 0);
      const last = years.findLastIndex((year) => year[by] > 0);
      const { left, width } = lines[index]?.style ?? { left: "", width: "" };
      expect(parseFloat(left)).toBeCloseTo((first / years.length) * 100);
      expect(parseFloat(width)).toBeCloseTo(((last + 1 - first) / years.length) * 100);
    }
  });
});

it("years that are not known are hatched, and silent ones are not", () => {
  const years = archive(amountLives.silent);
  const silent = amountLives.silent.flatMap((amount, index) => (amount === 0 ? [index] : []));
  const gap: Gap = {
    fromSecs: at(`${firstYear + 20}-01-02T00:00:00Z`),
    toSecs: at(`${firstYear + 22}-12-30T00:00:00Z`),
    kind: "missing",
  };
  const { bars } = drawn(years, [gap]);
  const hatched = bars.flatMap((bar, index) => (bar.hatched ? [index] : []));
  expect(hatched).toEqual([20, 21, 22]);
  expect(silent).toEqual(expect.arrayContaining(hatched));
});
