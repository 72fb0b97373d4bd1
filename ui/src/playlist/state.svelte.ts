// The dialog that saves a list as a playlist: its form, how far the saving is, and how it ended.
// Nothing is saved before the listener says so. A playlist saved in part is finished, never started over.

import { createContext } from "svelte";
import type { PlaylistSource, SavedPlaylist, UiError, UnfinishedPlaylist } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { numeral } from "../words/amounts";

export type Phase = "closed" | "loading" | "draft" | "saving" | "saved" | "unfinished" | "failed";

/** What can be saved from a screen. */
export interface Offer {
  source: PlaylistSource;
  /** The genres to choose from in a ranking of genres; empty for every other list. */
  genres: string[];
}

/** Why nothing can be saved from the list on show. */
export type NoOffer = { reason: string };

const maxNameLength = 100;
export const maxDescriptionLength = 300;

/** A playlist as it was sent to be saved, and how far it is. The form may be about another one by now. */
class SentPlaylist {
  progress = $state.raw({ saved: 0, of: 0 });

  constructor(
    readonly name: string,
    /** Null for an unfinished one, which stays as public or private as it was made. */
    readonly isPublic: boolean | null,
    progress: { saved: number; of: number },
  ) {
    this.progress = progress;
  }
}

/** How the saving of a playlist ended. */
export type SaveResult = { name: string; error: UiError | null };

/** The fields that a suggestion fills in. */
type Draft = { name: string; description: string; count: number | null };
const noDraft: Draft = { name: "", description: "", count: null };

