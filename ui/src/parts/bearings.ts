// The space that a font leaves beside the first and the last letter of a line: large type looks indented by it.
// It is read off the drawn letters, because WebKit's own measures of text leave out ink that ends inside of a letter's box. Letters are
// drawn at their full width alone: a canvas of WebKitGTK knows no other.

export interface SideBearings {
  /** In em; below zero where ink reaches out of the letter's box. */
  left: number;
  right: number;
}

/** Archivo's usual ones, where nothing can be drawn. */
const usual: SideBearings = { left: 0.065, right: 0.065 };
const rulerPx = 100;
/** Around the letter, for ink that reaches out of its box. */
const roomPx = 50;
/** Of 255: less is the blur at the edge of ink. */
const inkFrom = 96;
let context: CanvasRenderingContext2D | null = null;

/** Of the name in large type, at the full width of the letters. */
export function sideBearings(name: string): SideBearings {
  context ??= document
    .createElement("canvas")
    .getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D | null;
  if (!context || typeof context.getImageData !== "function") return usual;
  const letters = [...name];
  const first = bearingsOf(letters[0] ?? "", context);
  const last = bearingsOf(letters.at(-1) ?? "", context);
  return { left: first.left, right: last.right };
}

function bearingsOf(letter: string, drawing: CanvasRenderingContext2D): SideBearings {
  const { fontFamily } = getComputedStyle(document.body);
  const font = `800 ${rulerPx}px ${fontFamily}`;
  drawing.font = font;
  const advance = drawing.measureText(letter).width;
  const wide = Math.ceil(advance) + 2 * roomPx;
  const high = 2 * rulerPx;
  // A canvas forgets its font when its size changes.
  drawing.canvas.width = wide;
  drawing.canvas.height = high;
  drawing.font = font;
  drawing.fillText(letter, roomPx, high * 0.65);
  const { data } = drawing.getImageData(0, 0, wide, high);
  let [from, until] = [wide, 0];
  for (let at = 3; at < data.length; at += 4) {
    if ((data[at] ?? 0) < inkFrom) continue;
    const x = ((at - 3) / 4) % wide;
    from = Math.min(from, x);
    until = Math.max(until, x + 1);
  }
  if (until === 0) return { left: 0, right: 0 };
  return { left: (from - roomPx) / rulerPx, right: (advance - (until - roomPx)) / rulerPx };
}
