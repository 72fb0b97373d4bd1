import { describe, expect, it } from "vitest";
import { cellPath, least, lookOf, pathsOf, scaleOf, tone } from "./heat";

const words = (most: number) => scaleOf([most], "time").map((from) => least(from, "time"));
const upTo = (most: number) => Array.from({ length: most + 1 }, (_, at) => at);

describe("tones", () => {
  const scale = scaleOf(upTo(50), "plays");

  it("begin at round numbers", () => {
    expect(scale).toEqual([1, 12, 24, 34, 46]);
  });

  it("keep the lowest for nothing", () => {
    expect([0, 1, 12, 45, 46, 500].map((amount) => tone(amount, scale))).toEqual([
      0, 1, 2, 4, 5, 5,
    ]);
  });

  it.each([
    [1, [5]],
    [2, [2, 5]],
    [3, [1, 3, 5]],
    [4, [1, 2, 3, 5]],
  ])("tell plays apart where %i is the most", (most, tones) => {
    const few = scaleOf(upTo(most), "plays");
    expect(
      upTo(most)
        .slice(1)
        .map((amount) => tone(amount, few)),
    ).toEqual(tones);
  });

  it("are not bleached by one wild day", () => {
    expect(scaleOf([...upTo(50), 4_000], "plays")).toEqual([1, 12, 24, 36, 48]);
  });

  it("are there without a play", () => {
    expect(scaleOf([], "plays").map((from) => tone(0, [from]))).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ["a busy clock", Array.from({ length: 168 }, (_, at) => 4_000 + ((at * 79) % 1_000))],
    ["a busy clock with empty nights", [...upTo(168).map((at) => 4_000 + at * 6), 0, 0, 0]],
    ["a year alike", upTo(365).map(() => 40)],
    ["few plays", upTo(168).map((at) => at % 4)],
    ["many small and few large", upTo(168).map((at) => 1 + Math.floor(at ** 3 / 1_000))],
  ])("give the highest to a tenth of the cells at most: %s", (_, amounts) => {
    for (const measure of ["plays", "time"] as const) {
      const of = scaleOf(amounts, measure);
      const busy = amounts.filter((amount) => amount > 0);
      const highest = busy.filter((amount) => tone(amount, of) === 5);
      expect(highest.length).toBeLessThanOrEqual(busy.length / 10);
    }
  });

  it("tell busy hours apart, though none is empty", () => {
    const clock = Array.from({ length: 168 }, (_, at) => 4_000 + ((at * 79) % 1_000));
    const tones = clock.map((amount) => tone(amount, scaleOf(clock, "plays")));
    for (const each of [1, 2, 3, 4]) {
      expect(tones.filter((one) => one === each).length).toBeGreaterThan(168 / 8);
    }
    expect(tones).toContain(5);
  });

  it("make nothing of differences that are next to none", () => {
    const alike = upTo(167).map((at) => 4_000 + (at % 3));
    expect(new Set(alike.map((amount) => tone(amount, scaleOf(alike, "plays")))).size).toBe(1);
  });

  it("ascend for any amount of plays or time", () => {
    for (let most = 0; most < 3_000_000; most = Math.ceil(most * 1.3) + 1) {
      for (const measure of ["plays", "time"] as const) {
        const found = scaleOf([most], measure);
        expect(found).toEqual(found.toSorted((one, other) => one - other));
        expect(found.every((from) => from >= 1)).toBe(true);
      }
    }
  });
});

it("begins tones of time at whole minutes or hours", () => {
  expect(words(3_000)).toEqual(["1 min", "15 min", "25 min", "40 min", "50 min"]);
  expect(words(80_000)).toEqual(["1 min", "6 h", "12 h", "16 h", "22 h"]);
});

it("groups the digits of where a tone begins", () => {
  expect(least(4_000, "plays")).toBe("4,000");
  expect(least(4_334_400, "time")).toBe("1,204 h");
});

describe("paths", () => {
  const cells = [0, 10, 20, 30].map((x) => cellPath(x, 5, 9, 8));

  it("hold every cell once, by its tone", () => {
    const looks = [0, 50, 0, 25].map((amount) => lookOf(amount, scaleOf(upTo(50), "plays")));
    const drawn = pathsOf(looks, cells).filter(({ d }) => d !== "");
    expect(drawn).toEqual([
      { look: "q0", d: `${cells[0]}${cells[2]}` },
      { look: "q3", d: cells[3] },
      { look: "q5", d: cells[1] },
    ]);
  });

  it("leave out what is bare, and go round what is hollow", () => {
    const drawn = pathsOf(["bare", "hollow", "bare", "bare"], cells);
    expect(drawn.filter(({ d }) => d !== "")).toEqual([{ look: "hollow", d: cells[1] }]);
  });

  it("stay the same in number, so that a tone that nothing has costs no new element", () => {
    expect(pathsOf([], [])).toHaveLength(7);
  });
});
