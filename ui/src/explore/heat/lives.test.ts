// Of years that are awkward for a chart, the calendar says the best day and the longest run, and its tones agree with them.

import { describe, expect, it } from "vitest";
import { lookOf, scaleOf, tone } from "../../figure/heat";
import { peaksOf } from "../../testing/lives";
import { dayAndMonth, dayOf } from "../../words/days";
import { dayKinds } from "./calendar";
import { notableOf } from "./yearShapes";
import { yearMarks, yearStory } from "./yearStory";

const firstDay = dayOf(2019);
const range = { firstDay, lastDay: firstDay + 364 };
/** 1 January 2019 was a Tuesday. */
const offset = 1;
const grid = { left: 32, top: 16, step: 10, space: 2 };

const yearLives = {
  even: () => 12,
  spiky: (at: number) => (at === 71 ? 400 : 3 + (at % 3)),
  sparse: (at: number) => (at % 29 === 5 ? 1 + (at % 4) : 0),
  oneDay: (at: number) => (at === 200 ? 9 : 0),
  longTail: (at: number) => Math.round(300 / (at + 1)),
  weekends: (at: number) => ((at + offset) % 7 > 4 ? 30 + (at % 11) : 1),
  silentSummer: (at: number) => (at > 150 && at < 240 ? 0 : 5 + ((at * 7) % 13)),
};

describe.each(Object.keys(yearLives) as (keyof typeof yearLives)[])("%s", (life) => {
  const days = Array.from({ length: 365 }, (_, at) => yearLives[life](at));
  const calendar = { year: 2019, firstDay, days };
  const marks = yearMarks(calendar, dayKinds(calendar, range, [], []), []);
  const story = yearStory(calendar, marks, "plays");
  const scale = scaleOf(days, "plays");
  const notable = notableOf(marks, grid, offset, 572, (text) => text.length * 6);

  it("more is never of a lower tone, and only nothing has the lowest", () => {
    const byAmount = days.toSorted((one, other) => one - other).map((of) => tone(of, scale));
    expect(byAmount).toEqual(byAmount.toSorted((one, other) => one - other));
    expect(days.filter((of) => lookOf(of, scale) === "q0").every((of) => of === 0)).toBe(true);
    expect(lookOf(0, scale)).toBe("q0");
  });

  it("the best day is one with the most, as the sentence says, and has the highest tone", () => {
    const peaks = peaksOf(days);
    expect(marks.best).toBe(peaks.length <= 3 ? peaks.at(-1) : null);
    const { best } = marks;
    if (best === null) return;
    expect(story).toContain(`est day ${dayAndMonth(firstDay + best)}, ${days[best]} play`);
    const tones = days.map((of) => tone(of, scale));
    expect(tones[best]).toBe(Math.max(...tones));
  });

  it("the best day's outline is around its own cell", () => {
    const { best } = marks;
    const shape = notable.find(({ text }) => text === "best day");
    expect(shape !== undefined).toBe(best !== null);
    if (!shape || best === null) return;
    const [x, y, right, bottom] = [...shape.outline.matchAll(/[\d.]+/g)].map(Number);
    const place = best + offset;
    const cell = { x: 32 + Math.floor(place / 7) * 10, y: 16 + (place % 7) * 10 };
    expect([x, y, right, bottom]).toEqual([cell.x - 1, cell.y - 1, cell.x + 9, cell.y + 9]);
  });

  it("the longest run has a play on each of its days, and none is longer", () => {
    const runs = days
      .map((of) => (of > 0 ? "x" : " "))
      .join("")
      .split(/ +/);
    const longest = Math.max(...runs.map(({ length }) => length));
    const { run } = marks;
    expect(run ? run.lastDay - run.firstDay + 1 : 0).toBe(longest < 3 ? 0 : longest);
    if (!run) return;
    expect(days.slice(run.firstDay, run.lastDay + 1)).not.toContain(0);
    expect(story).toContain(longest === 365 ? "every day" : `${longest} days`);
    expect(notable.map(({ text }) => text)).toContain(`${longest} days`);
  });
});
