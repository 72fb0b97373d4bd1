// Recent plays, newest first, with older ones page by page, and what plays now.
// Every request to Spotify counts against the day's quota. So it asks by itself what plays now only when the track must
// be over, at most once a minute, and less and less often while nothing changes.

import { createContext } from "svelte";
import type { NowPlaying, RecentPlays } from "../shell/bindings";
import { Cached } from "../shell/cached.svelte";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { withFirstPage, withOlderPage } from "./pages";

/** What plays now: when that was read, and when this track was read for the first time. */
export type Playback = NowPlaying & { readSecs: number; sinceSecs: number };

const minPollSecs = 60;
const maxPollSecs = 900;
/** Reading the list may record plays, and these are reported as well. So soon after a read, what plays now is known. */
const justReadSecs = 10;

export const [recentState, provideRecentState] = createContext<RecentState>();

export class RecentState {
  /** Every play read so far: the first page, and the older pages that were asked for. */
  readonly list: Cached<RecentPlays>;
  readonly older = new Job<"page">();
  nowPlaying = $state.raw<Playback | null>(null);

  #shell: Shell;
  #nowSecs: () => number;
  #shown = false;
  #visible = true;
  #syncing = false;
  #askedSecs = -Infinity;
  #newest = 0;
  /** The plays of the list may be gone from the archive. */
  #outdated = false;
  #intervalSecs = minPollSecs;
  #nextPollSecs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell, nowSecs: () => number) {
    this.#shell = shell;
    this.#nowSecs = nowSecs;
    this.list = new Cached(
      (fresh) => shell.recent(fresh),
      nowSecs,
      (before, first) => this.#withFirstPage(before, first),
    );
  }

  async show(): Promise<void> {
    this.#shown = true;
    await Promise.all([this.list.load(), this.#readNowPlaying()]);
  }

  async sync(): Promise<void> {
    this.#syncing = true;
    await Promise.all([this.list.load(true), this.#readNowPlaying()]);
    this.#syncing = false;
  }

  /** Reads the plays that were just recorded, if the screen is shown and no sync is reading them already. */
  async playsRecorded(): Promise<void> {
    if (!this.#shown || this.#syncing) return;
    const justRead = this.#nowSecs() - this.#askedSecs < justReadSecs;
    await Promise.all([this.list.load(), justRead ? null : this.#readNowPlaying()]);
  }

  /** After an import, an undo or a restore: the next answer replaces the whole list, older pages included. */
  async playsRewritten(): Promise<void> {
    this.#outdated = true;
    this.older.reset();
    // What is being read may be from before.
    this.list.ignorePending();
    if (this.#shown) await this.list.load();
  }

  /** Reads the next older page; false if it brought no plays. */
  async showOlder(): Promise<boolean> {
    const cursor = this.list.answer?.next;
    if (cursor == null) return false;
    const page = await this.older.run("page", () => this.#shell.olderPlays(cursor));
    const { answer } = this.list;
    // Meanwhile the list may have been replaced, and this page no longer follows it.
    if (!page || answer?.next !== cursor) return false;
    this.list.answer = withOlderPage(answer, page.data);
    return page.data.rows.length > 0;
  }

  /** A hidden window asks nothing by itself. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#schedule();
  }

  /** The screen is left: nothing is asked by itself. */
  leave(): void {
    this.#shown = false;
    this.#nextPollSecs = null;
    this.#schedule();
    this.list.pause();
  }

  /** Another listener: everything is dropped. */
  reset(): void {
    this.leave();
    this.#newest += 1;
    this.#askedSecs = -Infinity;
    this.nowPlaying = null;
    this.older.reset();
    this.list.reset();
  }

  /** The position in the track. Never past its end: it may have been paused on another device. */
  positionSecs(nowSecs: number): number {
    if (!this.nowPlaying) return 0;
    const { playing, readSecs, progressSecs, track } = this.nowPlaying;
    const elapsed = playing ? Math.max(0, nowSecs - readSecs) : 0;
    return Math.min(progressSecs + elapsed, track.lengthSecs);
  }

  #withFirstPage(before: RecentPlays | null, first: RecentPlays): RecentPlays {
    const basis = this.#outdated ? null : before;
    this.#outdated = false;
    return withFirstPage(basis, first);
  }

  async #readNowPlaying(byItself = false): Promise<void> {
    this.#nextPollSecs = null;
    this.#schedule();
    const mine = ++this.#newest;
    const before = this.nowPlaying;
    this.#askedSecs = this.#nowSecs();
    const answer = await this.#shell.nowPlaying();
    if (mine !== this.#newest) return;
    // An error is not shown here: the list of plays fails with the same one and shows it.
    if (answer.status === "ok") this.nowPlaying = this.#playbackOf(answer.data, before);
    const unchanged = answer.status === "error" || isStuck(this.nowPlaying, before);
    this.#intervalSecs =
      byItself && unchanged ? Math.min(this.#intervalSecs * 2, maxPollSecs) : minPollSecs;
    if (!this.nowPlaying?.playing || !this.#shown) return;
    const now = this.#nowSecs();
    const left = this.nowPlaying.track.lengthSecs - this.positionSecs(now) + 2;
    this.#nextPollSecs = now + Math.max(left, this.#intervalSecs);
    this.#schedule();
  }

  #playbackOf(data: NowPlaying | null, before: Playback | null): Playback | null {
    if (data === null) return null;
    const readSecs = this.#nowSecs();
    const same = before?.track.uri === data.track.uri;
    return { ...data, readSecs, sinceSecs: same ? before.sinceSecs : readSecs };
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#nextPollSecs === null || !this.#visible) return;
    const left = Math.max(this.#nextPollSecs - this.#nowSecs(), 0);
    this.#timer = setTimeout(() => void this.#readNowPlaying(true), left * 1000);
  }
}

/** Whether the same track makes no progress, or has been on for longer than it lasts. */
function isStuck(now: Playback | null, before: Playback | null): boolean {
  if (!now || now.track.uri !== before?.track.uri) return false;
  const tooLong = now.readSecs - now.sinceSecs > now.track.lengthSecs;
  return tooLong || now.progressSecs <= before.progressSecs;
}
