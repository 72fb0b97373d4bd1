// How often the listener played what Spotify ranks, as the archive has it: beside Spotify's order, which comes without numbers.
// Asked once for each list; the last answer stays on show while the same list is read again.

import { defaultQuestion } from "../navigation/question";
import type { Span } from "../navigation/route";
import type { EntityKind, ListEntry } from "../shell/bindings";
import type { Shell } from "../shell/shell";

export class OwnPlays {
  /** The plays of each key of the list, by its address; empty before an answer, and where the archive has none of them. */
  plays = $state.raw<ReadonlyMap<string, number>>(new Map());
  #shell: Shell;
  #firstDay: (span: Span) => number | null;
  #newest = 0;
  /** What the numbers on show are of. */
  #of = "";

  constructor(shell: Shell, firstDay: (span: Span) => number | null) {
    this.#shell = shell;
    this.#firstDay = firstDay;
  }

  /** Counts anew. Where the archive can't be read there are no numbers: Spotify's list needs none. */
  async read(sort: EntityKind, span: Span, entries: ListEntry[]): Promise<void> {
    const mine = ++this.#newest;
    const of = `${sort} ${span}`;
    if (of !== this.#of) this.plays = new Map();
    this.#of = of;
    const from = this.#firstDay(span);
    const answer = await this.#shell.ownPlays(sort, entries, from, defaultQuestion.rule);
    if (mine !== this.#newest) return;
    const plays = answer.status === "ok" ? answer.data : [];
    this.plays = plays.some((count) => count > 0)
      ? new Map(entries.map(({ key }, at) => [key, plays[at] ?? 0]))
      : new Map();
  }

  /** Another list, or another listener. */
  reset(): void {
    this.#newest += 1;
    this.plays = new Map();
  }
}
