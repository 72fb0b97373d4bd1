import { describe, expect, it } from "vitest";
import { cellPath, least, lookOf, pathsOf, scaleOf, tone } from "./heat";

const words = (most: number) => scaleOf([most], "time").map((from) => least(from, "time"));
const upTo = (most: number) => Array.from({ length: most + 1 }, (_, at) => at);

describe("tones", () => {
  const scale = scaleOf(upTo(50), "plays");

  it("begin at round numbers", () => {
    expect(scale).toEqual([1, 10, 20, 30, 40]);
  });

  it("keep the lowest for nothing", () => {
    expect([0, 1, 10, 39, 40, 500].map((amount) => tone(amount, scale))).toEqual([
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
    expect(scaleOf([...upTo(50), 4_000], "plays")).toEqual([1, 10, 20, 30, 40]);
  });

  it("are there without a play", () => {
    expect(scaleOf([], "plays").map((from) => tone(0, [from]))).toEqual([0, 0, 0, 0, 0]);
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
  expect(words(3_000)).toEqual(["1 min", "10 min", "20 min", "30 min", "40 min"]);
  expect(words(80_000)).toEqual(["1 min", "5 h", "10 h", "15 h", "20 h"]);
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
