// The genres of one artist, who says so, and correcting them by hand.

import type { ArtistGenres, SearchHit, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { isFamily } from "../words/genres";

export class ArtistGenresState {
  answer = $state.raw<ArtistGenres | null>(null);
  error = $state.raw<UiError | null>(null);
  readonly correcting = new Job<"save" | "takeBack">();
  /** Genres of the archive whose names hold what was typed. */
  suggestions = $state.raw<SearchHit[]>([]);

  #shell: Shell;
  #corrected: () => void;
  #key = "";
  #newest = 0;
  #typed = 0;

  /** `corrected` is called after a correction: what shows genres has to be counted again. */
  constructor(shell: Shell, corrected: () => void) {
    this.#shell = shell;
    this.#corrected = corrected;
  }

  async show(key: string): Promise<void> {
    if (key !== this.#key) this.answer = null;
    this.#key = key;
    const mine = ++this.#newest;
    const answer = await this.#shell.artistGenres(key);
    if (mine !== this.#newest) return;
    this.error = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.answer = answer.data;
  }

  /** An empty list says "none"; null takes the correction back. False after an error. */
  async correct(genres: string[] | null): Promise<boolean> {
    const key = this.#key;
    const done = await this.correcting.run(genres === null ? "takeBack" : "save", () =>
      this.#shell.correctGenres(key, genres),
    );
    if (!done) return false;
    this.#newest += 1;
    if (key === this.#key) this.answer = done.data;
    this.#corrected();
    return true;
  }

  /** The newest text wins. */
  async suggest(typed: string): Promise<void> {
    const mine = ++this.#typed;
    const text = typed.trim();
    const answer = text === "" ? null : await this.#shell.find(text);
    if (mine !== this.#typed) return;
    const hits = answer?.status === "ok" ? answer.data : [];
    this.suggestions = hits.filter(({ sort, key }) => sort === "genres" && !isFamily(key));
  }
}
