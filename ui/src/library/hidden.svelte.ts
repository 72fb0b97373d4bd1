// What the listener does not want counted: the list of it, and the form that hides days. Each thing can be counted again.
// Hiding deletes nothing.

import type { DayRange, HiddenThing, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { parseDay } from "../words/days";

export class HiddenState {
  /** Oldest first; null until it was read. */
  things = $state.raw<HiddenThing[] | null>(null);
  error = $state.raw<UiError | null>(null);
  readonly unhiding = new Job<number>();
  readonly hidingDays = new Job<"days">();
  /** The text of the date fields: `2019-03-12`, or empty. */
  from = $state("");
  to = $state("");

  #shell: Shell;
  #newest = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** The days in the fields, or what is wrong with them; null while a field is empty. */
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

  async unhide(id: number): Promise<void> {
    const done = await this.unhiding.run(id, () => this.#shell.unhide(id));
    // After an error it may be counted again already. Otherwise the archive says that it changed.
    if (!done) await this.read();
  }

  async hideDays(): Promise<void> {
    const { days } = this;
    if (!days || "fault" in days) return;
    const done = await this.hidingDays.run("days", () => this.#shell.hideDays(days));
    if (!done) return;
    this.from = "";
    this.to = "";
  }
}
