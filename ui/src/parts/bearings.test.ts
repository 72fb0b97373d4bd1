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

/** A canvas on which letters are blocks of ink. Returns the fonts that were asked for. */
function drawing(letters: Record<string, Letter>): Set<string> {
  const fonts = new Set<string>();
  let ink: [number, number] | null = null;
  const canvas = { width: 0, height: 0 };
  const context = {
    canvas,
    set font(font: string) {
      fonts.add(font);
    },
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
  return fonts;
}

async function measure(name: string, width: "narrow" | "full" = "narrow") {
  const { sideBearings } = await import("./bearings");
  return sideBearings(name, width);
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

it("draws each letter in the narrowest and in the full width", async () => {
  const fonts = drawing({ M: { advance: 60, ink: [5, 54] } });
  await measure("M");
  await measure("M", "full");
  expect([...fonts].map((font) => font.split("px")[0])).toEqual([
    "800 extra-condensed 100",
    "800 normal 100",
  ]);
});

it("a letter without ink leaves nothing out", async () => {
  drawing({ "\u{a0}": { advance: 30, ink: null } });
  expect(await measure("\u{a0}")).toEqual({ left: 0, right: 0 });
});

it("knows the usual ones where nothing can be drawn", async () => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  const [narrow, full] = [await measure("Mira"), await measure("Mira", "full")];
  expect(full.left).toBeGreaterThan(narrow.left);
});
