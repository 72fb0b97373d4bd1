// A list on its way to becoming a playlist: what to save, how far it is, and how it ended.
// Nothing is sent before `save`; what was saved in part is finished, never begun again.

import type { PlaylistSource, SavedPlaylist, Trouble, UnfinishedPlaylist } from "./bindings";
import type { Shell } from "./shell";

export type Phase = "closed" | "asking" | "draft" | "saving" | "saved" | "unfinished" | "refused";

/** What can be saved from a screen: one list, or one of several genres. */
export interface Offer {
  source: PlaylistSource;
  genres: string[];
}

export const nameMost = 100;
export const descriptionMost = 300;

export class Playlist {
  phase = $state<Phase>("closed");
  source = $state.raw<PlaylistSource>({ kind: "recent" });
  genres = $state.raw<string[]>([]);
  name = $state("");
  description = $state("");
  count = $state<number | null>(null);
  available = $state(0);
  /** Null for one that broke off earlier: it is as it was then. */
  isPublic = $state<boolean | null>(false);
  progress = $state.raw<{ saved: number; of: number } | null>(null);
  saved = $state.raw<SavedPlaylist | null>(null);
  trouble = $state.raw<Trouble | null>(null);

  #shell: Shell;
  #newest = 0;
  /** What there is to finish. */
  #left: string | null = null;
  #aside = false;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  start(): void {
    this.#shell.onPlaylistProgress((progress) => {
      if (this.phase === "saving") this.progress = progress;
    });
  }

  /** Why the form cannot be sent as it is, at the field that is to blame. */
  get faults(): { name?: string; description?: string; count?: string } {
    const faults: { name?: string; description?: string; count?: string } = {};
    const name = [...this.name.trim()].length;
    if (name === 0) faults.name = "A playlist needs a name.";
    if (name > nameMost) faults.name = `At most ${nameMost} characters; these are ${name}.`;
    const description = [...this.description].length;
    if (description > descriptionMost) {
      faults.description = `At most ${descriptionMost} characters; these are ${description}.`;
    }
    const { count } = this;
    if (count === null || !Number.isInteger(count) || count < 1 || count > this.available) {
      faults.count = `A number from 1 to ${this.available}.`;
    }
    return faults;
  }

  /** Short ways to a number of tracks; the last one is all of them. */
  get picks(): number[] {
    return [...[10, 25, 50].filter((pick) => pick < this.available), this.available];
  }

  async open(offer: Offer): Promise<void> {
    this.genres = offer.genres;
    this.isPublic = false;
    await this.#suggest(offer.source);
  }

  async chooseGenre(genre: string): Promise<void> {
    if (this.source.kind === "topGenre") await this.#suggest({ ...this.source, genre });
  }

  async save(): Promise<void> {
    const { count } = this;
    if (this.phase !== "draft" || count === null || Object.keys(this.faults).length > 0) return;
    this.progress = { saved: 0, of: count };
    await this.#send(
      this.#shell.savePlaylist({
        source: this.source,
        name: this.name.trim(),
        description: this.description,
        public: this.isPublic ?? false,
        count,
      }),
    );
  }

  async finish(): Promise<void> {
    if (this.#left !== null) await this.#send(this.#shell.finishPlaylist(this.#left));
  }

  /** Goes on with one that broke off earlier, maybe before the last start. */
  async resume({ playlist, of }: UnfinishedPlaylist): Promise<void> {
    this.#left = playlist.uri;
    this.isPublic = null;
    this.progress = { saved: playlist.saved, of };
    await this.finish();
  }

  /** Asks again for what could not be read. */
  async again(): Promise<void> {
    await this.#suggest(this.source);
  }

  /** What is being saved goes on being saved, and comes back only if it does not end well. */
  close(): void {
    this.#aside = this.phase === "saving";
    if (!this.#aside) this.#newest += 1;
    this.phase = "closed";
  }

  async #suggest(source: PlaylistSource): Promise<void> {
    const mine = ++this.#newest;
    this.#left = null;
    this.source = source;
    this.trouble = null;
    this.progress = null;
    this.saved = null;
    this.phase = "asking";
    const answer = await this.#shell.suggestPlaylist(source);
    if (mine !== this.#newest) return;
    if (answer.status === "error" || answer.data.available === 0) {
      this.trouble = answer.status === "error" ? answer.error : { kind: "nothingToSave" };
      this.phase = "refused";
      return;
    }
    this.name = answer.data.name;
    this.description = answer.data.description;
    this.available = answer.data.available;
    this.count = Math.min(50, answer.data.available);
    this.phase = "draft";
  }

  async #send(sent: ReturnType<Shell["savePlaylist"]>): Promise<void> {
    const mine = ++this.#newest;
    this.#aside = false;
    this.trouble = null;
    this.phase = "saving";
    const answer = await sent;
    if (mine !== this.#newest) return;
    if (answer.status === "ok") {
      this.#left = null;
      this.saved = answer.data;
      this.phase = this.#aside ? "closed" : "saved";
      return;
    }
    this.trouble = answer.error;
    if (answer.error.kind === "playlistUnfinished") this.#left = answer.error.playlist.uri;
    // Whatever stopped the finishing, there is still something to finish.
    this.phase = this.#left === null ? "draft" : "unfinished";
  }
}
