// How wide a name is drawn in a chart, measured on a canvas that nobody sees: no layout is read for it.

const widths = new Map<string, number>();
let paper: CanvasRenderingContext2D | null = null;

/** In pixels, at 11 px in the weight and width of labels within a drawing. */
export function wide(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  paper ??= document.createElement("canvas").getContext("2d");
  if (!paper) return text.length * 6;
  const { fontFamily } = getComputedStyle(document.body);
  paper.font = `600 semi-condensed 11px ${fontFamily}`;
  const width = paper.measureText(text).width;
  // Before the window's own font is there, another one would be measured.
  if (document.fonts?.status === "loaded") widths.set(text, width);
  return width;
}
