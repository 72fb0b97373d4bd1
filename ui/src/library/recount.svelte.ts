// The plays that count differently since better rules counted the archive again: the list of them, page by page, newest
// first, until the listener has seen them. How many they are, the archive's overview says.

import type { RecountedPlay } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";

export class RecountState {
  /** The list is in front of everything else. */
  isOpen = $state(false);
  /** It was opened in this run: only the Library still mentions it. */
  wasOpened = $state(false);
  /** As far as they were read; null until then. */
  plays = $state.raw<RecountedPlay[] | null>(null);
  readonly reading = new Job<"page">();
  readonly dismissing = new Job<"recount">();

  #shell: Shell;
  #dismissed: () => Promise<void>;
  /** What the next page comes after; null at the end. */
  #next = $state.raw<number | null>(null);

  /** `dismissed` is called when there is no recount any more. */
  constructor(shell: Shell, dismissed: () => Promise<void>) {
    this.#shell = shell;
    this.#dismissed = dismissed;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  async open(): Promise<void> {
    this.#forget();
    this.isOpen = true;
    this.wasOpened = true;
    await this.readOn();
  }

  close(): void {
    this.isOpen = false;
    this.#forget();
  }

  /** Reads the first page, or the next; false if it brought no plays. */
  async readOn(): Promise<boolean> {
    const page = await this.reading.run("page", () => this.#shell.recountedPlays(this.#next));
    if (!page) return false;
    this.plays = [...(this.plays ?? []), ...page.data.rows];
    this.#next = page.data.next;
    return page.data.rows.length > 0;
  }

  /** The listener has seen it. */
  async dismiss(): Promise<void> {
    const done = await this.dismissing.run("recount", () => this.#shell.dismissRecount());
    if (!done) return;
    this.close();
    await this.#dismissed();
  }

  /** Another listener: everything is dropped. */
  reset(): void {
    this.close();
    this.dismissing.reset();
    this.wasOpened = false;
  }

  #forget(): void {
    this.reading.reset();
    this.dismissing.clear();
    this.plays = null;
    this.#next = null;
  }
}
