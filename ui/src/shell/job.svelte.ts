// Something that the listener has the shell do, one at a time: what is being done, and why the last one failed.
// Asking again while it is being done does nothing.

import type { UiError } from "./bindings";
import type { Answer } from "./shell";

export class Job<W extends string | number> {
  /** What is being done; null while nothing is. */
  busy = $state.raw<W | null>(null);
  error = $state.raw<UiError | null>(null);
  /** What the error is about. */
  failed = $state.raw<W | null>(null);

  #newest = 0;

  /** The answer; null after an error, or when something is being done already. */
  async run<T>(what: W, ask: () => Promise<Answer<T>>): Promise<{ data: T } | null> {
    if (this.busy !== null) return null;
    this.clear();
    const mine = this.#newest;
    this.busy = what;
    const answer = await ask();
    if (mine !== this.#newest) return null;
    this.busy = null;
    if (answer.status === "ok") return { data: answer.data };
    this.error = answer.error;
    this.failed = what;
    return null;
  }

  /** Forgets the error: it was read. */
  clear(): void {
    this.error = null;
    this.failed = null;
  }

  /** Forgets everything, and ignores an answer that is still on its way. */
  reset(): void {
    this.clear();
    this.#newest += 1;
    this.busy = null;
  }
}