type FieldErrors = { name?: string; description?: string; count?: string };

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
  /** The playlist of this dialog, once it was sent to be saved. */
  sent = $state.raw<SentPlaylist | null>(null);
  saved = $state.raw<SavedPlaylist | null>(null);
  error = $state.raw<UiError | null>(null);

  #shell: Shell;
  #offer: () => Offer | NoOffer;
  #newest = 0;
  /** What the fields began with. */
  #suggested: Draft = noDraft;
  #unfinished: UnfinishedPlaylist | null = null;
  #underWay = new Set<SentPlaylist>();
  #onend: (result: SaveResult) => void = () => {};

  /** `offer`: what can be saved from the list on show. */
  constructor(shell: Shell, offer: () => Offer | NoOffer) {
    this.#shell = shell;
    this.#offer = offer;
  }

  /** `onend` hears of a saving that ended after its dialog was closed. */
  start(onend: (result: SaveResult) => void): void {
    this.#onend = onend;
    this.#shell.onPlaylistProgress((progress) => {
      const [only, other] = this.#underWay;
      // The event does not name its playlist, so with two under way it could be about either.
      if (only && !other) only.progress = progress;
    });
  }

  /** Why the form cannot be sent as it is, by field. */
  get fieldErrors(): FieldErrors {
    const errors: FieldErrors = {};
    const name = [...this.name.trim()].length;
    if (name === 0) errors.name = "A playlist needs a name.";
    if (name > maxNameLength) {
      errors.name = `At most ${maxNameLength} characters; these are ${name}.`;
    }
    const description = [...this.description].length;
    if (description > maxDescriptionLength) {
      errors.description = `At most ${maxDescriptionLength} characters; these are ${description}.`;
    }
    const { count } = this;
    if (count === null || !Number.isInteger(count) || count < 1 || count > this.available) {
      errors.count = `A number from 1 to ${numeral(this.available)}.`;
    }
    return errors;
  }

  /** Numbers of tracks to choose with one click; the last one is all of them. */
  get presetCounts(): number[] {
    return [...[10, 25, 50].filter((preset) => preset < this.available), this.available];
  }

  /** Whether the tracks could not be looked up, and may be if it is tried again. */
  get canRetry(): boolean {
    return this.sent === null && this.error?.kind !== "nothingToSave";
  }

  /** What can be saved from the list on show, or the reason why nothing can. */
  get offer(): Offer | NoOffer {
    return this.#offer();
  }

  /** Opens the dialog for the list on show, if it can be saved. */
  openOffer(): void {
    const { offer } = this;
    if (!("source" in offer) || this.phase !== "closed") return;
    this.genres = offer.genres;
    this.isPublic = false;
    this.#suggested = noDraft;
    Object.assign(this, noDraft);
    void this.#suggest(offer.source);
  }

  async chooseGenre(genre: string): Promise<void> {
    if (this.phase === "draft" && this.source.kind === "topGenre") {
      await this.#suggest({ ...this.source, genre });
    }
  }

  async save(): Promise<void> {
    const { source, description, count, isPublic } = this;
    const valid = Object.keys(this.fieldErrors).length === 0;
    if (this.phase !== "draft" || count === null || !valid) return;
    const name = this.name.trim();
    await this.#send(
      new SentPlaylist(name, isPublic, { saved: 0, of: count }),
      this.#shell.savePlaylist({ source, name, description, public: isPublic, count }),
    );
  }

  async finish(): Promise<void> {
    if (this.#unfinished === null) return;
    const { playlist, of } = this.#unfinished;
    const isPublic = this.sent?.isPublic ?? null;
    await this.#send(
      new SentPlaylist(playlist.name, isPublic, { saved: playlist.saved, of }),
      this.#shell.finishPlaylist(playlist.uri),
    );
  }

  /** Finishes a playlist that was left unfinished earlier, possibly before this start of the app. */
  async resume(unfinished: UnfinishedPlaylist): Promise<void> {
    this.#unfinished = unfinished;
    this.sent = null;
    await this.finish();
  }

  /** Looks the tracks up again. */
  async retry(): Promise<void> {
    await this.#suggest(this.source);
  }

  /** A saving under way goes on; the dialog opens again if it fails. */
  close(): void {
    if (this.phase !== "saving") {
      this.#newest += 1;
      this.sent = null;
    }
    this.phase = "closed";
  }

  /** What the listener has typed in place of the last suggestion is kept. */
  async #suggest(source: PlaylistSource): Promise<void> {
    const mine = ++this.#newest;
    this.#unfinished = null;
    this.source = source;
    this.error = null;
    this.sent = null;
    this.saved = null;
    this.phase = "loading";
    const answer = await this.#shell.suggestPlaylist(source);
    if (mine !== this.#newest) return;
    if (answer.status === "error" || answer.data.available === 0) {
      this.error = answer.status === "error" ? answer.error : { kind: "nothingToSave" };
      this.phase = "failed";
      return;
    }
    const { name, description, available } = answer.data;
    const before = this.#suggested;
    if (this.name === before.name) this.name = name;
    if (this.description === before.description) this.description = description;
    const count = Math.min(50, available);
    if (this.count === before.count) this.count = count;
    this.available = available;
    this.#suggested = { name, description, count };
    this.phase = "draft";
  }

  async #send(sent: SentPlaylist, saving: ReturnType<Shell["savePlaylist"]>): Promise<void> {
    this.#newest += 1;
    this.sent = sent;
    this.error = null;
    this.phase = "saving";
    this.#underWay.add(sent);
    const answer = await saving;
    this.#underWay.delete(sent);
    const error = answer.status === "error" ? answer.error : null;
    // The dialog is about another playlist by now, or it was closed and there is nothing to ask.
    const replaced = this.sent !== sent;
    const closed = (this.phase as Phase) === "closed";
    if (replaced || (closed && error === null)) {
      if (!replaced) this.sent = null;
      return this.#onend({ name: sent.name, error });
    }
    if (answer.status === "ok") {
      this.#unfinished = null;
      this.saved = answer.data;
      this.phase = "saved";
      return;
    }
    this.#fail(answer.error);
  }

  #fail(error: UiError): void {
    this.error = error;
    if (error.kind === "playlistUnfinished") this.#unfinished = error;
    const finishing = this.#unfinished !== null;
    if (error.kind === "gone" || error.kind === "nothingToSave") this.#unfinished = null;
    if (this.#unfinished !== null) this.phase = "unfinished";
    else this.phase = finishing ? "failed" : "draft";
  }
}
