// Why a number is what it is, and why a play is one: asks for the rows that tell of plays, keeps the answer while it is looked at, and has the
// listener decide otherwise.
// Judging all rows takes a while, so nothing is asked before somebody looks, and an answer that comes too late is dropped.

import { createContext } from "svelte";
import type { Explanation, ExploreQuestion, PlayAmongOthers, PlayKey } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Answer, Shell } from "../shell/shell";

export const [whyState, provideWhyState] = createContext<WhyState>();

export class WhyState {
  /** What makes up the number that was asked about last. */
  explanation = $state.raw<Explanation | null>(null);
  /** The play that is asked about, in front of everything else. */
  play = $state.raw<PlayKey | null>(null);
  /** The rows that tell of it, and the plays that it may be the same as. */
  explained = $state.raw<PlayAmongOthers | null>(null);
  readonly reading = new Job<"number" | "play">();
  /** What is being decided, by the row that it is about. */
  readonly deciding = new Job<string>();

  #shell: Shell;
  #playsRewritten: () => void;
  /** What was to be decided last. */
  #last: (() => Promise<void>) | null = null;

  /** `playsRewritten`: a decision made plays, or took some away. */
  constructor(shell: Shell, playsRewritten: () => void) {
    this.#shell = shell;
    this.#playsRewritten = playsRewritten;
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

  /** A row that another one stands for is a play of its own. */
  async keepApart(row: string): Promise<void> {
    await this.#decide(row, () => this.#shell.keepApart(row));
  }

  /** The play that a row tells of is the one that another row tells of. */
  async join(row: string, other: string): Promise<void> {
    await this.#decide(other, () => this.#shell.joinPlays(row, other));
  }

  /** The rules decide about a row again. */
  async takeBack(row: string): Promise<void> {
    await this.#decide(row, () => this.#shell.takeBackDecision(row));
  }

  /** Decides once more what could not be decided. */
  async decideAgain(): Promise<void> {
    await this.#last?.();
  }

  /** A play that is asked about gives way to the one that the row tells of then. A number is counted again by whoever shows it. */
  async #decide(row: string, decide: () => Promise<Answer<PlayAmongOthers>>): Promise<void> {
    if (this.deciding.busy !== null) return;
    this.#last = () => this.#decide(row, decide);
    const decided = await this.deciding.run(row, decide);
    if (!decided) return;
    if (this.play) this.explained = decided.data;
    this.#playsRewritten();
  }

  /** Nobody looks any more, or it is another listener's. */
  forget(): void {
    this.reading.reset();
    this.deciding.reset();
    this.explanation = null;
    this.play = null;
    this.explained = null;
  }
}
