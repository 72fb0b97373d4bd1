// The only place in the window that asks what time it is, and in which time zone.
// What reads it within a component is updated as time passes. Without a reader no timer runs.

import { createSubscriber } from "svelte/reactivity";

export class Clock {
  #everySecond = ticking(1_000);
  #everyHalfMinute = ticking(30_000);
  #zone = $state("");
  #askZone: () => string;
  #followZone = createSubscriber(() => {
    const ask = () => (this.#zone = this.#askZone());
    ask();
    const timer = setInterval(ask, 30_000);
    return () => clearInterval(timer);
  });

  constructor(askZone: () => string = computersZone) {
    this.#askZone = askZone;
  }

  /** The name of the computer's time zone, which changes when its listener travels: `Europe/Berlin`. */
  get zone(): string {
    if (!$effect.tracking()) return this.#askZone();
    this.#followZone();
    return this.#zone || this.#askZone();
  }

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

function computersZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function ticking(milliseconds: number): () => void {
  return createSubscriber((update) => {
    const timer = setInterval(update, milliseconds);
    return () => clearInterval(timer);
  });
}
