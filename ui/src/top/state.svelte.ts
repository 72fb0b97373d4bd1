// Spotify's own rankings: three tabs by three ranges, each kept for itself, one of them on show.

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
    const each = <T extends Pick<TopTracks, "error">>(
      ask: (range: TopRange, fresh: boolean) => Promise<Answer<T>>,
    ): Record<TopRange, Cached<T>> => ({
      fourWeeks: new Cached((fresh) => ask("fourWeeks", fresh), nowSecs),
      sixMonths: new Cached((fresh) => ask("sixMonths", fresh), nowSecs),
      year: new Cached((fresh) => ask("year", fresh), nowSecs),
    });
    this.tracks = each(shell.topTracks);
    this.artists = each(shell.topArtists);
    this.genres = each(shell.topGenres);
  }

  show(tab: Tab, range: TopRange): Promise<void> {
    this.leave();
    return this[tab][range].load();
  }

  refresh(tab: Tab, range: TopRange): Promise<void> {
    return this[tab][range].load(true);
  }

  leave(): void {
    for (const tab of tabs) for (const range of ranges) this[tab][range].pause();
  }

  reset(): void {
    for (const tab of tabs) for (const range of ranges) this[tab][range].reset();
  }
}
