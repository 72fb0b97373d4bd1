// Why a number is what it is, and why a play is one: asks for the rows that tell of plays, and keeps the answer while it is looked at.
// Judging all rows takes a while, so nothing is asked before somebody looks, and an answer that comes too late is dropped.

import { createContext } from "svelte";
import type { ExplainedPlay, Explanation, ExploreQuestion, PlayKey } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";

export const [whyState, provideWhyState] = createContext<WhyState>();

export class WhyState {
  /** What makes up the number that was asked about last. */
  explanation = $state.raw<Explanation | null>(null);
  /** The play that is asked about, in front of everything else. */
  play = $state.raw<PlayKey | null>(null);
  /** The rows that tell of it. */
  explained = $state.raw<ExplainedPlay | null>(null);
  readonly reading = new Job<"number" | "play">();

  #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Asked again about a number, the answer on show stays until the next one is there. */
  async explainNumber(question: ExploreQuestion): Promise<void> {
    this.reading.reset();
    const answer = await this.reading.run("number", () => this.#shell.explainNumber(question));
    if (answer) this.explanation = answer.data;
  }

  async explainPlay(play: PlayKey): Promise<void> {
    this.forget();
    this.play = play;
    const answer = await this.reading.run("play", () => this.#shell.explainPlay(play));
    if (answer) this.explained = answer.data;
  }

  /** Nobody looks any more, or it is another listener's. */
  forget(): void {
    this.reading.reset();
    this.explanation = null;
    this.play = null;
    this.explained = null;
  }
}
