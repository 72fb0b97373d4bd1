// The names of the lines of a bump chart, in pixels. One that lasts to the last year has its name to the right of it. One that ends
// before has it where it ends or where it begins, and where neither has room, at the right as well, where dashes lead. Each line
// has a name, and no two names overlap. Pure.

import { tenth } from "../figure/pixels";
import type { Rival } from "../shell/bindings";

/** A name at the end of a line. */
export interface NameLabel {
  /** Null for the subject of the page. */
  key: string | null;
  name: string;
  /** As much of the name as there is room for. */
  text: string;
  x: number;
  y: number;
}

/** The subject or a rival: a rank or null for each year. */
export type Ranked = Pick<Rival, "name" | "ranks"> & { key: string | null };

/** Where a year and a rank are. */
export interface Scale {
  x: (at: number) => number;
  y: (rank: number) => number;
}

interface Point {
  x: number;
  y: number;
}

/** The first and the last point of a line. */
interface Ends {
  at: number;
  first: Point;
  last: Point;
  lasts: boolean;
}

export const nameColumnPx = 132;
const nameHeightPx = 12;
/** Between a line and its name; the subject's line ends with a disc. */
const [besidePx, besideDiscPx] = [7, 14];
const columnGapPx = 16;

/** `bottom`: the lowest that a name may stand. `points`: those of the subject, which have discs. */
export function lineNames(lines: Ranked[], scale: Scale, bottom: number, points: Point[]) {
  const ends = lines.flatMap((line, at) => endsOf(line, at, scale));
  const right = scale.x((lines[0]?.ranks.length ?? 0) - 1);
  const taken = points.map(({ x, y }) => ({ left: x - 12, right: x + 12, y }));
  const beside: NameLabel[] = [];
  const column: Ends[] = [];
  for (const each of ends) {
    const label = each.lasts ? null : besideEnd(each);
    if (label) beside.push(label);
    else column.push(each);
  }
  const names = columnNames(column);
  /** The dashes from where a line ended to its name at the right, by line. */
  const leads = lines.map(() => "");
  for (const [index, { at, last, lasts }] of byHeight(column).entries()) {
    const to = { x: right + columnGapPx / 2, y: names[index]?.y ?? last.y };
    if (!lasts) leads[at] = `M${tenth(last.x)} ${tenth(last.y)}${curve(last, to)}`;
  }
  return { names: [...names, ...beside], leads };

  /** Beside the end of a line or its beginning, where no number and no other name is. */
  function besideEnd({ at, first, last }: Ends): NameLabel | null {
    const { key = null, name = "" } = lines[at] ?? {};
    const text = shortened(name);
    const wide = estimatedWidth(text) + 4;
    const gap = key === null ? besideDiscPx : besidePx;
    const places = [
      { x: last.x + gap, y: last.y },
      { x: first.x - gap - wide, y: first.y },
    ];
    const place = places.find(({ x, y }) => {
      if (x < 0 || x + wide > right) return false;
      return taken.every(
        (other) => x > other.right || x + wide < other.left || Math.abs(y - other.y) > nameHeightPx,
      );
    });
    if (!place) return null;
    taken.push({ left: place.x, right: place.x + wide, y: place.y });
    return { key, name, text, ...place };
  }

  /** One below the other, each as near to its line as there is room. */
  function columnNames(all: Ends[]): NameLabel[] {
    let free = -Infinity;
    const placed = byHeight(all).map(({ at, last }) => {
      free = Math.max(last.y, free + nameHeightPx);
      const { key = null, name = "" } = lines[at] ?? {};
      return { key, name, text: shortened(name), x: right + columnGapPx, y: free };
    });
    // Names pushed out at the bottom move up again, and so do those above them as far as needed.
    let ceiling = bottom;
    for (const label of placed.toReversed()) {
      label.y = Math.min(label.y, ceiling);
      ceiling = label.y - nameHeightPx;
    }
    return placed;
  }
}

/** From one point to another, level at both; without the first point. */
export function curve(from: Point, to: Point): string {
  const middle = tenth((from.x + to.x) / 2);
  return `C${middle} ${tenth(from.y)} ${middle} ${tenth(to.y)} ${tenth(to.x)} ${tenth(to.y)}`;
}

function endsOf({ ranks }: Ranked, at: number, { x, y }: Scale): Ends[] {
  const begin = ranks.findIndex((rank) => rank !== null);
  const end = ranks.findLastIndex((rank) => rank !== null);
  const [first, last] = [ranks[begin] ?? null, ranks[end] ?? null];
  if (first === null || last === null) return [];
  return [
    {
      at,
      first: { x: x(begin), y: y(first) },
      last: { x: x(end), y: y(last) },
      lasts: end === ranks.length - 1,
    },
  ];
}

function byHeight(all: Ends[]): Ends[] {
  return all.toSorted((one, other) => one.last.y - other.last.y);
}

/** Cut after a whole word, so that what is left is a part of the name for screen readers too; one long word is cut within. */
function shortened(name: string): string {
  let room = nameColumnPx - 24;
  let kept = "";
  for (const letter of name) {
    room -= letterWidth(letter);
    if (room < 0) {
      const words = letter === " " ? kept : kept.slice(0, kept.lastIndexOf(" ") + 1);
      return `${(words.trimEnd() || kept).trimEnd()}…`;
    }
    kept += letter;
  }
  return kept;
}

function estimatedWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}

/** Rather too wide than too narrow, also in the fallback fonts. */
function letterWidth(letter: string): number {
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(letter)) return 11;
  if (/[MWmw@]|[^\p{sc=Latin}\p{sc=Common}]/u.test(letter)) return 8.6;
  return /\p{Lu}/u.test(letter) ? 6.5 : 5.2;
}
