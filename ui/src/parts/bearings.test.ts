import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

interface Letter {
  /** In hundredths of an em: how wide its box is, and where in it its ink begins and ends. */
  advance: number;
  ink: [from: number, until: number] | null;
}

/** A canvas on which letters are blocks of ink. */
function drawing(letters: Record<string, Letter>): void {
  let ink: [number, number] | null = null;
  const canvas = { width: 0, height: 0 };
  const context = {
    canvas,
    font: "",
    measureText: (text: string) => ({ width: letters[text]?.advance ?? 0 }),
    fillText(text: string, x: number) {
      const of = letters[text]?.ink;
      ink = of ? [x + of[0], x + of[1]] : null;
    },
    getImageData(_x: number, _y: number, width: number, height: number) {
      const data = new Uint8ClampedArray(width * height * 4);
      for (let x = ink?.[0] ?? 0; x < (ink?.[1] ?? 0); x += 1) {
        data[(Math.floor(height / 2) * width + x) * 4 + 3] = 255;
      }
      return { data };
    },
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
}

async function measure(name: string) {
  const { sideBearings } = await import("./bearings");
  return sideBearings(name);
}

it("has the first letter's left side and the last one's right side", async () => {
  drawing({ M: { advance: 60, ink: [5, 54] }, a: { advance: 40, ink: [2, 37] } });
  expect(await measure("Mira")).toEqual({ left: 0.05, right: 0.03 });
});

it("is below zero where a letter reaches out of its box", async () => {
  drawing({ J: { advance: 50, ink: [-4, 53] } });
  expect(await measure("J")).toEqual({ left: -0.04, right: -0.03 });
});

it("takes letters of two code units whole", async () => {
  drawing({ "𝔐": { advance: 100, ink: [10, 80] } });
  expect(await measure("𝔐")).toEqual({ left: 0.1, right: 0.2 });
});

it("a letter without ink leaves nothing out", async () => {
  drawing({ "\u{a0}": { advance: 30, ink: null } });
  expect(await measure("\u{a0}")).toEqual({ left: 0, right: 0 });
});

it("knows the usual ones where nothing can be drawn", async () => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  const { left, right } = await measure("Mira");
  expect(left > 0 && right > 0).toBe(true);
});
