import { expect, it } from "vitest";
import { explored } from "../../testing/explore";
import { dayOf } from "../../words/days";
import { paint } from "./paint";
import { scaleOf, type Scene } from "./scene";

/** A canvas that only remembers what was done to it. */
function canvas() {
  const done: [string, ...unknown[]][] = [];
  const to = new Proxy({} as Record<string, unknown>, {
    get: (kept, name: string) => {
      if (name in kept) return kept[name];
      if (name === "measureText") return (words: string) => ({ width: words.length * 6 });
      return (...given: unknown[]) => void done.push([name, ...given]);
    },
  }) as unknown as CanvasRenderingContext2D;
  const words = () => done.flatMap(([name, text]) => (name === "fillText" ? [String(text)] : []));
  return { to, done, words };
}

const { timeline, gaps, lastExportDay } = explored();
const scene = (more: Partial<Scene> = {}): Scene => ({
  widthPx: 1096,
  timeline,
  window: { firstDay: dayOf(2019, 2, 12), lastDay: dayOf(2021, 7, 4) },
  whole: false,
  gaps,
  lastExportDay,
  arm: null,
  silences: [],
  clip: Math.max(...timeline.all),
  tallest: { at: 5, words: "2,195 plays, Mar 2010" },
  colour: (name) => name,
  ...more,
});
function drawn(more: Partial<Scene> = {}) {
  const { to, done, words } = canvas();
  paint(to, scene(more));
  return { done, words: words() };
}

it("words are as far apart as in the page", () => {
  const { to } = canvas();
  paint(to, scene());
  expect(to.wordSpacing).toBe("0.78px");
});

it("keeps what the filter matches to its window", () => {
  const { x } = scaleOf(timeline, 1096);
  const { done } = drawn();
  const clip = done.findIndex(([name]) => name === "clip");
  const from = x(dayOf(2019, 2, 12));
  expect(done[clip - 1]).toEqual(["rect", from, 0, x(dayOf(2021, 7, 5)) - from, 76]);
});

it("says the days at the window's ends, the tallest bar, the gap and who tells", () => {
  expect(drawn().words).toEqual(
    expect.arrayContaining([
      "12 Mar 2019",
      "4 Aug 2021",
      "2,195 plays, Mar 2010",
      "plays are missing",
      "from your export",
      "recorded by Tonearm",
    ]),
  );
});

it("the label of a gap at the edge says its kind and stays within the timeline", () => {
  const last = scaleOf(timeline, 1096).day(1095);
  const gap = { firstDay: last - 30, lastDay: last, kind: "mayBeMissing" as const };
  const { done } = drawn({ gaps: [gap] });
  const label = done.find(([name, text]) => name === "fillText" && text === "plays may be missing");
  expect(Number(label?.[2])).toBe(1096 - "plays may be missing".length * 3);
});

it("a silence says that nothing was played, and is not hatched", () => {
  const quiet = { firstDay: dayOf(2014, 2, 1), lastDay: dayOf(2014, 11, 31) };
  const { done, words } = drawn({ silences: [quiet], gaps: [] });
  expect(words).toContain("no plays");
  const label = done.find(([name, text]) => name === "fillText" && text === "no plays");
  const { x } = scaleOf(timeline, 1096);
  expect(label?.[2]).toBeCloseTo((x(quiet.firstDay) + x(quiet.lastDay + 1)) / 2);
  expect(done.filter(([name, left]) => name === "rect" && left === x(quiet.firstDay))).toEqual([]);
});

it("a silence is underlined with dashes, a gap is not", () => {
  const quiet = { firstDay: dayOf(2014, 2, 1), lastDay: dayOf(2014, 2, 31) };
  const dashes = [[quiet], []].map((silences) =>
    drawn({ silences }).done.flatMap(([name, px]) => (name === "setLineDash" ? [px] : [])),
  );
  expect(dashes).toEqual([[[1, 3], []], []]);
});

it("in a narrow window, the longest of short silences says so over the bars, away from the gap's words", () => {
  const [short, shorter] = [
    { firstDay: dayOf(2012, 2), lastDay: dayOf(2012, 4, 31) },
    { firstDay: dayOf(2017, 2), lastDay: dayOf(2017, 2, 31) },
  ];
  const { done, words } = drawn({ widthPx: 716, silences: [short, shorter] });
  expect(words.filter((text) => text === "no plays")).toHaveLength(1);
  const placed = (of: string) => done.find(([name, text]) => name === "fillText" && text === of);
  const [, , across, y] = placed("no plays") ?? [];
  const { x } = scaleOf(timeline, 716);
  expect(across).toBeCloseTo((x(short.firstDay) + x(short.lastDay + 1)) / 2);
  expect(Math.abs(Number(y) - Number(placed("plays are missing")?.[3]))).toBeGreaterThanOrEqual(12);
});

