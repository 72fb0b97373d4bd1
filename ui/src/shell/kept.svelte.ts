// One list from the shell, kept: a failed reading never takes away what was shown before.
// The newest question wins, however late older answers come. After a limit it asks again by itself.

import type { UiError } from "./bindings";
import { endsAt } from "./error";
import type { Answer } from "./shell";

type Listing = { error: UiError | null };

export class Kept<T extends Listing> {
  answer = $state.raw<T | null>(null);
  trouble = $state.raw<UiError | null>(null);
  reading = $state(false);

  #ask: (fresh: boolean) => Promise<Answer<T>>;
  #nowSecs: () => number;
  #newest = 0;
  #resting = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (fresh: boolean) => Promise<Answer<T>>, nowSecs: () => number) {
    this.#ask = ask;
    this.#nowSecs = nowSecs;
  }

  /** Nothing to show yet, and nothing to say about it either. */
  get waiting(): boolean {
    return this.answer === null && this.trouble === null;
  }

  async load(fresh = false): Promise<void> {
    clearTimeout(this.#again);
    this.#resting = false;
    const mine = ++this.#newest;
    this.reading = true;
    const answer = await this.#ask(fresh);
    if (mine !== this.#newest) return;
    this.reading = false;
    if (answer.status === "ok") {
      this.answer = answer.data;
      this.trouble = answer.data.error;
    } else {
      this.trouble = answer.error;
    }
    const until = endsAt(this.trouble);
    if (until !== null && !this.#resting) this.#wait(until, fresh);
  }

  /** Stops asking by itself, also after an answer still on its way; what is shown stays. */
  rest(): void {
    this.#resting = true;
    clearTimeout(this.#again);
  }

  /** Lets go of everything, also of an answer still on its way. */
  forget(): void {
    this.rest();
    this.#newest += 1;
    this.answer = null;
    this.trouble = null;
    this.reading = false;
  }

  // In steps of a minute: a computer that slept must not wait its sleep over again.
  #wait(untilSecs: number, fresh: boolean): void {
    const left = untilSecs - this.#nowSecs();
    const step = Math.min(Math.max(left, 5), 60);
    this.#again = setTimeout(() => {
      if (this.#nowSecs() >= untilSecs) void this.load(fresh);
      else this.#wait(untilSecs, fresh);
    }, step * 1000);
  }
}
