// Spotify's own rankings: tracks, artists, and genres at two levels, for each of three ranges. Fetches a list when it is
// shown, and keeps every one. At most the list on show asks again by itself. Genres by plays are in `played.svelte.ts`.

import { createContext } from "svelte";
import { rankedRange, ranges, type TopRoute } from "../navigation/route";
import type { GenreLevel, TopRange, TopArtists, TopGenres, TopTracks } from "../shell/bindings";
import { Cached } from "../shell/cached.svelte";
import type { Answer, Shell } from "../shell/shell";
import { OwnPlays } from "./own.svelte";
import { firstDayOf, PlayedGenres } from "./played.svelte";

type Listed = Pick<TopTracks, "error" | "fetchedSecs">;
type List = Cached<TopTracks> | Cached<TopArtists> | Cached<TopGenres>;
type ByRange<T extends Listed> = Record<TopRange, Cached<T>>;

export const [topState, provideTopState] = createContext<TopState>();

export class TopState {
  readonly tracks: ByRange<TopTracks>;
  readonly artists: ByRange<TopArtists>;
  readonly genres: Record<GenreLevel, ByRange<TopGenres>>;
  readonly played: PlayedGenres;
  readonly own: OwnPlays;

  /** `today`: the listener's day. */
  constructor(shell: Shell, nowSecs: () => number, today: () => number) {
    const byRange = <T extends Listed>(
      ask: (range: TopRange, fresh: boolean) => Promise<Answer<T>>,
    ): ByRange<T> => ({
      fourWeeks: new Cached((fresh) => ask("fourWeeks", fresh), nowSecs),
      sixMonths: new Cached((fresh) => ask("sixMonths", fresh), nowSecs),
      year: new Cached((fresh) => ask("year", fresh), nowSecs),
    });
    const genres = (level: GenreLevel) =>
      byRange((range, fresh) => shell.topGenres(range, fresh, level));
    this.tracks = byRange(shell.topTracks);
    this.artists = byRange(shell.topArtists);
    this.genres = { genre: genres("genre"), family: genres("family") };
    this.played = new PlayedGenres(shell, today);
    this.own = new OwnPlays(shell, (span) => firstDayOf(span, today()));
  }

  /** The list of a place; null for genres by plays, which Spotify does not rank. */
  list({ tab, range, weight }: TopRoute): List | null {
    const ranked = rankedRange(range);
    if (tab !== "genres") return this[tab][ranked];
    return weight === undefined ? null : this.genres[weight][ranked];
  }

  /** Shows a place: fetches it again, and from now on its list is the one that may ask by itself. */
  async show(route: TopRoute): Promise<void> {
    this.leave();
    const list = this.list(route);
    await (list ? list.load() : this.played.show(route.range));
  }

  /** Has the shell ask Spotify, however fresh its own copy is. */
  async refresh(route: TopRoute): Promise<void> {
    const list = this.list(route);
    await (list ? list.load(true) : this.played.refresh());
  }

  /** The screen is left: no list asks by itself. */
  leave(): void {
    for (const list of this.#lists) list.pause();
  }

  /** Another listener: every list is dropped. */
  reset(): void {
    this.own.reset();
    for (const list of this.#lists) list.reset();
  }

  get #lists(): List[] {
    const { tracks, artists, genres } = this;
    return ranges.flatMap((range) => [
      tracks[range],
      artists[range],
      genres.genre[range],
      genres.family[range],
    ]);
  }
}
