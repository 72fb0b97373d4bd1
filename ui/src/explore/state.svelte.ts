// The question that Explore asks, and the answer on show. The question is also in the address of the window.
// At most one question is on its way; then the newest goes next. No answer is shown after a newer one.

import { createContext } from "svelte";
import { dequal } from "dequal/lite";
import type { ExploreAction } from "../navigation/keys";
import { countingQuery, parse, defaultQuestion, print } from "../navigation/question";
import { print as address, type DetailRoute } from "../navigation/route";
import type { Router } from "../navigation/router.svelte";
import type {
  CountingRule,
  ExploreAnswer,
  ExploreFilter,
  ExploreQuestion,
  GenreLevel,
  Measure,
  NamedKey,
  EntityKind,
  StreamOf,
  UiError,
} from "../shell/bindings";
import type { Answer, Shell } from "../shell/shell";
import { measured } from "../words/measured";
import { chipsOf, withoutFilter } from "./filter/chips";
import { Finder } from "./filter/finder.svelte";
import { FrameScheduler } from "./frames.svelte";
import { daysOf, nudge, type OpenRange } from "./timeline/brush";

/** An answer, the question that it belongs to, and its number. */
export interface ShownAnswer {
  answer: ExploreAnswer;
  answered: ExploreQuestion;
  number: number;
}

export const [exploreState, provideExploreState] = createContext<ExploreState>();

