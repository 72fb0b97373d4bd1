// Genres, families of them, and who names them, as a listener reads them. Names and parts of sentences; pure.

import type { EntityKind, GenreLevel, GenreService, GenreSource } from "../shell/bindings";
import { numeral } from "./amounts";
import { sortName } from "./names";

export const levelNames: Record<GenreLevel, string> = { genre: "Genres", family: "Families" };
export const levels: readonly GenreLevel[] = ["genre", "family"];

export const serviceNames: Record<GenreService, string> = {
  musicBrainz: "MusicBrainz",
  listenBrainz: "ListenBrainz",
};

/** Who named genres, after "from". */
export const sourceNames: Record<GenreSource, string> = {
  listener: "your corrections",
  spotify: "Spotify",
  ...serviceNames,
};

/** `1 family`, `13 families` */
export function families(amount: number): string {
  return amount === 1 ? "1 family" : `${numeral(amount)} families`;
}

export function isFamily(key: string): boolean {
  return key.startsWith("tonearm:family:");
}

/** The name that is in a genre's key. Other keys as they are. */
export function nameInKey(key: string): string {
  return key.replace(/^tonearm:(genre|family):/, "");
}

/** A genre among others in a filter, where a family may have the same name. */
export function filterName(key: string, name: string): string {
  const plain = nameInKey(name);
  return isFamily(key) ? `${plain} (family)` : plain;
}

/** What a page is about, as a heading: `Artist`, `Genre`, `Family`. */
export function pageName(sort: EntityKind, key: string): string {
  return sort === "genres" && isFamily(key) ? "Family" : sortName(sort);
}
