// A list on its way to becoming a playlist: what to save, how far it is, and how it ended.
// Nothing is sent before `save`; what was saved in part is finished, never begun again.

import { createContext } from "svelte";
import type { PlaylistSource, SavedPlaylist, UiError, UnfinishedPlaylist } from "../shell/bindings";
import type { Shell } from "../shell/shell";

export type Phase = "closed" | "asking" | "draft" | "saving" | "saved" | "unfinished" | "refused";

/** What can be saved from a screen: one list, or one of several genres. */
export interface Offer {
  source: PlaylistSource;
  genres: string[];
}

/** Why nothing can be saved from the list on show. */
export type NoOffer = { reason: string };

export const nameMost = 100;
export const descriptionMost = 300;

/** One save on its way, as it was sent: the form may be about another one by now. */
class Saving {
  progress = $state.raw({ saved: 0, of: 0 });

  constructor(
    readonly name: string,
    /** Null for one that broke off earlier: it is as it was then. */
    readonly isPublic: boolean | null,
    progress: { saved: number; of: number },
  ) {
    this.progress = progress;
  }
}

/** How a save ended that nobody watched. */
export type Ended = { name: string; error: UiError | null };

export const [playlistState, providePlaylistState] = createContext<PlaylistState>();

export class PlaylistState {
  phase = $state<Phase>("closed");
  source = $state.raw<PlaylistSource>({ kind: "recent" });
  genres = $state.raw<string[]>([]);
  name = $state("");
  description = $state("");
  count = $state<number | null>(null);
  available = $state(0);
  isPublic = $state(false);
  /** What the dialog sent last; null while it only asks. */
  sent = $state.raw<Saving | null>(null);
  saved = $state.raw<SavedPlaylist | null>(null);
  error = $state.raw<UiError | null>(null);

  #shell: Shell;
  #offer: () => Offer | NoOffer;
  #newest = 0;
  /** What there is to finish. */
  #left: UnfinishedPlaylist | null = null;
  #running = new Set<Saving>();
  #ended: (ended: Ended) => void = () => {};

  /** `offer`: what can be saved from the list on show. */
  constructor(shell: Shell, offer: () => Offer | NoOffer) {
    this.#shell = shell;
    this.#offer = offer;
  }

  start(ended: (ended: Ended) => void): void {
    this.#ended = ended;
    this.#shell.onPlaylistProgress((progress) => {
      const [only, other] = this.#running;
      // It does not say of which playlist it is, so with two under way it says nothing.
      if (only && !other) only.progress = progress;
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

  /** Refused, and asking again would not help. */
  get over(): boolean {
    return this.sent !== null || this.error?.kind === "nothingToSave";
  }

  /** What can be saved from the list on show, or the reason why nothing can. */
  get offer(): Offer | NoOffer {
    return this.#offer();
  }

  /** Opens the dialog for the list on show, if it can be saved. */
  openOffer(): void {
    const { offer } = this;
    if ("source" in offer && this.phase === "closed") void this.#open(offer);
  }

  async chooseGenre(genre: string): Promise<void> {
    if (this.phase === "draft" && this.source.kind === "topGenre") {
      await this.#suggest({ ...this.source, genre });
    }
  }

  async save(): Promise<void> {
    const { count } = this;
    if (this.phase !== "draft" || count === null || Object.keys(this.faults).length > 0) return;
    const name = this.name.trim();
    const { source, description, isPublic } = this;
    await this.#send(
      new Saving(name, isPublic, { saved: 0, of: count }),
      this.#shell.savePlaylist({ source, name, description, public: isPublic, count }),
    );
  }

  async finish(): Promise<void> {
    if (this.#left === null) return;
    const { playlist, of } = this.#left;
    const isPublic = this.sent?.isPublic ?? null;
    await this.#send(
      new Saving(playlist.name, isPublic, { saved: playlist.saved, of }),
      this.#shell.finishPlaylist(playlist.uri),
    );
  }

  /** Goes on with one that broke off earlier, maybe before the last start. */
  async resume(unfinished: UnfinishedPlaylist): Promise<void> {
    this.#left = unfinished;
    this.sent = null;
    await this.finish();
  }

  /** Asks again for what could not be read. */
  async retry(): Promise<void> {
    await this.#suggest(this.source);
  }

  /** What is being saved goes on being saved, and comes back if it does not end well. */
  close(): void {
    if (this.phase !== "saving") {
      this.#newest += 1;
      this.sent = null;
    }
    this.phase = "closed";
  }

  async #open(offer: Offer): Promise<void> {
    this.genres = offer.genres;
    this.isPublic = false;
    await this.#suggest(offer.source);
  }

  async #suggest(source: PlaylistSource): Promise<void> {
    const mine = ++this.#newest;
    this.#left = null;
    this.source = source;
    this.error = null;
    this.sent = null;
    this.saved = null;
    this.phase = "asking";
    const answer = await this.#shell.suggestPlaylist(source);
    if (mine !== this.#newest) return;
    if (answer.status === "error" || answer.data.available === 0) {
      this.error = answer.status === "error" ? answer.error : { kind: "nothingToSave" };
      this.phase = "refused";
      return;
    }
    this.name = answer.data.name;
    this.description = answer.data.description;
    this.available = answer.data.available;
    this.count = Math.min(50, answer.data.available);
    this.phase = "draft";
  }

  async #send(saving: Saving, answering: ReturnType<Shell["savePlaylist"]>): Promise<void> {
    this.#newest += 1;
    this.sent = saving;
    this.error = null;
    this.phase = "saving";
    this.#running.add(saving);
    const answer = await answering;
    this.#running.delete(saving);
    const error = answer.status === "error" ? answer.error : null;
    // Another dialog was opened meanwhile, or nobody has to be asked anything.
    const elsewhere = this.sent !== saving;
    const closed = (this.phase as Phase) === "closed";
    if (elsewhere || (closed && error === null)) {
      if (!elsewhere) this.sent = null;
      return this.#ended({ name: saving.name, error });
    }
    if (answer.status === "ok") {
      this.#left = null;
      this.saved = answer.data;
      this.phase = "saved";
      return;
    }
    this.#fail(answer.error);
  }

  #fail(error: UiError): void {
    this.error = error;
    if (error.kind === "playlistUnfinished") this.#left = error;
    const finishing = this.#left !== null;
    if (error.kind === "gone" || error.kind === "nothingToSave") this.#left = null;
    if (this.#left !== null) this.phase = "unfinished";
    else this.phase = finishing ? "refused" : "draft";
  }
}
