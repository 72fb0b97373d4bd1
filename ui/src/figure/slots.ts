// Which of the twelve colours is whose. Who was seen first got the first free one and keeps it in all views;
// a thirteenth takes the colour of the one that was not seen for longest.

const colours = 12;

export class Slots {
  /** Who was seen last comes last. */
  #held = new Map<string, number>();

  /** Colours for all that are on show together, 0 to 11. No two of the first twelve share one. */
  show(keys: string[]): number[] {
    // Who has a colour is seen before somebody new takes one away.
    for (const key of keys) this.#see(key);
    return keys.map((key) => this.of(key));
  }

  /** The colour of one. */
  of(key: string): number {
    return this.#see(key) ?? this.#take(key);
  }

  #see(key: string): number | undefined {
    const slot = this.#held.get(key);
    if (slot === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, slot);
    return slot;
  }

  #take(key: string): number {
    let slot = this.#held.size;
    const [oldest] = this.#held;
    if (slot >= colours && oldest) {
      this.#held.delete(oldest[0]);
      slot = oldest[1];
    }
    this.#held.set(key, slot);
    return slot;
  }
}

const window = new Slots();

export function slotOf(key: string): number {
  return window.of(key);
}

export function slotsOf(keys: string[]): number[] {
  return window.show(keys);
}
