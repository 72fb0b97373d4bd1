// What was just played, and what plays now. Asks what plays next when the track on show must be over.

import type { NowPlaying, Recent as RecentPlays } from "./bindings";
import { Kept } from "./kept.svelte";
import type { Shell } from "./shell";

export class Recent {
  readonly list: Kept<RecentPlays>;
  now = $state.raw<(NowPlaying & { askedSecs: number }) | null>(null);

  #shell: Shell;
  #nowSecs: () => number;
  #shown = false;
  #newest = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell, nowSecs: () => number) {
    this.#shell = shell;
    this.#nowSecs = nowSecs;
    this.list = new Kept((fresh) => shell.recent(fresh), nowSecs);
  }

  async show(): Promise<void> {
    this.#shown = true;
    await Promise.all([this.list.load(), this.#hear()]);
  }

  async sync(): Promise<void> {
    await Promise.all([this.list.load(true), this.#hear()]);
  }

  /** New plays are in the shell's hands: show them if anybody looks. */
  async recorded(): Promise<void> {
    if (this.#shown) await this.show();
  }

  rest(): void {
    this.#shown = false;
    this.list.rest();
    clearTimeout(this.#next);
  }

  forget(): void {
    this.rest();
    this.#newest += 1;
    this.now = null;
    this.list.forget();
  }

  /** How far the track is by now; it may have been paused elsewhere, so it never passes the end. */
  positionSecs(nowSecs: number): number {
    if (!this.now) return 0;
    const since = this.now.playing ? Math.max(0, nowSecs - this.now.askedSecs) : 0;
    return Math.min(this.now.progressSecs + since, this.now.track.lengthSecs);
  }

  async #hear(): Promise<void> {
    clearTimeout(this.#next);
    const mine = ++this.#newest;
    const answer = await this.#shell.nowPlaying();
    if (mine !== this.#newest) return;
    // A failure here is told by the list of plays, which fails alike.
    const data = answer.status === "ok" ? answer.data : null;
    this.now = data && { ...data, askedSecs: this.#nowSecs() };
    if (!data?.playing || !this.#shown) return;
    const left = Math.max(data.track.lengthSecs - data.progressSecs + 3, 15);
    this.#next = setTimeout(() => void this.#hear(), left * 1000);
  }
}
