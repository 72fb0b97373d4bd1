// What the engine's kinds of things are called: tracks, ranges, platforms. Names only, no sentences.

import type { ItemKind, Platform, TopRange, EntityKind } from "../shell/bindings";

export const sortNames: Record<EntityKind, string> = {
  tracks: "Tracks",
  artists: "Artists",
  albums: "Albums",
  genres: "Genres",
};

/** One of them, within a sentence. */
export const sortNouns: Record<EntityKind, string> = {
  tracks: "track",
  artists: "artist",
  albums: "album",
  genres: "genre",
};

/** One of them, as a heading. */
export function sortName(sort: EntityKind): string {
  return sortNames[sort].slice(0, -1);
}

export const rangeNames: Record<TopRange, string> = {
  fourWeeks: "4 weeks",
  sixMonths: "6 months",
  year: "1 year",
};

export const spanNames: Record<TopRange | "all", string> = { ...rangeNames, all: "All dates" };

export const kindNames: Record<ItemKind, string> = {
  music: "music",
  podcast: "podcasts",
  audiobook: "audiobooks",
};

export const platformNames: Record<Platform, string> = {
  android: "Android",
  ios: "iOS",
  windows: "Windows",
  mac: "macOS",
  linux: "Linux",
  web: "Web",
  speaker: "Speaker",
  tv: "TV",
  console: "Console",
  car: "Car",
  watch: "Watch",
  other: "Other",
};

function upper(text: string): string {
  return text.toUpperCase();
}

/** With a capital at the beginning. */
export function capital(text: string): string {
  // "R&B" has two.
  return text.replace(/^./u, upper).replace(/&\p{L}(?!\p{L})/gu, upper);
}

/** `MusicBrainz, ListenBrainz and your corrections` */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
