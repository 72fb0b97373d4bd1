// Searches artists, albums, tracks and genres by name, shortly after the last letter was typed. The newest text wins.

import type { SearchHit, UiError } from "../../shell/bindings";
import type { Shell } from "../../shell/shell";

const delayMs = 120;

export class Finder {
  hits = $state.raw<SearchHit[]>([]);
  /** The text that the hits belong to; null before the first search, and after one that failed. */
  searched = $state<string | null>(null);
  error = $state.raw<UiError | null>(null);

  #shell: Shell;
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  search(typed: string): void {
    clearTimeout(this.#timer);
    const text = typed.trim();
    const mine = ++this.#newest;
    if (text === "") {
      this.#receive([], null, null);
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(text, mine), delayMs);
  }

  async #ask(text: string, mine: number): Promise<void> {
    const answer = await this.#shell.find(text);
    if (mine !== this.#newest) return;
    if (answer.status === "ok") this.#receive(answer.data, text, null);
    else this.#receive([], null, answer.error);
  }

  #receive(hits: SearchHit[], searched: string | null, error: UiError | null): void {
    this.hits = hits;
    this.searched = searched;
    this.error = error;
  }
}