export class ExploreState {
  question = $state.raw<ExploreQuestion>(defaultQuestion);
  /** While the brush is dragged, timeline and numbers are drawn first, and the figures below one by one in frames between. */
  frames = new FrameScheduler<ShownAnswer, "ranking" | "stream" | "clock" | "calendar" | "facts">(
    ["ranking", "stream", "clock", "calendar", "facts"],
    () => (this.#draggedRange = this.question.filter),
  );
  answer = $derived(this.frames.primary?.answer ?? null);
  /** The question that the answer on show belongs to; a newer one may be on its way. */
  answered = $derived(this.frames.primary?.answered ?? defaultQuestion);
  /** The number of the answer on show, from 1; a newer answer has a larger number. */
  answerNumber = $derived(this.frames.primary?.number ?? 0);
  error = $state.raw<UiError | null>(null);
  /** The dialog that is open. */
  panel = $state<"filter" | "range" | "why" | null>(null);
  /** A question is on its way. */
  waiting = $state(false);
  /** The brush is being dragged or stepped by keys: what the listener cannot see or read yet is drawn when that ends. */
  moving = $state(false);
  /** The range in the last frame in which timeline and numbers were drawn. */
  #draggedRange = $state.raw<OpenRange>(defaultQuestion.filter);
  /** The range to draw. While dragging, the question may be a frame ahead of it. */
  drawnRange = $derived<OpenRange>(this.moving ? this.#draggedRange : this.question.filter);
  /** A string that does not change with the days, so that dragging changes no link. */
  #countingQuery = $derived(countingQuery(this.question));

  #shell: Shell;
  #router: Router;
  /** Questions are numbered from 1: the last that was sent, and the last that was asked for. */
  #sent = 0;
  #wanted = 0;
  /** The question in the address. */
  #shown: string | null = null;
  /** Answers up to this number are about another archive and are not shown. */
  #dropped = 0;
  #finishTimer: ReturnType<typeof setTimeout> | undefined;
  #names = new Map<string, string>();
  #newest: ExploreAnswer | null = null;

  constructor(shell: Shell, router: Router) {
    this.#shell = shell;
    this.#router = router;
  }

  /** The address of the window has this question now. */
  show(query: string): void {
    // The address did not change, so a drag under way goes on: it has no address before it ends.
    if (this.moving && query === this.#shown) return this.#request();
    this.#shown = query;
    this.#stopMoving();
    if (print(this.question) !== query) this.question = parse(query);
    this.#request();
  }

  /** The archive changed: asks the same question again; the answer on show stays until then. */
  refresh(): void {
    this.#request();
  }

  change(next: Partial<ExploreFilter>): void {
    this.set({ filter: { ...this.question.filter, ...next } });
  }

  /** Changes the question, as one entry of the window's history. */
  set(next: Partial<ExploreQuestion>): void {
    this.finishDrag();
    this.question = { ...this.question, ...next };
    this.#commit();
  }

  /** Drops every part of the filter but the days. */
  dropAll(): void {
    this.set(withoutFilter(this.question));
  }

  toggle(dimension: EntityKind, key: string, how: "only" | "never"): void {
    const { only, never } = this.question.filter[dimension];
    const had = (how === "only" ? only : never).includes(key);
    const others = { only: without(only, key), never: without(never, key) };
    this.change({ [dimension]: had ? others : { ...others, [how]: [...others[how], key] } });
  }

  setRange(fromDay: number | null, toDay: number | null): void {
    this.drag(fromDay, toDay);
    this.finishDrag();
  }

  /** As `setRange`, while the brush still moves: the history gets one entry when it ends. */
  drag(fromDay: number | null, toDay: number | null): void {
    const { filter } = this.question;
    if (filter.fromDay === fromDay && filter.toDay === toDay) return;
    if (!this.moving) this.#draggedRange = filter;
    this.question = { ...this.question, filter: { ...filter, fromDay, toDay } };
    this.moving = true;
    this.frames.pointerMoved();
    this.#request();
  }

  /** The drag ended. */
  finishDrag(): void {
    this.#stopMoving();
    this.#commit();
  }

  /** Keys come one by one: they end when none came for half a second. */
  finishDragSoon(): void {
    clearTimeout(this.#finishTimer);
    this.#finishTimer = setTimeout(() => this.finishDrag(), 500);
  }

  /** Does what a key of Explore stands for. */
  perform(action: ExploreAction): void {
    const { answer, question } = this;
    switch (action.kind) {
      case "filter":
        this.panel = "filter";
        return;
      case "measure":
        return this.setMeasure(question.measure === "plays" ? "time" : "plays");
      case "drop": {
        const last = chipsOf(question, (key) => key).findLast((chip) => chip.without);
        if (last?.without) this.set(last.without);
        return;
      }
      case "wholeLife":
        return this.setRange(null, null);
      case "brush": {
        if (!answer?.life) return;
        const { fromDay, toDay } = nudge(answer.life, daysOf(answer.life, question.filter), action);
        this.drag(fromDay, toDay);
        return this.finishDragSoon();
      }
    }
  }

  setMeasure(measure: Measure): void {
    this.set({ measure });
  }

  setRule(rule: CountingRule): void {
    this.set({ rule });
  }

  setSort(sort: EntityKind): void {
    this.set({ sort });
  }

  setStream(stream: StreamOf): void {
    this.set({ stream });
  }

  setGenreLevel(genreLevel: GenreLevel): void {
    this.set({ genreLevel });
  }

  setCalendarYear(calendarYear: number | null): void {
    this.set({ calendarYear });
  }

  /** An amount by the measure: `143 plays`, `586 min`. */
  amount(n: number): string {
    return measured(n, this.answered.measure);
  }

  /** The name that belongs to a key; the key itself while no answer had its name. */
  nameOf(key: string): string {
    // The map is not reactive. Names come with answers, so this depends on the number of the answer.
    return this.answerNumber >= 0 ? (this.#names.get(key) ?? key) : key;
  }

  /** A search by name; each opening of the filter has its own. */
  finder(): Finder {
    return new Finder(this.#shell);
  }

  /** Keeps the names of keys for `nameOf`. */
  rememberNames(all: NamedKey[]): void {
    for (const { key, name } of all) this.#names.set(key, name);
  }

  /** Opens a detail page. */
  open(sort: EntityKind, key: string): void {
    this.#router.go(this.#detailRoute(sort, key));
  }

  href(sort: EntityKind, key: string): string {
    return address(this.#detailRoute(sort, key));
  }

  /** Another screen is on show: after the question on its way, none is sent. */
  leave(): void {
    this.#stopMoving();
    this.#wanted = this.#sent;
  }

  /** Drops everything, also an answer that is still on its way. */
  reset(): void {
    this.leave();
    this.#dropped = this.#sent;
    this.#newest = null;
    this.frames.show(null, false);
    this.error = null;
  }

  #stopMoving(): void {
    clearTimeout(this.#finishTimer);
    this.moving = false;
    this.frames.flush();
  }

  #detailRoute(sort: EntityKind, key: string): DetailRoute {
    return { screen: "detail", sort, key, query: this.#countingQuery };
  }

  #commit(): void {
    const query = print(this.question);
    if (query !== this.#router.explore.query) this.#router.go({ screen: "explore", query });
  }

  #request(): void {
    this.#wanted += 1;
    if (!this.waiting) void this.#send();
  }

  async #send(): Promise<void> {
    this.waiting = true;
    const number = (this.#sent = this.#wanted);
    const { question } = this;
    const answer = await this.#shell.explore(question);
    if (number > this.#dropped) this.#receive(number, question, answer);
    await this.#drawn();
    if (this.#wanted > number) return this.#send();
    this.waiting = false;
  }

  /** Waits until the newest answer is drawn: faster questions would only make answers that nobody sees. */
  async #drawn(): Promise<void> {
    if (!this.moving || this.answer === this.#newest) return;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return this.#drawn();
  }

  #receive(number: number, question: ExploreQuestion, answer: Answer<ExploreAnswer>): void {
    this.error = answer.status === "ok" ? null : answer.error;
    if (answer.status === "error") return;
    const { names, rows, stream } = answer.data;
    this.rememberNames([...rows, ...stream.bands, ...names]);
    this.#newest = reusingEqualParts(answer.data, this.#newest);
    this.frames.show({ answer: this.#newest, answered: question, number }, this.moving);
  }
}

/** Parts that are equal stay the same object, so that nothing drawn from them is drawn again. */
function reusingEqualParts(next: ExploreAnswer, before: ExploreAnswer | null): ExploreAnswer {
  if (!before) return next;
  const unchanged = Object.entries(before).filter(([part, was]) =>
    dequal(was, next[part as keyof ExploreAnswer]),
  );
  return { ...next, ...Object.fromEntries(unchanged) };
}

function without(all: string[], key: string): string[] {
  return all.filter((each) => each !== key);
}
