// Looks for artists, albums, tracks and genres by what is typed, once the typing rests; the newest words win.

import type { SearchHit } from "../../shell/bindings";
import type { Shell } from "../../shell/shell";

const restMs = 120;

export class Finder {
  found = $state.raw<SearchHit[]>([]);
  /** What was looked for; null before anything was. */
  looked = $state<string | null>(null);

  #shell: Shell;
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  look(typed: string): void {
    clearTimeout(this.#timer);
    const words = typed.trim();
    const mine = ++this.#newest;
    if (words === "") {
      this.found = [];
      this.looked = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(words, mine), restMs);
  }

  async #ask(words: string, mine: number): Promise<void> {
    const answer = await this.#shell.find(words);
    if (mine !== this.#newest) return;
    this.found = answer.status === "ok" ? answer.data : [];
    this.looked = words;
  }
}
