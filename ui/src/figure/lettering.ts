// Measures the width of texts in charts on a canvas outside the page, because reading it from the page would cost a layout.

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** In pixels, at 11 px in the weight and width of labels within a drawing. */
export function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 6;
  const { fontFamily, wordSpacing } = getComputedStyle(document.body);
  if (wordSpacing.endsWith("px")) context.wordSpacing = wordSpacing;
  context.font = `600 semi-condensed 11px ${fontFamily}`;
  const width = context.measureText(text).width;
  // Until the window's own font is loaded, this is the width in another one.
  if (document.fonts?.status === "loaded") widths.set(text, width);
  return width;
}
