// The space that a font leaves beside the first and the last letter of a line: large type looks indented by it.

export interface SideBearings {
  /** In em. */
  left: number;
  right: number;
}

/** Archivo's usual ones, in em, where nothing can be drawn. */
const usual = { narrow: { left: 0.035, right: 0.045 }, full: { left: 0.065, right: 0.065 } };
const rulerPx = 200;
let context: CanvasRenderingContext2D | null = null;

/** Of the name in large type, at the narrowest and at the full width of the letters. */
export function sideBearings(name: string, width: "narrow" | "full"): SideBearings {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context || typeof context.measureText !== "function") return usual[width];
  const { fontFamily } = getComputedStyle(document.body);
  const stretch = width === "narrow" ? "extra-condensed" : "normal";
  context.font = `800 ${stretch} ${rulerPx}px ${fontFamily}`;
  const letters = [...name];
  const first = context.measureText(letters[0] ?? "");
  const last = context.measureText(letters.at(-1) ?? "");
  return {
    left: -first.actualBoundingBoxLeft / rulerPx,
    right: (last.width - last.actualBoundingBoxRight) / rulerPx,
  };
}
