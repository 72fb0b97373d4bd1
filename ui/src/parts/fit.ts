// How large and how wide a name is set so that it fills a width: first the letters widen, then they shrink, then the line breaks.
// Pure arithmetic on two measured widths; it measures nothing itself.

export interface Measured {
  /** Width in em at 62 % and at 100 % of the width axis. Between the two it is linear. */
  narrow: number;
  full: number;
}

export interface Fit {
  sizePx: number;
  widthPercent: number;
  lines: number;
}

const narrowest = 62;
const widest = 100;
/** Below this size a name breaks into lines instead of shrinking further. */
const breakPx = 96;
const smallestPx = 40;

export function fit(name: Measured, measurePx: number, largestPx: number): Fit {
  const narrowPx = name.narrow * largestPx;
  if (narrowPx <= measurePx) {
    const room = (measurePx / largestPx - name.narrow) / Math.max(name.full - name.narrow, 0.001);
    const widthPercent = narrowest + Math.min(1, room) * (widest - narrowest);
    return { sizePx: largestPx, widthPercent, lines: 1 };
  }
  const onOneLine = measurePx / name.narrow;
  if (onOneLine >= Math.min(breakPx, largestPx)) {
    return { sizePx: onOneLine, widthPercent: narrowest, lines: 1 };
  }
  // Lines break between words and are rarely full: a fifth of the room is left for that.
  const onTwoLines = (measurePx * 2 * 0.8) / name.narrow;
  const lines = onTwoLines >= breakPx / 2 ? 2 : 3;
  const sizePx = Math.min((onTwoLines * lines) / 2, breakPx, largestPx);
  return { sizePx: Math.max(sizePx, smallestPx), widthPercent: narrowest, lines };
}
