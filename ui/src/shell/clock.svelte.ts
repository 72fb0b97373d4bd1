// The only place in the window that asks what time it is.
// Read inside a component, the time is read again as it passes; with no reader, no timer runs.

import { createSubscriber } from "svelte/reactivity";

export class Clock {
  #everySecond = ticking(1_000);
  #everyHalfMinute = ticking(30_000);

  /** Whole seconds since 1970, once. */
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
