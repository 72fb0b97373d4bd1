// Spotify's own rankings: three lists for each of three ranges. Fetches a list when it is shown, and keeps every one.
// At most the list on show asks again by itself.

import { createContext } from "svelte";
import { ranges, tabs, type Tab } from "../navigation/route";
import type { TopRange, TopArtists, TopGenres, TopTracks } from "../shell/bindings";
import { Cached } from "../shell/cached.svelte";
import type { Answer, Shell } from "../shell/shell";

type ByRange<T extends { error: unknown }> = Record<TopRange, Cached<T & Pick<TopTracks, "error">>>;

export const [topState, provideTopState] = createContext<TopState>();

export class TopState {
  readonly tracks: ByRange<TopTracks>;
  readonly artists: ByRange<TopArtists>;
  readonly genres: ByRange<TopGenres>;

  constructor(shell: Shell, nowSecs: () => number) {
    const byRange = <T extends Pick<TopTracks, "error">>(
      ask: (range: TopRange, fresh: boolean) => Promise<Answer<T>>,
    ): Record<TopRange, Cached<T>> => ({
      fourWeeks: new Cached((fresh) => ask("fourWeeks", fresh), nowSecs),
      sixMonths: new Cached((fresh) => ask("sixMonths", fresh), nowSecs),
      year: new Cached((fresh) => ask("year", fresh), nowSecs),
    });
    this.tracks = byRange(shell.topTracks);
    this.artists = byRange(shell.topArtists);
    this.genres = byRange(shell.topGenres);
  }

  /** Shows a list: fetches it again, and from now on it is the one that may ask by itself. */
  show(tab: Tab, range: TopRange): Promise<void> {
    this.leave();
    return this[tab][range].load();
  }

  /** Has the shell ask Spotify, however fresh its own copy is. */
  refresh(tab: Tab, range: TopRange): Promise<void> {
    return this[tab][range].load(true);
  }

  /** The screen is left: no list asks by itself. */
  leave(): void {
    for (const tab of tabs) for (const range of ranges) this[tab][range].pause();
  }

  /** Another listener: every list is dropped. */
  reset(): void {
    for (const tab of tabs) for (const range of ranges) this[tab][range].reset();
  }
}
