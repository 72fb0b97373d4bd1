// What the quick view shows. Everything is read from this computer first; Spotify is asked once what plays now, and otherwise
// only when the listener says so.

import type { NowPlaying, Page, QuickView, Status, UiError } from "../shell/bindings";
import type { Clock } from "../shell/clock.svelte";
import { endsAt } from "../shell/error";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { AppStatus } from "../shell/status.svelte";
import { problemOf, type Problem } from "../words/errors";
import type { Zone } from "../words/times";

/** What plays, and when that was read. */
type Playback = NowPlaying & { readSecs: number };

export class QuickViewState {
  readonly status: AppStatus;
  answer = $state.raw<QuickView | null>(null);
  /** Why there is no answer. */
  error = $state.raw<UiError | null>(null);
  readonly syncing = new Job<"sync">();
  /** Why Spotify could not be read when the listener last asked for it. */
  syncError = $state.raw<UiError | null>(null);
  readonly pausing = new Job<"pause">();
  /** What could not be opened. */
  readonly opening = new Job<"spotify">();

  #playback = $state.raw<Playback | null>(null);
  #newest = 0;
  #askedSpotify = false;

  constructor(
    private readonly shell: Shell,
    readonly clock: Clock,
  ) {
    this.status = new AppStatus(shell);
  }

  get zone(): Zone {
    return this.status.zone;
  }

  async start(): Promise<void> {
    this.shell.onPlaysRecorded(() => void this.load());
    this.shell.onArchiveChanged(() => void this.load());
    const started = this.status.start((now, before) => this.#statusChanged(now, before));
    await Promise.all([started, this.load()]);
    await this.#askWhatPlays();
  }

  async load(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.shell.quickView();
    if (mine !== this.#newest) return;
    this.error = answer.status === "error" ? answer.error : null;
    if (answer.status === "error") return;
    this.answer = answer.data;
    // What Spotify said since this was opened is newer.
    if (!this.#askedSpotify) this.#setPlayback(answer.data.nowPlaying);
  }

  /** Tries again whatever failed. */
  async retry(): Promise<void> {
    await Promise.all([this.status.refresh(), this.load()]);
  }

  /** Reads recent plays at Spotify. */
  async sync(): Promise<void> {
    const done = await this.syncing.run("sync", () => this.shell.recent(true));
    this.syncError = done?.data.error ?? this.syncing.error;
    if (!done) return;
    await this.load();
    this.#askedSpotify = false;
    await this.#askWhatPlays();
  }

  async setPaused(paused: boolean): Promise<void> {
    const done = await this.pausing.run("pause", () => this.shell.pauseRecording(paused));
    if (done) this.status.receive(done.data);
  }

  async openInSpotify(uri: string): Promise<void> {
    await this.opening.run("spotify", () => this.shell.openInSpotify(uri));
  }

  openTonearm(page: Page | null = null): void {
    void this.shell.openTonearm(page);
  }

  close(): void {
    void this.shell.closeQuickView();
  }

  /** The track that plays now; null where none does, or once it must be over. */
  get playing(): NowPlaying | null {
    const playback = this.#playback;
    return playback?.playing && this.#position(playback) < playback.track.lengthSecs
      ? playback
      : null;
  }

  /** How much of the track that plays is over, from 0 to 1. */
  get part(): number {
    const playback = this.#playback;
    return playback ? Math.min(1, this.#position(playback) / playback.track.lengthSecs) : 0;
  }

  explain(error: UiError): Problem {
    const nowSecs = endsAt(error) === null ? this.clock.read() : this.clock.second;
    return problemOf(error, nowSecs, this.zone);
  }

  /** Whether Spotify would answer, and may be asked. */
  get canAsk(): boolean {
    const { current } = this.status;
    if (current?.connection !== "signedIn") return false;
    const pausedUntil = current.pause?.untilSecs ?? 0;
    return pausedUntil <= this.clock.read();
  }

  get recordingPaused(): boolean {
    const { current } = this.status;
    return current !== null && current.settings.recordingPaused && !current.sample;
  }

  #statusChanged(now: Status, before: Status | null): void {
    if (before && before.revision !== now.revision) void this.load();
  }

  async #askWhatPlays(): Promise<void> {
    if (!this.canAsk || this.recordingPaused) return;
    const answer = await this.shell.nowPlaying();
    // An error is not shown: whoever wants to know syncs, and that says the same.
    if (answer.status === "error") return;
    this.#askedSpotify = true;
    this.#setPlayback(answer.data);
  }

  #position({ progressSecs, readSecs }: Playback): number {
    return progressSecs + Math.max(0, this.clock.second - readSecs);
  }

  #setPlayback(data: NowPlaying | null): void {
    this.#playback = data && { ...data, readSecs: this.clock.read() };
  }
}
