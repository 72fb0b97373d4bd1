// Of lives that are awkward for a chart, what the figures of a page say is what they draw.

import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { busiest, hoursOf, weekdaysOf } from "../figure/clock";
import { detail, years } from "../testing/detail";
import { amountLifeNames, amountLives, peaksOf, weekLives } from "../testing/lives";
import { ok } from "../testing/shell";
import { open } from "../testing/window";
import { dayOf, hourName, weekdayName } from "../words/days";
import { bumpChart } from "./bump";
import { lifeChart } from "./life";
import { floorPx, yearBars } from "./yearBars";

const widthPx = 716;

describe.each(amountLifeNames)("%s", (name) => {
  const amounts = amountLives[name];
  const peaks = peaksOf(amounts);
  const few = peaks.length <= 3;

  it("plays by month say when it was played most, and when it began", () => {
    const starts = amounts.map((_, at) => dayOf(2015, at));
    const began = amounts.findIndex((amount) => amount > 0);
    const key = { beganSecs: 0, msPlayed: 0, track: "t" };
    const first = { day: starts[began] ?? 0, minute: 0, track: { key: "t", name: "t" }, key };
    const timeline = { bins: { unit: "month" as const, starts }, all: amounts, matched: amounts };
    const chart = lifeChart(detail({ timeline, gaps: [], first }), widthPx);
    const bars = [...chart.bars.matchAll(/M([\d.]+) \d+v-([\d.]+)h([\d.]+)/g)].map(
      ([, x, high, wide]) => ({ x: Number(x), high: Number(high), wide: Number(wide) }),
    );
    const highest = Math.max(...bars.map(({ high }) => high));
    const top = bars.filter(({ high }) => high === highest);
    expect(chart.tallest?.at).toBe(few ? peaks.at(-1) : undefined);
    const { x } = chart.tallest ?? { x: top[0]?.x ?? 0 };
    expect(top.some((bar) => bar.x <= x && x <= bar.x + bar.wide + 1)).toBe(true);
    expect(chart.first?.left).toBeCloseTo(bars[0]?.x ?? -1, 0);
  });

  it("bars by year say in which it was played most, and how far it was ahead", () => {
    const played = years(amounts.map(() => 1)).map((year, at) =>
      Object.assign(year, { plays: amounts[at] ?? 0 }),
    );
    const runnerUp = amounts.map((amount) => amount / 2);
    const bars = yearBars(played, "plays", 1_096, runnerUp);
    const most = Math.max(...amounts);
    // What is very little is drawn a pixel high all the same.
    for (const { amount, y, otherY } of bars.filter((bar) => bar.amount > most / 20)) {
      const high = floorPx - y;
      expect(high).toBeCloseTo((amount / most) * (floorPx - 20));
      expect(floorPx - (otherY ?? 0)).toBeCloseTo(high / 2);
    }
    const told = bars.findIndex((bar) => bar.told);
    expect(told).toBe(peaks.at(-1));
  });
});

describe.each([
  ["even", [4, 4, 4, 4, 4, 4]],
  ["rising", [19, 12, 9, 4, 2, 1]],
  ["falling", [1, 3, 4, 8, 15, 19]],
  ["sparse", [null, 7, null, null, 5, 6]],
  ["spiky", [900, 60, 2, 75, 14, 12]],
])("ranks that are %s", (_, ranks) => {
  const rivals = [-1, 1].map((by) => ({
    key: `by ${by}`,
    name: `Rival ${by}`,
    ranks: ranks.map((rank) => (rank === null ? null : rank + by || null)),
    amounts: [],
  }));
  const chart = bumpChart("Mirador Septet", years(ranks), rivals, 600);
  const points = [...chart.discs, ...chart.dots].toSorted((one, other) => one.x - other.x);
  const drawn = ranks.filter((rank) => rank !== null && rank <= 20);

  it("say whether it rose or fell", () => {
    expect(points).toHaveLength(drawn.length);
    for (const [at, point] of points.slice(1).entries()) {
      const [before, after] = [drawn[at] ?? 0, drawn[at + 1] ?? 0];
      expect(Math.sign(point.y - (points[at]?.y ?? 0))).toBe(Math.sign(after - before));
    }
  });

  it("say who was beside it, by name", () => {
    const among = rivals.filter((rival) => rival.ranks.some((rank) => rank && rank <= 20));
    expect(chart.rivals.map(({ key }) => key)).toEqual(among.map(({ key }) => key));
    const named = chart.names.map(({ key }) => key);
    expect(new Set(named)).toEqual(new Set([null, ...among.map(({ key }) => key)]));
  });
});

it.each(["even", "workdays", "nightShift", "sparse", "oneHour"] as const)(
  "hours of a week that is %s say at what time and on which day it is heard most",
  async (life) => {
    const clock = weekLives[life];
    const [hours, days] = [hoursOf(clock), weekdaysOf(clock)];
    const of = detail({ clock });
    await open(`#/explore/artists/${of.key}`, { exploreDetail: () => Promise.resolve(ok(of)) });
    const picture = await screen.findByRole("img", { name: /^By hour of day/ });
    const bars = [...picture.querySelectorAll("rect")].map((bar) => ({
      high: Number(bar.getAttribute("height")),
      most: bar.classList.contains("most"),
    }));
    for (const [amounts, drawn] of [
      [hours, bars.slice(0, 24)],
      [days, bars.slice(24)],
    ] as const) {
      const most = Math.max(...amounts);
      const highest = Math.max(...drawn.map(({ high }) => high));
      expect(drawn).toHaveLength(amounts.length);
      const high = (amount: number) => (amount === 0 ? 0 : Math.max((amount / most) * highest, 1));
      expect(drawn.map((bar) => bar.high)).toEqual(
        amounts.map((amount) => expect.closeTo(high(amount))),
      );
      expect(drawn.findIndex((bar) => bar.most)).toBe(busiest([...amounts]));
    }
    const said = picture.getAttribute("aria-label") ?? "";
    expect(said).toContain(`${hourName(busiest(hours))} holds`);
    expect(said).toContain(`most on ${weekdayName(busiest(days))}s`);
  },
);
