// The only place in the window that asks what time it is.
// What reads it within a component is updated as time passes. Without a reader no timer runs.

import { createSubscriber } from "svelte/reactivity";

export class Clock {
  #everySecond = ticking(1_000);
  #everyHalfMinute = ticking(30_000);

  /** Whole seconds since 1970, read once and not updated. */
  read(): number {
    return Math.floor(Date.now() / 1000);
  }

  /** Whole seconds since 1970, for what counts down. */
  get second(): number {
    this.#everySecond();
    return this.read();
  }

  /** Whole seconds since 1970, for what only cares about minutes and days. */
  get minute(): number {
    this.#everyHalfMinute();
    return this.read();
  }
}

function ticking(milliseconds: number): () => void {
  return createSubscriber((update) => {
    const timer = setInterval(update, milliseconds);
    return () => clearInterval(timer);
  });
}
