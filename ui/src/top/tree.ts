// The tree of genres as rows: which of them are on show, how deep each is, how long its bar is. Pure.

import type { GenreBranch, GenreFamily, GenreTree } from "../shell/bindings";

/** A genre or a family of them. */
export interface Entry {
  key: string | null;
  name: string;
  amount: number;
  artists: number;
}

/** How much of a family is on show: itself alone, its largest genres, or all of them. */
export type Opened = "closed" | "some" | "all";

export interface TreeRow extends Entry {
  kind: "family" | "genre" | "more";
  /** Unique in the tree, and the same in the next answer. */
  id: string;
  /** 1 for families. */
  level: number;
  /** Of a family, from 1. */
  rank: number;
  /** The colour of the family; null for genres without one. */
  family: string | null;
  familyId: string;
  opened: Opened;
  /** Beside a closed family: some of its genres. */
  hint: string;
  /** Its amount as a part of the largest family's. */
  share: number;
  /** How many genres are not on show, in a row "more". */
  hidden: number;
}

/** At first, this many families show some of their genres. */
const openAtFirst = 3;
const someGenres = 4;
export const someFamilies = 6;

export function firstGenre(tree: GenreTree): Entry | null {
  const all = tree.families.flatMap(({ genres }) => genres);
  return largest(all, 1)[0] ?? tree.families.find(({ key }) => key !== null) ?? null;
}

export function entryOf(tree: GenreTree, key: string): Entry | null {
  for (const family of tree.families) {
    const found = family.key === key ? family : family.genres.find((each) => each.key === key);
    if (found) return found;
  }
  return null;
}

export function idOf(family: GenreFamily): string {
  return family.key ?? "others";
}

/** `opened`: what the listener opened and closed. */
export function treeRows(
  { families }: GenreTree,
  opened: Record<string, Opened>,
  familyCount: number,
): TreeRow[] {
  const most = Math.max(...families.map(({ amount }) => amount), 1);
  return families.slice(0, familyCount).flatMap((family, at) => {
    const familyId = idOf(family);
    const { key, name, amount, artists, genres } = family;
    const open = opened[familyId] ?? (at < openAtFirst ? "some" : "closed");
    const shown = open === "closed" ? [] : open === "all" ? genres : withAncestors(genres);
    const about = { family: key, familyId, opened: open, rank: at + 1 };
    const head: TreeRow = {
      ...about,
      kind: "family",
      id: familyId,
      level: 1,
      key,
      name,
      amount,
      artists,
      hint: open === "closed" ? hintOf(genres) : "",
      share: amount / most,
      hidden: 0,
    };
    const rows = [head];
    for (const branch of shown) {
      const { depth, ...entry } = branch;
      const id = `${familyId} ${branch.key}`;
      const share = branch.amount / most;
      rows.push({
        ...about,
        ...entry,
        kind: "genre",
        id,
        level: depth + 1,
        hint: "",
        share,
        hidden: 0,
      });
    }
    const hidden = genres.length - shown.length;
    if (open === "some" && hidden > 0) {
      const id = `${familyId} more`;
      rows.push({ ...head, kind: "more", id, level: 2, key: null, hint: "", share: 0, hidden });
    }
    return rows;
  });
}

/** The largest genres, and those above them, in the order in which they are drawn. */
function withAncestors(genres: GenreBranch[]): GenreBranch[] {
  const wanted = new Set(largest(genres, someGenres));
  const above: GenreBranch[] = [];
  for (const genre of genres) {
    above.length = Math.min(above.length, genre.depth - 1);
    if (wanted.has(genre)) for (const ancestor of above) wanted.add(ancestor);
    above.push(genre);
  }
  return genres.filter((genre) => wanted.has(genre));
}

/** `Post-rock, krautrock, 9 more` */
function hintOf(genres: GenreBranch[]): string {
  const names = largest(genres, 2).map(({ name }) => name);
  const more = genres.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function largest<T extends { amount: number }>(all: T[], count: number): T[] {
  return all.toSorted((one, other) => other.amount - one.amount).slice(0, count);
}
