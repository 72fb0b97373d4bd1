// One thing at a time that the listener sends the shell for: what is under way, and why the last one came back empty.
// Whoever asks twice is sent once.

import type { UiError } from "./bindings";
import type { Answer } from "./shell";

export class Errand<W extends string | number> {
  /** What is under way. */
  busy = $state.raw<W | null>(null);
  trouble = $state.raw<UiError | null>(null);
  /** What the trouble is about. */
  failed = $state.raw<W | null>(null);

  #newest = 0;

  /** The answer; null where there was trouble, or something is under way already. */
  async run<T>(what: W, ask: () => Promise<Answer<T>>): Promise<{ data: T } | null> {
    if (this.busy !== null) return null;
    this.settle();
    const mine = this.#newest;
    this.busy = what;
    const answer = await ask();
    if (mine !== this.#newest) return null;
    this.busy = null;
    if (answer.status === "ok") return { data: answer.data };
    this.trouble = answer.error;
    this.failed = what;
    return null;
  }

  /** What went wrong was read. */
  settle(): void {
    this.trouble = null;
    this.failed = null;
  }

  /** Lets go of everything, also of an answer still on its way. */
  forget(): void {
    this.settle();
    this.#newest += 1;
    this.busy = null;
  }
}
