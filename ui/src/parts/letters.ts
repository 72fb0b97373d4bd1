// Single letters of large type, drawn where nobody sees them: what a font has can be read off the drawing alone.
// They are drawn at their full width: a canvas of WebKitGTK knows no other.

export interface DrawnLetter {
  /** The width of the letter's box, in pixels. */
  advance: number;
  /** The width of the drawing. */
  wide: number;
  /** Red, green, blue and opacity of each pixel, line by line. */
  data: Uint8ClampedArray;
}

/** How large letters are drawn. */
export const rulerPx = 100;
/** Around the letter, for ink that reaches out of its box. */
export const roomPx = 50;

let context: CanvasRenderingContext2D | null = null;

/** `null` where nothing can be drawn. */
export function draw(letter: string): DrawnLetter | null {
  context ??= document
    .createElement("canvas")
    .getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D | null;
  if (!context || typeof context.getImageData !== "function") return null;
  const { fontFamily } = getComputedStyle(document.body);
  const font = `800 ${rulerPx}px ${fontFamily}`;
  context.font = font;
  const advance = context.measureText(letter).width;
  const wide = Math.ceil(advance) + 2 * roomPx;
  const high = 2 * rulerPx;
  // A canvas forgets its font when its size changes.
  context.canvas.width = wide;
  context.canvas.height = high;
  context.font = font;
  context.fillText(letter, roomPx, high * 0.65);
  return { advance, wide, data: context.getImageData(0, 0, wide, high).data };
}
