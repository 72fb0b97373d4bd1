import { describe, expect, it } from "vitest";
import type { Measure } from "../shell/bindings";
import { cellPath, keyOf, lookOf, pathsOf, scaleOf, tone } from "./heat";

const upTo = (most: number) => Array.from({ length: most + 1 }, (_, at) => at);

describe("tones", () => {
  const scale = scaleOf(upTo(50), "plays");

  it("are shared out by rank, the highest to a tenth", () => {
    expect(scale).toEqual([1, 14, 26, 39, 46]);
    const each = [1, 2, 3, 4, 5].map(
      (one) => upTo(50).filter((amount) => tone(amount, scale) === one).length,
    );
    expect(each).toEqual([13, 12, 13, 7, 5]);
  });

  it("keep the lowest for nothing", () => {
    expect([0, 1, 14, 45, 46, 500].map((amount) => tone(amount, scale))).toEqual([
      0, 1, 2, 4, 5, 5,
    ]);
  });

  it.each([
    [1, [3]],
    [2, [2, 4]],
    [3, [1, 3, 5]],
    [4, [1, 2, 4, 5]],
    [5, [1, 2, 3, 4, 5]],
  ])("tell plays apart where %i is the most", (most, tones) => {
    const few = scaleOf(upTo(most), "plays");
    expect(
      upTo(most)
        .slice(1)
        .map((amount) => tone(amount, few)),
    ).toEqual(tones);
  });

  it("are not bleached by one wild day", () => {
    expect(scaleOf([...upTo(50), 4_000], "plays")).toEqual([1, 14, 27, 40, 47]);
  });

  it("show the one wild day of a year that is all alike otherwise", () => {
    const year = [...upTo(363).map(() => 40), 400];
    expect([40, 400].map((amount) => tone(amount, scaleOf(year, "plays")))).toEqual([3, 5]);
  });

  it("are there without a play", () => {
    expect(scaleOf([], "plays").map((from) => tone(0, [from]))).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ["a busy clock", Array.from({ length: 168 }, (_, at) => 4_000 + ((at * 79) % 1_000))],
    ["a busy clock with empty nights", [...upTo(168).map((at) => 4_000 + at * 6), 0, 0, 0]],
    ["a year alike", upTo(365).map(() => 40)],
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

/** A key in words. */
function keyWords(amounts: number[], measure: Measure): string {
  const { unit, steps } = keyOf(scaleOf(amounts, measure), measure);
  return `${unit} ${steps.map(({ from }) => from).join(" ")}`;
}

describe("the key", () => {
  it("prints where each tone begins, in whole minutes or hours", () => {
    expect(keyWords(upTo(50), "plays")).toBe("plays 0 1 14 26 39 46");
    expect(
      keyWords(
        upTo(50).map((at) => at * 61),
        "time",
      ),
    ).toBe("minutes 0 1 14 26 40 47");
    expect(
      keyWords(
        upTo(50).map((at) => at * 36_000),
        "time",
      ),
    ).toBe("hours 0 >0 140 260 390 460");
  });

  it("groups the digits of large numbers, and shows three of them", () => {
    expect(
      keyWords(
        upTo(50).map((at) => at * 1_234),
        "plays",
      ),
    ).toBe("plays 0 1 17,300 32,100 48,200 56,800");
  });

  it("leaves out tones that nothing has", () => {
    expect(keyWords([2, 2, 9], "plays")).toBe("plays 0 1 9");
    expect(keyWords([], "plays")).toBe("plays 0");
    expect(keyWords([7, 7, 7], "plays")).toBe("plays 0 1");
  });
});

describe("paths", () => {
  const cells = [0, 10, 20, 30].map((x) => cellPath(x, 5, 9, 8));

  it("hold every cell once, by its tone", () => {
    const looks = [0, 50, 0, 25].map((amount) => lookOf(amount, scaleOf(upTo(50), "plays")));
    const drawn = pathsOf(looks, cells).filter(({ d }) => d !== "");
    expect(drawn).toEqual([
      { look: "q0", d: `${cells[0]}${cells[2]}` },
      { look: "q2", d: cells[3] },
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
