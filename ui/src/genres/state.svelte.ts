// Learning the artists' genres: the listener's consent, how far it is, pausing it. Everything on this page that tells of it
// reads this one state. Nothing here asks anybody but the shell, and the shell asks nobody before the listener agreed.

import { createContext } from "svelte";
import type { Learning, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Answer, Shell } from "../shell/shell";
import { ArtistGenresState } from "./artist.svelte";
import { ServicesState } from "./services.svelte";

export const [learningState, provideLearningState] = createContext<LearningState>();

/** While it learns, what shows genres is counted again at most this often. */
const countAfterMs = 5_000;

export class LearningState {
  /** Null until the shell has answered. */
  current = $state.raw<Learning | null>(null);
  /** Why it is not known how far learning is. */
  error = $state.raw<UiError | null>(null);
  readonly answering = new Job<"given" | "declined">();
  readonly pausing = new Job<"pause" | "continue">();

  #shell: Shell;
  #learned: () => void = () => {};
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** `learned` is called when more is known, or less: what shows genres is to be counted again. */
  start(learned: () => void): void {
    this.#learned = learned;
    this.#shell.onLearningChanged((learning) => this.#receive(learning));
  }

  async load(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.#shell.learning();
    // Told of in the meantime by an event, which is newer.
    if (mine !== this.#newest) return;
    if (answer.status === "ok") this.#receive(answer.data);
    else this.error = answer.error;
  }

  /** The answer to the question; false after an error. */
  answer(agreed: boolean): Promise<boolean> {
    return this.#change(this.answering, agreed ? "given" : "declined", () =>
      this.#shell.answerLearning(agreed),
    );
  }

  pause(paused: boolean): Promise<boolean> {
    return this.#change(this.pausing, paused ? "pause" : "continue", () =>
      this.#shell.pauseLearning(paused),
    );
  }

  /** Who is asked; for one visit of Settings. */
  services(): ServicesState {
    return new ServicesState(this.#shell);
  }

  /** The genres of one artist; for one visit of its page. */
  ofArtist(): ArtistGenresState {
    return new ArtistGenresState(this.#shell, () => this.#learned());
  }

  /** The tree of genres within a filter. */
  readonly tree: Shell["genreTree"] = (question) => this.#shell.genreTree(question);

  /** Another listener: everything is dropped. */
  reset(): void {
    this.#newest += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.current = null;
    this.error = null;
    this.answering.reset();
    this.pausing.reset();
  }

  async #change<W extends string>(
    job: Job<W>,
    what: W,
    ask: () => Promise<Answer<Learning>>,
  ): Promise<boolean> {
    const done = await job.run(what, ask);
    if (done) this.#receive(done.data);
    return done !== null;
  }

  #receive(next: Learning): void {
    const before = this.current;
    this.#newest += 1;
    this.current = next;
    this.error = null;
    const more =
      before !== null &&
      (before.artistsDone !== next.artistsDone ||
        before.withGenrePermille !== next.withGenrePermille);
    if (!more) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#learned();
    }, countAfterMs);
  }
}
