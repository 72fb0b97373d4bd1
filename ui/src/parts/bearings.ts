// The space that a font leaves beside the first and the last letter of a line: large type looks indented by it.
// It is read off the drawn letters, because WebKit's own measures of text leave out ink that ends inside of a letter's box.

import { draw, roomPx, rulerPx } from "./letters";

export interface SideBearings {
  /** In em; below zero where ink reaches out of the letter's box. */
  left: number;
  right: number;
}

/** Archivo's usual ones, where nothing can be drawn. */
const usual: SideBearings = { left: 0.065, right: 0.065 };
/** Of 255: less is the blur at the edge of ink. */
const inkFrom = 96;

/** Of the name in large type, at the full width of the letters. */
export function sideBearings(name: string): SideBearings {
  const letters = [...name];
  const first = bearingsOf(letters[0] ?? "");
  const last = bearingsOf(letters.at(-1) ?? "");
  return { left: first.left, right: last.right };
}

function bearingsOf(letter: string): SideBearings {
  const drawn = draw(letter);
  if (!drawn) return usual;
  const { advance, wide, data } = drawn;
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
