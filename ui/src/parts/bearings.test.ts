import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

/** Letters of these widths, whose ink begins and ends that far inside, in em of the font that is asked for. */
function drawing(
  letters: Record<string, { width: number; left: number; right: number }>,
): string[] {
  const fonts: string[] = [];
  const context = {
    set font(font: string) {
      fonts.push(font);
    },
    measureText(text: string) {
      const { width, left, right } = letters[text] ?? { width: 0, left: 0, right: 0 };
      return {
        width: width * 200,
        actualBoundingBoxLeft: -left * 200,
        actualBoundingBoxRight: (width - right) * 200,
      };
    },
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
  return fonts;
}

it("measures the first letter's left side and the last one's right side, for each width", async () => {
  const fonts = drawing({
    M: { width: 0.6, left: 0.05, right: 0.06 },
    a: { width: 0.4, left: 0.02, right: 0.03 },
  });
  const { sideBearings } = await import("./bearings");
  const { left, right } = sideBearings("Mira", "narrow");
  expect(left).toBeCloseTo(0.05);
  expect(right).toBeCloseTo(0.03);
  sideBearings("Mira", "full");
  expect(fonts[0]).toMatch(/^800 extra-condensed 200px/);
  expect(fonts[1]).toMatch(/^800 normal 200px/);
});

it("a letter that reaches out of its box on the left is moved in", async () => {
  drawing({ J: { width: 0.5, left: -0.04, right: 0.05 } });
  const { sideBearings } = await import("./bearings");
  expect(sideBearings("J", "narrow").left).toBeCloseTo(-0.04);
});

it("a name that begins with two code units is measured by its first letter", async () => {
  drawing({ "𝔐": { width: 1, left: 0.1, right: 0.2 } });
  const { sideBearings } = await import("./bearings");
  expect(sideBearings("𝔐", "narrow")).toEqual({ left: 0.1, right: expect.closeTo(0.2) as number });
});

it("knows the usual ones where nothing can be drawn", async () => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  const { sideBearings } = await import("./bearings");
  expect(sideBearings("Mira", "full").left).toBeGreaterThan(sideBearings("Mira", "narrow").left);
});
