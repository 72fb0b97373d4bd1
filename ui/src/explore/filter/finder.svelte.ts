// Searches artists, albums, tracks and genres by name, shortly after the last letter was typed. The newest text wins.

import type { SearchHit } from "../../shell/bindings";
import type { Shell } from "../../shell/shell";

const delayMs = 120;

export class Finder {
  hits = $state.raw<SearchHit[]>([]);
  /** The text that the hits belong to; null before the first search. */
  searched = $state<string | null>(null);

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
      this.hits = [];
      this.searched = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(text, mine), delayMs);
  }

  async #ask(text: string, mine: number): Promise<void> {
    const answer = await this.#shell.find(text);
    if (mine !== this.#newest) return;
    this.hits = answer.status === "ok" ? answer.data : [];
    this.searched = text;
  }
}
