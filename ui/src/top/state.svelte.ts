// Spotify's own rankings: three tabs by three ranges, each kept for itself, one of them on show.

import { createContext } from "svelte";
import { ranges, tabs, type Tab } from "../navigation/route";
import type { TopRange, TopArtists, TopGenres, TopTracks } from "../shell/bindings";
import { Kept } from "../shell/kept.svelte";
import type { Answer, Shell } from "../shell/shell";

type ByRange<T extends { error: unknown }> = Record<TopRange, Kept<T & Pick<TopTracks, "error">>>;

export const [topState, provideTopState] = createContext<TopState>();

export class TopState {
  readonly tracks: ByRange<TopTracks>;
  readonly artists: ByRange<TopArtists>;
  readonly genres: ByRange<TopGenres>;

  constructor(shell: Shell, nowSecs: () => number) {
    const each = <T extends Pick<TopTracks, "error">>(
      ask: (range: TopRange, fresh: boolean) => Promise<Answer<T>>,
    ): Record<TopRange, Kept<T>> => ({
      fourWeeks: new Kept((fresh) => ask("fourWeeks", fresh), nowSecs),
      sixMonths: new Kept((fresh) => ask("sixMonths", fresh), nowSecs),
      year: new Kept((fresh) => ask("year", fresh), nowSecs),
    });
    this.tracks = each(shell.topTracks);
    this.artists = each(shell.topArtists);
    this.genres = each(shell.topGenres);
  }

  show(tab: Tab, range: TopRange): Promise<void> {
    this.rest();
    return this[tab][range].load();
  }

  refresh(tab: Tab, range: TopRange): Promise<void> {
    return this[tab][range].load(true);
  }

  rest(): void {
    for (const tab of tabs) for (const range of ranges) this[tab][range].rest();
  }

  forget(): void {
    for (const tab of tabs) for (const range of ranges) this[tab][range].forget();
  }
}
