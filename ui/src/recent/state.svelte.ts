// What was played, newest first and further back page by page, and what plays now. Every question counts against the day's quota, so it asks by itself
// only when the track on show must be over, never twice a minute, and less and less often while nothing changes.

import { createContext } from "svelte";
import type { NowPlaying, RecentPlays } from "../shell/bindings";
import { Cached } from "../shell/cached.svelte";
import { Job } from "../shell/job.svelte";
import type { Answer, Shell } from "../shell/shell";
import { continued, joined } from "./plays";

type Heard = NowPlaying & { askedSecs: number; /** When this track came on. */ sinceSecs: number };

/** Between two questions that nobody asked for. */
const leastSecs = 60;
const mostSecs = 900;
/** The plays that a reading brings are told as recorded a moment later: no news. */
const sameSecs = 10;

export const [recentState, provideRecentState] = createContext<RecentState>();

export class RecentState {
  /** All that was read so far: a newer first page joins it, an older page goes on where it ends. */
  readonly list: Cached<RecentPlays>;
  readonly older = new Job<"page">();
  now = $state.raw<Heard | null>(null);

  #shell: Shell;
  #nowSecs: () => number;
  #shown = false;
  #visible = true;
  #syncing = false;
  #askedSecs = -Infinity;
  #newest = 0;
  #rewritten = false;
  #waitSecs = leastSecs;
  #dueSecs: number | null = null;
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell, nowSecs: () => number) {
    this.#shell = shell;
    this.#nowSecs = nowSecs;
    this.list = new Cached((fresh) => this.#ask(fresh), nowSecs);
  }

  async show(): Promise<void> {
    this.#shown = true;
    await Promise.all([this.list.load(), this.#hear()]);
  }

  async sync(): Promise<void> {
    this.#syncing = true;
    await Promise.all([this.list.load(true), this.#hear()]);
    this.#syncing = false;
  }

  /** New plays are in the shell's hands: show them if anybody looks, unless they are on their way already. */
  async recorded(): Promise<void> {
    if (!this.#shown || this.#syncing) return;
    const heard = this.#nowSecs() - this.#askedSecs < sameSecs;
    await Promise.all([this.list.load(), heard ? null : this.#hear()]);
  }

  /** The archive is another one than these plays were read from: nothing of them may be mixed with it. */
  async rewritten(): Promise<void> {
    this.#rewritten = true;
    this.older.reset();
    if (this.#shown) await this.list.load();
  }

  /** Whether older plays came. */
  async showOlder(): Promise<boolean> {
    const cursor = this.list.answer?.next;
    if (cursor == null) return false;
    const page = await this.older.run("page", () => this.#shell.olderPlays(cursor));
    const { answer } = this.list;
    // The list may have begun anew meanwhile.
    if (!page || answer?.next !== cursor) return false;
    this.list.answer = continued(answer, page.data);
    return page.data.rows.length > 0;
  }

  /** Whether the window can be seen: nobody asks for a hidden one. */
  seen(visible: boolean): void {
    this.#visible = visible;
    this.#schedule();
  }

  leave(): void {
    this.#shown = false;
    this.#dueSecs = null;
    this.#schedule();
    this.list.pause();
  }

  reset(): void {
    this.leave();
    this.#newest += 1;
    this.#askedSecs = -Infinity;
    this.now = null;
    this.older.reset();
    this.list.reset();
  }

  /** How far the track is by now; it may have been paused elsewhere, so it never passes the end. */
  positionSecs(nowSecs: number): number {
    if (!this.now) return 0;
    const since = this.now.playing ? Math.max(0, nowSecs - this.now.askedSecs) : 0;
    return Math.min(this.now.progressSecs + since, this.now.track.lengthSecs);
  }

  async #ask(fresh: boolean): Promise<Answer<RecentPlays>> {
    const answer = await this.#shell.recent(fresh);
    if (answer.status === "error") return answer;
    const before = this.#rewritten ? null : this.list.answer;
    this.#rewritten = false;
    return { status: "ok", data: joined(before, answer.data) };
  }

  async #hear(byItself = false): Promise<void> {
    this.#dueSecs = null;
    this.#schedule();
    const mine = ++this.#newest;
    const before = this.now;
    this.#askedSecs = this.#nowSecs();
    const answer = await this.#shell.nowPlaying();
    if (mine !== this.#newest) return;
    // A failure here is told by the list of plays, which fails alike.
    if (answer.status === "ok") this.now = this.#heard(answer.data, before);
    const stuck = answer.status === "error" || isStuck(this.now, before);
    this.#waitSecs = byItself && stuck ? Math.min(this.#waitSecs * 2, mostSecs) : leastSecs;
    if (!this.now?.playing || !this.#shown) return;
    const asked = this.#nowSecs();
    const left = this.now.track.lengthSecs - this.positionSecs(asked) + 2;
    this.#dueSecs = asked + Math.max(left, this.#waitSecs);
    this.#schedule();
  }

  #heard(data: NowPlaying | null, before: Heard | null): Heard | null {
    if (data === null) return null;
    const askedSecs = this.#nowSecs();
    const same = before?.track.uri === data.track.uri;
    return { ...data, askedSecs, sinceSecs: same ? before.sinceSecs : askedSecs };
  }

  #schedule(): void {
    clearTimeout(this.#next);
    if (this.#dueSecs === null || !this.#visible) return;
    const left = Math.max(this.#dueSecs - this.#nowSecs(), 0);
    this.#next = setTimeout(() => void this.#hear(true), left * 1000);
  }
}

/** The same track stands still, or has been on for longer than it is. */
function isStuck(now: Heard | null, before: Heard | null): boolean {
  if (!now || now.track.uri !== before?.track.uri) return false;
  const tooLong = now.askedSecs - now.sinceSecs > now.track.lengthSecs;
  return tooLong || now.progressSecs <= before.progressSecs;
}
