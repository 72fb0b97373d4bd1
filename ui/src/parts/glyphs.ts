// Whether this computer has letters for a name. Where no font has one, a box is drawn in its place, which nobody wants to see in a
// headline's size.

import { draw, type DrawnLetter } from "./letters";

/** Two code points that mean nothing and never will: no font has letters for them, and they are drawn as what is missing. */
const nothings = ["\u{FDD0}", "\u{10FFFE}"];

const known = new Map<string, boolean>();

/** Whether every letter of the name is drawn as itself. Where nothing can be drawn, nothing is known to be missing. */
export function isWritable(name: string): boolean {
  return [...new Set(name)].every(hasLetter);
}

function hasLetter(letter: string): boolean {
  // The window's own font has these.
  if (/[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) return true;
  const found = known.get(letter);
  if (found !== undefined) return found;
  const drawn = draw(letter);
  if (!drawn) return true;
  const has = !nothings.some((nothing) => isSame(drawn, draw(nothing)));
  known.set(letter, has);
  return has;
}

function isSame(one: DrawnLetter, other: DrawnLetter | null): boolean {
  return other?.advance === one.advance && one.data.every((value, at) => value === other.data[at]);
}
