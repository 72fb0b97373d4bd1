// Saves and copies posters, one at a time, and says how it went. The picture is drawn in Rust; the page never sees it.

import { createContext } from "svelte";
import type { Notify } from "../parts/window";
import type { PosterQuery, PosterShape, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import type { Problem } from "../words/errors";

export const [posterState, providePosterState] = createContext<PosterState>();

export class PosterState {
  readonly drawing = new Job<"save" | "copy">();

  #shell: Shell;
  #notify: Notify;
  #explain: (error: UiError) => Problem;

  constructor(shell: Shell, notify: Notify, explain: (error: UiError) => Problem) {
    this.#shell = shell;
    this.#notify = notify;
    this.#explain = explain;
  }

  /** Saves it where the listener says. */
  async save(query: PosterQuery, shape: PosterShape): Promise<void> {
    const saved = await this.drawing.run("save", () => this.#shell.savePoster(query, shape));
    if (saved?.data) this.#notify(`The poster is saved as ${saved.data}`);
    this.#tellError(() => this.save(query, shape));
  }

  async copy(query: PosterQuery, shape: PosterShape): Promise<void> {
    const copied = await this.drawing.run("copy", () => this.#shell.copyPoster(query, shape));
    if (copied) this.#notify("The poster is on the clipboard.");
    this.#tellError(() => this.copy(query, shape));
  }

  #tellError(again: () => Promise<void>): void {
    const { error } = this.drawing;
    if (!error) return;
    this.drawing.clear();
    const { headline, sentence, action } = this.#explain(error);
    const run = () => again().then(() => null);
    const retry = action?.step === "retry" ? { label: action.label, run } : undefined;
    this.#notify(`${headline}: ${sentence}`, retry);
  }
}
