// A component whose code is in a file of its own, which is read when the component is first needed.

import type { Component } from "svelte";

export class LazyComponent<Props extends Record<string, unknown>> {
  /** Null until its code is there. From then on, it is drawn like any other component. */
  component = $state.raw<Component<Props> | null>(null);
  /** Its code could not be read. Only a reload of the page tries again: browsers remember a failed import. */
  failed = $state(false);
  #read: () => Promise<{ default: Component<Props> }>;
  #reading: Promise<void> | null = null;

  constructor(read: () => Promise<{ default: Component<Props> }>) {
    this.#read = read;
  }

  /** Reads the code once, however often it is called. Never rejects: a failure is in `failed`. */
  load(): Promise<void> {
    return (this.#reading ??= this.#begin());
  }

  async #begin(): Promise<void> {
    try {
      this.component = (await this.#read()).default;
    } catch {
      this.failed = true;
    }
  }
}
