// One artist, album, track or genre: the newest inquiry wins, and what is shown of a thing stays while it is asked for again.
// Hiding and counting again are asked for here too, for they change what the answer says.

import { createContext } from "svelte";
import { manner, openFilter, plainQuestion, print } from "../navigation/question";
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
import { Errand } from "../shell/errand.svelte";
import type { Shell } from "../shell/shell";
import { measured } from "../words/measured";

export const [detailState, provideDetailState] = createContext<DetailState>();

export class DetailState {
  answer = $state.raw<Detail | null>(null);
  trouble = $state.raw<UiError | null>(null);
  reading = $state(false);
  /** What was asked last. */
  inquiry = $state.raw<DetailQuery | null>(null);
  readonly hiding = new Errand<"hide" | "count">();

  #shell: Shell;
  #newest = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** The page of another thing, by the same rule and measure. */
  href(sort: EntityKind, key: string): string {
    return address({ screen: "detail", sort, key, query: manner(this.question) });
  }

  /** This page with something else counted. */
  hrefWith(other: { rule?: CountingRule; withHidden?: boolean }): string {
    const { sort, key } = this.inquiry ?? { sort: "artists", key: "" };
    const { rule, filter, ...question } = this.question;
    const { withHidden = filter.withHidden } = other;
    const asked = { ...question, rule: other.rule ?? rule, filter: { ...filter, withHidden } };
    return address({ screen: "detail", sort, key, query: manner(asked) });
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
    const { answer, inquiry } = this;
    if (!answer || !inquiry || answer.sort === "tracks" || answer.plays === 0) return null;
    const { rule, measure } = inquiry;
    return { kind: "explored", filter: this.#only, rule, measure };
  }

  get measure(): Measure {
    return this.inquiry?.measure ?? "plays";
  }

  /** An amount by the measure: `143 plays`, `586 min`. */
  amount(n: number): string {
    return measured(n, this.measure);
  }

  /** Also asks again when it is the same inquiry: the archive may be another by now. */
  async show(inquiry: DetailQuery): Promise<void> {
    const before = this.inquiry;
    if (before?.sort !== inquiry.sort || before.key !== inquiry.key) this.forget();
    this.inquiry = inquiry;
    const mine = ++this.#newest;
    this.reading = true;
    const answer = await this.#shell.exploreDetail(inquiry);
    if (mine !== this.#newest) return;
    this.reading = false;
    if (answer.status === "ok") {
      this.answer = answer.data;
      this.trouble = null;
      return;
    }
    this.trouble = answer.error;
    // What the archive does not know any more is not shown any more.
    if (answer.error.kind === "gone") this.answer = null;
  }

  /** Plays came or went: what is on show is asked for anew, if anything is. */
  async again(): Promise<void> {
    if (this.inquiry) await this.show(this.inquiry);
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
    if (done) await this.again();
  }

  /** The page was left: nothing is asked for again, what is kept may be shown on the way back. */
  rest(): void {
    this.hiding.settle();
  }

  get #only(): ExploreFilter {
    const { inquiry, answer } = this;
    if (!inquiry) return openFilter;
    const { sort, withHidden } = inquiry;
    const pick = { only: [answer?.key ?? inquiry.key], never: [] };
    return { ...openFilter, withHidden, [sort]: pick };
  }

  /** What counts and what ranks here, as a question of its own. */
  get question(): ExploreQuestion {
    if (!this.inquiry) return plainQuestion;
    const { rule, measure, withHidden } = this.inquiry;
    return { ...plainQuestion, filter: { ...openFilter, withHidden }, rule, measure };
  }

  /** Lets go of everything, also of an answer still on its way. */
  forget(): void {
    this.#newest += 1;
    this.inquiry = null;
    this.answer = null;
    this.trouble = null;
    this.reading = false;
    this.hiding.forget();
  }
}
