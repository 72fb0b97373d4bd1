import { afterEach, expect, it, vi } from "vitest";
import { inside } from "../testing/inside";
import FitName from "./FitName.svelte";

const columnPx = 1096;
/** Of a letter, in em, with the narrowest letters and with those of full width. */
const [narrow, full] = [0.39, 0.57];
/** A length in em on an element counts for its own letters; one that it inherits was turned into pixels long before. */
const inheritedPx = 26;

/** A text is as wide as its letters and the spacing after each. */
function widthOf(text: HTMLElement, sizePx: number, widthPercent: number): number {
  const letter = narrow + ((full - narrow) * (widthPercent - 62)) / 38;
  const count = text.textContent.length;
  return count * (letter * sizePx + spacingPx(text, sizePx));
}
function spacingPx({ style }: HTMLElement, sizePx: number): number {
  return style.letterSpacing ? parseFloat(style.letterSpacing) * sizePx : -0.03 * inheritedPx;
}

afterEach(() => vi.restoreAllMocks());

it.each(["Mirador Septet", "The Pale Cartographers"])(
  "%s ends at the edge of its column",
  (name) => {
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(columnPx);
    vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockImplementation(function (
      this: HTMLElement,
    ) {
      return widthOf(this, 400, this.classList.contains("full") ? 100 : 62);
    });
    inside(FitName, { name });
    const text = document.querySelector("bdi") as HTMLElement;
    const sizePx = parseFloat(text.style.fontSize);
    // There is nothing to draw letters on here, so the space beside them is the usual one.
    const widthPercent = parseFloat(text.style.fontStretch);
    const measured = widthOf(text, sizePx, widthPercent);
    const besidePx =
      2 *
      0.065 *
      sizePx *
      ((narrow / full) * (1 - (widthPercent - 62) / 38) + (widthPercent - 62) / 38);
    const inkPx = measured - spacingPx(text, sizePx) - besidePx;
    expect(columnPx - inkPx).toBeGreaterThan(0);
    expect(columnPx - inkPx).toBeLessThan(3);
  },
);
