import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

/** A canvas on which each of these letters has a drawing of its own, and every other one is a box. */
function fontOf(letters: string): void {
  let drawn = 0;
  const context = {
    canvas: { width: 0, height: 0 },
    font: "",
    measureText: () => ({ width: 60 }),
    fillText(text: string) {
      drawn = letters.indexOf(text) + 1;
    },
    getImageData: (_x: number, _y: number, width: number, height: number) => ({
      data: new Uint8ClampedArray(width * height * 4).fill(drawn, 8, 12),
    }),
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
}

async function isWritable(name: string): Promise<boolean> {
  const glyphs = await import("./glyphs");
  return glyphs.isWritable(name);
}

it("a name is writable if each of its letters is drawn as itself", async () => {
  fontOf("ネオンの川");
  expect(await isWritable("ネオンの川 (live)")).toBe(true);
});

it("one letter that no font has is enough", async () => {
  fontOf("ネオンの");
  expect(await isWritable("ネオンの川")).toBe(false);
});

it("what Archivo has is not looked at", async () => {
  fontOf("");
  expect(await isWritable("Sigur Rós – Ágætis byrjun, Vol. 2")).toBe(true);
});

it("where nothing can be drawn, nothing is known to be missing", async () => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  expect(await isWritable("ネオンの川")).toBe(true);
});
