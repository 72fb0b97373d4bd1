// What the listener does not want counted: the list of it, one thing more, and the way back for each. Nothing is ever deleted.

import type { DayRange, HiddenThing, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { parseDay } from "../words/days";

export class Hidden {
  /** Oldest first; null until it was read. */
  things = $state.raw<HiddenThing[] | null>(null);
  error = $state.raw<UiError | null>(null);
  readonly counting = new Job<number>();
  readonly hiding = new Job<"days">();
  /** As the date fields have it: `2019-03-12`, or nothing. */
  from = $state("");
  to = $state("");

  #shell: Shell;
  #newest = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** The days in the fields; a word on what is wrong with them, or nothing while they are not filled in. */
  get days(): DayRange | { fault: string } | null {
    const [firstDay, lastDay] = [parseDay(this.from), parseDay(this.to)];
    if (firstDay === null || lastDay === null) return null;
    if (firstDay > lastDay) return { fault: "The last day is before the first." };
    return { firstDay, lastDay };
  }

  async read(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.#shell.hiddenThings();
    if (mine !== this.#newest) return;
    if (answer.status === "ok") this.things = answer.data;
    this.error = answer.status === "ok" ? null : answer.error;
  }

  async countAgain(id: number): Promise<void> {
    await this.counting.run(id, () => this.#shell.unhide(id));
    // Also where it failed: it may be counted again already.
    await this.read();
  }

  async hideDays(): Promise<void> {
    const { days } = this;
    if (!days || "fault" in days) return;
    const done = await this.hiding.run("days", () => this.#shell.hideDays(days));
    if (!done) return;
    this.from = "";
    this.to = "";
    await this.read();
  }
}
