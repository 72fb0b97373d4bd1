// One artist, album, track or genre: the newest inquiry wins, and what is shown of a thing stays while it is asked for again.
// Hiding and counting again are asked for here too, for they change what the answer says.

import { createContext } from "svelte";
import { countingQuery, emptyFilter, defaultQuestion, print } from "../navigation/question";
import { print as address } from "../navigation/route";
import type {
  CountingRule,
  Detail,
  ExploreFilter,
  ExploreQuestion,
  DetailQuery,
  Measure,
  PlaylistSource,
  EntityKind,
  UiError,
} from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { measured } from "../words/measured";

export const [detailState, provideDetailState] = createContext<DetailState>();

export class DetailState {
  answer = $state.raw<Detail | null>(null);
  error = $state.raw<UiError | null>(null);
  reading = $state(false);
  /** What was asked last. */
  query = $state.raw<DetailQuery | null>(null);
  readonly hiding = new Job<"hide" | "count">();

  #shell: Shell;
  #newest = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** The page of another thing, by the same rule and measure. */
  href(sort: EntityKind, key: string): string {
    return address({ screen: "detail", sort, key, query: countingQuery(this.question) });
  }

  /** This page with something else counted. */
  hrefWith(other: { rule?: CountingRule; withHidden?: boolean }): string {
    const { sort, key } = this.query ?? { sort: "artists", key: "" };
    const { rule, filter, ...question } = this.question;
    const { withHidden = filter.withHidden } = other;
    const asked = { ...question, rule: other.rule ?? rule, filter: { ...filter, withHidden } };
    return address({ screen: "detail", sort, key, query: countingQuery(asked) });
  }

  /** Explore with nothing but this. */
  get exploreHref(): string {
    return address({
      screen: "explore",
      query: print({ ...this.question, filter: this.#only }),
    });
  }

  /** Its tracks, as a list to save; none where there is nothing to save, or only one. */
  get source(): PlaylistSource | null {
    const { answer, query } = this;
    if (!answer || !query || answer.sort === "tracks" || answer.plays === 0) return null;
    const { rule, measure } = query;
    return { kind: "explored", filter: this.#only, rule, measure };
  }

  get measure(): Measure {
    return this.query?.measure ?? "plays";
  }

  /** An amount by the measure: `143 plays`, `586 min`. */
  amount(n: number): string {
    return measured(n, this.measure);
  }

  /** Also asks again when it is the same inquiry: the archive may be another by now. */
  async show(query: DetailQuery): Promise<void> {
    const before = this.query;
    if (before?.sort !== query.sort || before.key !== query.key) this.reset();
    this.query = query;
    const mine = ++this.#newest;
    this.reading = true;
    const answer = await this.#shell.exploreDetail(query);
    if (mine !== this.#newest) return;
    this.reading = false;
    if (answer.status === "ok") {
      this.answer = answer.data;
      this.error = null;
      return;
    }
    this.error = answer.error;
    // What the archive does not know any more is not shown any more.
    if (answer.error.kind === "gone") this.answer = null;
  }

  /** Plays came or went: what is on show is asked for anew, if anything is. */
  async refresh(): Promise<void> {
    if (this.query) await this.show(this.query);
  }

  /** Counts it no more, or, where it is hidden, counts it again. */
  async toggleHidden(): Promise<void> {
    const { answer } = this;
    if (!answer) return;
    const { sort, key, hidden } = answer;
    const done =
      hidden === null
        ? await this.hiding.run("hide", () => this.#shell.hide(sort, key))
        : await this.hiding.run("count", () => this.#shell.unhide(hidden));
    if (done) await this.refresh();
  }

  /** The page was left: nothing is asked for again, what is kept may be shown on the way back. */
  leave(): void {
    this.hiding.clear();
  }

  get #only(): ExploreFilter {
    const { query, answer } = this;
    if (!query) return emptyFilter;
    const { sort, withHidden } = query;
    const pick = { only: [answer?.key ?? query.key], never: [] };
    return { ...emptyFilter, withHidden, [sort]: pick };
  }

  /** What counts and what ranks here, as a question of its own. */
  get question(): ExploreQuestion {
    if (!this.query) return defaultQuestion;
    const { rule, measure, withHidden } = this.query;
    return { ...defaultQuestion, filter: { ...emptyFilter, withHidden }, rule, measure };
  }

  /** Lets go of everything, also of an answer still on its way. */
  reset(): void {
    this.#newest += 1;
    this.query = null;
    this.answer = null;
    this.error = null;
    this.reading = false;
    this.hiding.reset();
  }
}
