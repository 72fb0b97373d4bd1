// The genres of the plays in the archive: their tree and their stream over a time, and who plays the one that is selected.
// The newest question wins. While the same is asked again, the last answer stays on show.

import { defaultQuestion, emptyFilter, print } from "../navigation/question";
import { print as address, type Span } from "../navigation/route";
import type {
  ExploreAnswer,
  ExploreQuestion,
  GenreTree,
  PlaylistSource,
  UiError,
} from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { stepped } from "../words/days";
import { entryOf, firstGenre, type Entry } from "./tree";

export class PlayedGenres {
  tree = $state.raw<GenreTree | null>(null);
  /** Everything in the time, with the stream of families. */
  overview = $state.raw<ExploreAnswer | null>(null);
  /** The artists of the selected genre. */
  players = $state.raw<{ key: string; answer: ExploreAnswer } | null>(null);
  error = $state.raw<UiError | null>(null);
  reading = $state(false);
  /** What the listener selected; it may be in no tree any more. */
  #chosen = $state.raw<string | null>(null);
  #span = $state.raw<Span>("all");
  /** The genre that is played most. */
  first = $derived(this.tree && firstGenre(this.tree));
  /** The selected genre or family; the first genre, until another is selected. */
  selected = $derived.by<Entry | null>(() => {
    const { tree } = this;
    if (!tree) return null;
    return (this.#chosen && entryOf(tree, this.#chosen)) || this.first;
  });

  #shell: Shell;
  #today: () => number;
  #newest = 0;
  #newestPlayers = 0;

  constructor(shell: Shell, today: () => number) {
    this.#shell = shell;
    this.#today = today;
  }

  async show(span: Span): Promise<void> {
    if (span !== this.#span) this.#drop();
    this.#span = span;
    await this.refresh();
  }

  /** Asks the same again: plays came, or more was learned. */
  async refresh(): Promise<void> {
    const mine = ++this.#newest;
    const question = this.question();
    this.reading = true;
    const [tree, overview] = await Promise.all([
      this.#shell.genreTree(question),
      this.#shell.explore(question),
    ]);
    if (mine !== this.#newest) return;
    this.reading = false;
    this.error =
      tree.status === "error" ? tree.error : overview.status === "error" ? overview.error : null;
    if (overview.status === "ok") this.overview = overview.data;
    if (tree.status === "ok") this.tree = tree.data;
    await this.#readPlayers();
  }

  async select(key: string): Promise<void> {
    this.#chosen = key;
    await this.#readPlayers();
  }

  /** The question behind everything here; with a key, of that genre alone. */
  question(key: string | null = null): ExploreQuestion {
    const genres = { only: key === null ? [] : [key], never: [] };
    const filter = { ...emptyFilter, fromDay: this.#firstDay, genres };
    return { ...defaultQuestion, filter, sort: "artists", stream: "genres", genreLevel: "family" };
  }

  /** The artists of a genre in Explore, in the same time. */
  exploreHref(key: string): string {
    const { stream, genreLevel } = defaultQuestion;
    const question = { ...this.question(key), stream, genreLevel };
    return address({ screen: "explore", query: print(question) });
  }

  /** The tracks of the selected genre as a playlist. */
  get source(): PlaylistSource | null {
    const key = this.selected?.key;
    if (!key) return null;
    const { filter, rule, measure } = this.question(key);
    return { kind: "explored", filter, rule, measure };
  }

  /** Another listener: everything is dropped. */
  reset(): void {
    this.#drop();
    this.#chosen = null;
  }

  #drop(): void {
    this.#newest += 1;
    this.#newestPlayers += 1;
    this.reading = false;
    this.tree = null;
    this.overview = null;
    this.players = null;
    this.error = null;
  }

  get #firstDay(): number | null {
    return firstDayOf(this.#span, this.#today());
  }

  async #readPlayers(): Promise<void> {
    const mine = ++this.#newestPlayers;
    const key = this.selected?.key;
    if (!key) {
      this.players = null;
      return;
    }
    const answer = await this.#shell.explore(this.question(key));
    if (mine !== this.#newestPlayers) return;
    if (answer.status === "ok") this.players = { key, answer: answer.data };
    else this.error = answer.error;
  }
}

/** As long ago as Spotify's ranges go, to the day. */
export function firstDayOf(span: Span, today: number): number | null {
  switch (span) {
    case "all":
      return null;
    case "fourWeeks":
      return today - 27;
    case "sixMonths":
      return stepped(today, "month", -6) + 1;
    case "year":
      return stepped(today, "month", -12) + 1;
  }
}
