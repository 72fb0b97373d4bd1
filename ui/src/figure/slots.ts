// Which of the twelve colours belongs to whom. Each new key gets the first free colour and keeps it in all views;
// a thirteenth takes the colour of the key that was shown longest ago.

const colours = 12;

export class Slots {
  /** In the order of when they were last shown, the latest last. */
  #held = new Map<string, number>();

  /** Colours, 0 to 11, for keys that are shown together. No two of the first twelve share one. */
  show(keys: string[]): number[] {
    // Mark those that have a colour first, so that a new key does not take one of theirs.
    for (const key of keys) this.#see(key);
    return keys.map((key) => this.of(key));
  }

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