it("a short silence says so upright, and a shorter one beside it nothing", () => {
  const [short, shorter] = [
    { firstDay: dayOf(2014, 2), lastDay: dayOf(2014, 4, 30) },
    { firstDay: dayOf(2017, 2), lastDay: dayOf(2017, 2, 31) },
  ];
  const { done, words } = drawn({ silences: [short, shorter], gaps: [] });
  expect(words.filter((text) => text === "no plays")).toHaveLength(1);
  const { x } = scaleOf(timeline, 1096);
  const turned = done.findIndex(([name]) => name === "rotate");
  const [, across] = done[turned - 1] ?? [];
  expect(across).toBeCloseTo((x(short.firstDay) + x(short.lastDay + 1)) / 2);
  expect(done.slice(turned).find(([name]) => name === "fillText")?.[1]).toBe("no plays");
});

it("a bar too high for the others is as high as there is room for, and broken", () => {
  const wild = timeline.all.map((plays, at) => (at === 100 ? 90_000 : plays));
  const clip = Math.max(...timeline.all);
  const { done } = drawn({ timeline: { ...timeline, all: wild }, clip });
  const bars = done.filter(
    ([name, , top, , high]) => name === "fillRect" && top === 18 && high === 58,
  );
  // The window's ground, and the two highest: what was the highest before, and the wild one.
  expect(bars).toHaveLength(3);
  expect(done.filter(([name]) => name === "lineTo").length - drawnLines()).toBe(3);
});
const drawnLines = () => drawn().done.filter(([name]) => name === "lineTo").length;

it("the label of the highest bar is over it", () => {
  const { done } = drawn({ whole: true });
  const { x } = scaleOf(timeline, 1096);
  const { starts } = timeline.bins;
  const label = done.find(
    ([name, text]) => name === "fillText" && String(text).startsWith("2,195"),
  );
  const half = "2,195 plays, Mar 2010".length * 3;
  expect(label?.[2]).toBe(Math.max(half, (x(starts[5] ?? 0) + x(starts[6] ?? 0) - 1) / 2));
});

it("a whole life says no days", () => {
  const window = { firstDay: dayOf(2009, 9, 14), lastDay: dayOf(2026, 10, 21) };
  expect(drawn({ whole: true, window }).words).not.toContain("14 Oct 2009");
});

it("under the read head its own words go before others", () => {
  const at = timeline.bins.starts.indexOf(dayOf(2019, 2));
  const { words } = drawn({ arm: { at, words: "1,276 plays, Mar 2019" } });
  expect(words).toContain("1,276 plays, Mar 2019");
  expect(words).not.toContain("12 Mar 2019");
  expect(words).not.toContain("2,195 plays, Mar 2010");
});

it("draws no bar where nothing was played", () => {
  const none = timeline.all.map(() => 0);
  const { done } = drawn({ timeline: { ...timeline, all: none, matched: none }, gaps: [] });
  // The window's ground and the lines of its ends, the baseline, its ticks and the line of those who tell remain.
  const high = done.filter(([name, , , , px]) => name === "fillRect" && Number(px) > 10);
  expect(high).toHaveLength(3);
});

it("a handle stands at either end of the window", () => {
  const { x } = scaleOf(timeline, 1096);
  const grips = drawn().done.filter(([name]) => name === "roundRect");
  expect(grips.map(([, left]) => left)).toEqual([
    x(dayOf(2019, 2, 12)) - 4,
    x(dayOf(2021, 7, 5)) - 4,
  ]);
});

it("a single day makes no wall", () => {
  const bins = { unit: "day" as const, starts: [dayOf(2026, 10, 21)] };
  const one = { bins, all: [12], matched: [12] };
  const { done } = drawn({ timeline: one, clip: 12, whole: true, gaps: [] });
  const bars = done.filter(([name, , , , px]) => name === "fillRect" && Number(px) === 58);
  expect(bars.map(([, , , width]) => width)).toEqual([72, 72]);
});

it("finds the day under the hand again", () => {
  const { x, day } = scaleOf(timeline, 1096);
  for (const each of [dayOf(2009, 9, 1), dayOf(2015, 6, 3), dayOf(2026, 10, 20)]) {
    expect(Math.abs(day(x(each) + 0.001) - each)).toBeLessThanOrEqual(1);
  }
});
