// The last answer to one question to the shell. A request that fails never removes what was shown before.
// The newest request wins, however late older answers come. When Spotify asks for a pause, it asks again after it.

import type { UiError } from "./bindings";
import { endsAt } from "./error";
import type { Answer } from "./shell";

type Listed = { error: UiError | null };

export class Cached<T extends Listed> {
  answer = $state.raw<T | null>(null);
  error = $state.raw<UiError | null>(null);
  reading = $state(false);

  #ask: (fresh: boolean) => Promise<Answer<T>>;
  #nowSecs: () => number;
  #join: (before: T | null, answer: T) => T;
  #newest = 0;
  #paused = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** `join` puts an answer together with the one before. It is called for the answers that are shown, and for no others. */
  constructor(
    ask: (fresh: boolean) => Promise<Answer<T>>,
    nowSecs: () => number,
    join: (before: T | null, answer: T) => T = (_, answer) => answer,
  ) {
    this.#ask = ask;
    this.#nowSecs = nowSecs;
    this.#join = join;
  }

  async load(fresh = false): Promise<void> {
    clearTimeout(this.#again);
    this.#paused = false;
    const mine = ++this.#newest;
    this.reading = true;
    const answer = await this.#ask(fresh);
    if (mine !== this.#newest) return;
    this.reading = false;
    if (answer.status === "ok") {
      this.answer = this.#join(this.answer, answer.data);
      this.error = answer.data.error;
    } else {
      this.error = answer.error;
    }
    const until = endsAt(this.error);
    if (until !== null && !this.#paused) this.#wait(until, fresh);
  }

  /** Stops asking by itself, also when an answer is still on its way. What is shown stays. */
  pause(): void {
    this.#paused = true;
    clearTimeout(this.#again);
  }

  /** Ignores an answer that is still on its way. */
  ignorePending(): void {
    this.#newest += 1;
    this.reading = false;
  }

  /** Drops everything, and ignores an answer that is still on its way. */
  reset(): void {
    this.pause();
    this.ignorePending();
    this.answer = null;
    this.error = null;
  }

  // In steps of a minute: a timer stands still while the computer sleeps, and would wait that long again.
  #wait(untilSecs: number, fresh: boolean): void {
    const left = untilSecs - this.#nowSecs();
    const step = Math.min(Math.max(left, 5), 60);
    this.#again = setTimeout(() => {
      if (this.#nowSecs() >= untilSecs) void this.load(fresh);
      else this.#wait(untilSecs, fresh);
    }, step * 1000);
  }
}
