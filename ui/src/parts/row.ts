// What a row of a list shows, ranked or timed, from whichever list it comes.

import type { Artist, Cover, Credit, Genre, ItemKind, PlayRow, Track } from "../shell/bindings";
import { withUnit } from "../words/amounts";
import { length, timeOfDay, type Zone } from "../words/times";

export interface Row {
  /** A rank or a time of day. */
  lead: string;
  name: string;
  under: string;
  /** At the end of the row: a length, a share, an album. */
  trailing: string;
  /** What to open in Spotify; null where there is nothing to open. */
  uri: string | null;
  cover: Cover | null;
  /** Part of the list's largest amount, 0 to 1, for a bar from zero; null where Spotify gives no amount. */
  share: number | null;
  /** How often the listener played it, in words; absent where nobody asked. */
  own?: string;
  /** How long a play lasted. */
  playedFor?: { text: string; estimated: boolean };
}

const kindNames: Record<ItemKind, string> = {
  music: "",
  podcast: "Podcast",
  audiobook: "Audiobook",
};

export function trackRow(track: Track, at: number): Row {
  return {
    lead: String(at + 1),
    name: track.name,
    under: credits(track),
    trailing: length(track.lengthSecs),
    uri: track.uri,
    cover: track.cover,
    share: null,
  };
}

export function artistRow(artist: Artist, at: number): Row {
  return {
    lead: String(at + 1),
    name: artist.name,
    under: artist.genres.join(", "),
    trailing: "",
    uri: artist.uri,
    cover: artist.picture,
    share: null,
  };
}

export function genreRow(genre: Genre, at: number, all: Genre[]): Row {
  const largest = Math.max(...all.map((each) => each.sharePermille), 1);
  return {
    lead: String(at + 1),
    name: genre.name,
    under: genre.artists.join(", "),
    trailing: percent(genre.sharePermille),
    uri: null,
    cover: null,
    share: genre.sharePermille / largest,
  };
}

export function playRow(play: PlayRow, zone: Zone): Row {
  return {
    lead: timeOfDay(play.playedSecs, zone),
    name: play.name,
    under: [kindNames[play.kind], credits(play)].filter(Boolean).join(", "),
    trailing: play.album,
    uri: play.uri,
    cover: play.cover,
    share: null,
    playedFor: { text: length(play.heardSecs), estimated: play.estimated },
  };
}

export function credits(of: { artists: Credit[] }): string {
  return of.artists.map((artist) => artist.name).join(", ");
}

/** `23 %`; below one per cent with a tenth, so that a small share is not shown as 0 %. */
export function percent(permille: number): string {
  return withUnit(permille < 10 ? `0.${permille}` : Math.round(permille / 10), "%");
}
