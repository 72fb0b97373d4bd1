// Sentences that are shown one after the other, each for some seconds, none over another. One with an action stays longer, and
// none goes while the pointer or the focus is on it.

import type { Notice, NoticeAction } from "../parts/window";

const plainMs = 8_000;
const withActionMs = 16_000;

export class Notices {
  #waiting = $state.raw<Notice[]>([]);
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get current(): Notice | null {
    return this.#waiting[0] ?? null;
  }

  show(text: string, action: NoticeAction | null = null): void {
    const before = this.#waiting;
    // What is said twice in a row is said once, and stays as long as the second.
    const others = before.at(-1)?.text === text ? before.slice(0, -1) : before;
    this.#waiting = [...others, { text, action }];
    if (this.#waiting.length === 1) this.#wait();
  }

  /** The pointer or the focus came to it, or left it. */
  hold(held: boolean): void {
    this.#held = held;
    this.#wait();
  }

  /** Shows the next one. */
  next(): void {
    this.#held = false;
    this.#waiting = this.#waiting.slice(1);
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const { current } = this;
    if (!current || this.#held) return;
    this.#timer = setTimeout(() => this.next(), current.action ? withActionMs : plainMs);
  }
}
