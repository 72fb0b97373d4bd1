// The detail page of one artist, album, track or genre: fetches it, and hides it from counts or counts it again.
// The newest query wins. While the same page is fetched again, the last answer stays on show.

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
  PosterQuery,
  EntityKind,
  UiError,
} from "../shell/bindings";
import type { Notify } from "../parts/window";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { measured } from "../words/measured";

export const [detailState, provideDetailState] = createContext<DetailState>();

const posterKinds = { artists: "artist", albums: "album", tracks: "track" } as const;

export class DetailState {
  answer = $state.raw<Detail | null>(null);
  error = $state.raw<UiError | null>(null);
  reading = $state(false);
  /** The last query that was sent. */
  query = $state.raw<DetailQuery | null>(null);
  readonly hiding = new Job<"hide" | "unhide">();

  #shell: Shell;
  #notify: Notify;
  #newest = 0;

  constructor(shell: Shell, notify: Notify = () => {}) {
    this.#shell = shell;
    this.#notify = notify;
  }

  /** The address of another detail page, with the same rule and measure. */
  href(sort: EntityKind, key: string): string {
    return address({ screen: "detail", sort, key, query: countingQuery(this.question) });
  }

  /** The address of this page with another rule, or with hidden plays counted. */
  hrefWith(other: { rule?: CountingRule; withHidden?: boolean }): string {
    const { sort, key } = this.query ?? { sort: "artists", key: "" };
    const { rule, filter, ...question } = this.question;
    const { withHidden = filter.withHidden } = other;
    const changed = { ...question, rule: other.rule ?? rule, filter: { ...filter, withHidden } };
    return address({ screen: "detail", sort, key, query: countingQuery(changed) });
  }

  /** The address of Explore, filtered by this alone. */
  get exploreHref(): string {
    return address({
      screen: "explore",
      query: print(this.onlyThis),
    });
  }

  /** What this page counts, as a question of Explore that is filtered by this alone. */
  get onlyThis(): ExploreQuestion {
    return { ...this.question, filter: this.#onlyThis };
  }

  /** Its tracks as the source of a playlist; null for a track, and where no play counts. */
  get source(): PlaylistSource | null {
    const { answer, query } = this;
    if (!answer || !query || answer.sort === "tracks" || answer.plays === 0) return null;
    const { rule, measure } = query;
    return { kind: "explored", filter: this.#onlyThis, rule, measure };
  }

  /** The page as a poster; null for a genre, and where no play counts. */
  get posterQuery(): PosterQuery | null {
    const { answer, query } = this;
    if (!answer || !query || answer.sort === "genres" || answer.plays === 0) return null;
    const { rule, withHidden } = query;
    return { subject: { kind: posterKinds[answer.sort], key: answer.key }, rule, withHidden };
  }

  /** Whether the query is about this one. */
  isAbout(sort: EntityKind, key: string): boolean {
    return this.query?.sort === sort && this.query.key === key;
  }

  /** The archive does not know it, or no longer. */
  get gone(): boolean {
    return this.error?.kind === "gone";
  }

  get measure(): Measure {
    return this.query?.measure ?? "plays";
  }

  /** An amount by the measure: `143 plays`, `586 min`. */
  amount(n: number): string {
    return measured(n, this.measure);
  }

  /** Fetches also when the query is the same as before: the archive may have changed. */
  async show(query: DetailQuery): Promise<void> {
    if (!this.isAbout(query.sort, query.key)) this.reset();
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
    // It is no longer in the archive, so the old answer would be wrong.
    if (this.gone) this.answer = null;
  }

  /** The archive changed: fetches the page on show again, if there is one. */
  async refresh(): Promise<void> {
    if (this.query) await this.show(this.query);
  }

  /** Hides it from counts, or counts it again where it is hidden. */
  async toggleHidden(): Promise<void> {
    const { answer, query } = this;
    if (!answer || !query) return;
    const { sort, key, name, hidden } = answer;
    // The archive then says that it changed, and with that the page is fetched again.
    if (hidden !== null) {
      await this.hiding.run("unhide", () => this.#shell.unhide(hidden));
    } else if (await this.hiding.run("hide", () => this.#shell.hide(sort, key))) {
      const run = () => this.#putBack({ ...query, key });
      this.#notify(`“${name}” no longer counts.`, { label: "Put it back", run });
    }
  }

  /** Counts something again that was just hidden, whatever page is on show by now. */
  async #putBack(query: DetailQuery): Promise<UiError | null> {
    const found = await this.#shell.exploreDetail(query);
    if (found.status === "error") return found.error;
    const { hidden } = found.data;
    if (hidden === null) return null;
    const done = await this.#shell.unhide(hidden);
    return done.status === "error" ? done.error : null;
  }

  /** The page was left. Its answer is kept, to be shown at once on the way back. */
  leave(): void {
    this.hiding.clear();
  }

  get #onlyThis(): ExploreFilter {
    const { query, answer } = this;
    if (!query) return emptyFilter;
    const { sort, withHidden } = query;
    const filter = { only: [answer?.key ?? query.key], never: [] };
    return { ...emptyFilter, withHidden, [sort]: filter };
  }

  /** The rule and the measure of this page, as a question of Explore. */
  get question(): ExploreQuestion {
    if (!this.query) return defaultQuestion;
    const { rule, measure, withHidden } = this.query;
    return { ...defaultQuestion, filter: { ...emptyFilter, withHidden }, rule, measure };
  }

  /** Drops everything, also an answer that is still on its way. */
  reset(): void {
    this.#newest += 1;
    this.query = null;
    this.answer = null;
    this.error = null;
    this.reading = false;
    this.hiding.reset();
  }
}
