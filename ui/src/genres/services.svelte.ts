// Who is asked for genres: the hosts, what they were asked today, servers of one's own, the token of ListenBrainz.
// The token goes to the shell and never comes back.

import type { GenreService, GenreServices, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Answer, Shell } from "../shell/shell";

export class ServicesState {
  answer = $state.raw<GenreServices | null>(null);
  error = $state.raw<UiError | null>(null);
  readonly saving = new Job<GenreService | "token">();

  #shell: Shell;
  #newest = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async load(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.#shell.genreServices();
    if (mine !== this.#newest) return;
    this.error = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.answer = answer.data;
  }

  /** Null for the public server. False after an error. */
  setServer(service: GenreService, address: string | null): Promise<boolean> {
    return this.#save(service, () => this.#shell.setGenreServer(service, address));
  }

  /** Null removes it. False after an error. */
  setToken(token: string | null): Promise<boolean> {
    return this.#save("token", () => this.#shell.setListenbrainzToken(token));
  }

  async #save(
    what: GenreService | "token",
    ask: () => Promise<Answer<GenreServices>>,
  ): Promise<boolean> {
    const done = await this.saving.run(what, ask);
    if (!done) return false;
    this.#newest += 1;
    this.answer = done.data;
    return true;
  }
}
