// What the listener asks of a life of listening, and the answer on show. The address keeps the question.
// One question is under way at a time; the newest of those that wait goes next, and no answer is shown after a newer one.

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
  Measure,
  NamedKey,
  EntityKind,
  StreamOf,
  UiError,
} from "../shell/bindings";
import type { Answer, Shell } from "../shell/shell";
import { measured } from "../words/measured";
import { bare, chipsOf } from "./filter/chips";
import { Finder } from "./filter/finder.svelte";
import { nudge, within, type Range } from "./timeline/brush";
import { Turns } from "./turns.svelte";

/** An answer, what it answers, and which one it is. */
export interface Shown {
  answer: ExploreAnswer;
  answered: ExploreQuestion;
  shown: number;
}

export const [exploreState, provideExploreState] = createContext<ExploreState>();

export class ExploreState {
  question = $state.raw<ExploreQuestion>(defaultQuestion);
  /** Timeline and numbers lead; while the hand moves, the heavier figures take turns after them. */
  figures = new Turns<Shown, "ranking" | "stream" | "clock" | "calendar" | "facts">(
    ["ranking", "stream", "clock", "calendar", "facts"],
    () => (this.#hand = this.question.filter),
  );
  answer = $derived(this.figures.lead?.answer ?? null);
  /** What the answer on show answers: for a moment it may be another question already. */
  answered = $derived(this.figures.lead?.answered ?? defaultQuestion);
  /** Which answer it is, counted from 1: every one is newer than the one before. */
  shown = $derived(this.figures.lead?.shown ?? 0);
  error = $state.raw<UiError | null>(null);
  /** What is open beside the answer. */
  panel = $state<"filter" | "range" | "why" | null>(null);
  /** A question is under way. */
  waiting = $state(false);
  /** The hand is at the brush: what can't be seen may wait until it rests. */
  moving = $state(false);
  /** Where the hand was in the last frame of the lead's. */
  #hand = $state.raw<Range>(defaultQuestion.filter);
  /** The days to draw: what the hand asks for is a frame ahead of what can be painted. */
  days = $derived<Range>(this.moving ? this.#hand : this.question.filter);
  /** The same while days come and go, so that dragging leaves every link as it is. */
  #countingQuery = $derived(countingQuery(this.question));

  #shell: Shell;
  #router: Router;
  #asked = 0;
  #wanted = 0;
  /** Answers to questions up to this one are about another archive, or of no use any more. */
  #dropped = 0;
  #finishing: ReturnType<typeof setTimeout> | undefined;
  #names = new Map<string, string>();
  #newest: ExploreAnswer | null = null;

  constructor(shell: Shell, router: Router) {
    this.#shell = shell;
    this.#router = router;
  }

  /** The listener came to this question, by whatever way. */
  show(query: string): void {
    this.#stopMoving();
    if (print(this.question) !== query) this.question = parse(query);
    this.#ask();
  }

  /** Plays came or went: the same question again, in silence. */
  refresh(): void {
    this.#ask();
  }

  change(next: Partial<ExploreFilter>): void {
    this.set({ filter: { ...this.question.filter, ...next } });
  }

  /** One deliberate step: an entry of its own in the history. */
  set(next: Partial<ExploreQuestion>): void {
    this.finishDrag();
    this.question = { ...this.question, ...next };
    this.#commit();
  }

  /** Everything but the days. */
  dropAll(): void {
    this.set(bare(this.question));
  }

  toggle(dimension: EntityKind, key: string, how: "only" | "never"): void {
    const { only, never } = this.question.filter[dimension];
    const had = (how === "only" ? only : never).includes(key);
    const rest = { only: without(only, key), never: without(never, key) };
    this.change({ [dimension]: had ? rest : { ...rest, [how]: [...rest[how], key] } });
  }

  setRange(fromDay: number | null, toDay: number | null): void {
    this.drag(fromDay, toDay);
    this.finishDrag();
  }

  /** As `setRange`, while the hand still moves: the history hears of it when it rests. */
  drag(fromDay: number | null, toDay: number | null): void {
    const { filter } = this.question;
    if (filter.fromDay === fromDay && filter.toDay === toDay) return;
    if (!this.moving) this.#hand = filter;
    this.question = { ...this.question, filter: { ...filter, fromDay, toDay } };
    this.moving = true;
    this.figures.move();
    this.#ask();
  }

  /** The hand rests. */
  finishDrag(): void {
    this.#stopMoving();
    this.#commit();
  }

  /** Keys come one by one: they rest when none came for a while. */
  finishDragSoon(): void {
    clearTimeout(this.#finishing);
    this.#finishing = setTimeout(() => this.finishDrag(), 500);
  }

  /** What a key asks for. */
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
        const { fromDay, toDay } = nudge(answer.life, within(answer.life, question.filter), action);
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

  setCalendarYear(calendarYear: number | null): void {
    this.set({ calendarYear });
  }

  /** An amount by the measure: `143 plays`, `586 min`. */
  amount(n: number): string {
    return measured(n, this.answered.measure);
  }

  /** What a key is called, as far as any answer or finding told. */
  name(key: string): string {
    // Names come with answers.
    return this.shown >= 0 ? (this.#names.get(key) ?? key) : key;
  }

  /** A search for things by name, for one visit of the filter. */
  finder(): Finder {
    return new Finder(this.#shell);
  }

  learn(all: NamedKey[]): void {
    for (const { key, name } of all) this.#names.set(key, name);
  }

  /** To the page of one thing. */
  open(sort: EntityKind, key: string): void {
    this.#router.go(this.#page(sort, key));
  }

  href(sort: EntityKind, key: string): string {
    return address(this.#page(sort, key));
  }

  /** Another screen is on show: what is under way is not followed up. */
  leave(): void {
    this.#stopMoving();
    this.#wanted = this.#asked;
  }

  /** Lets go of everything, also of an answer still on its way. */
  reset(): void {
    this.leave();
    this.#dropped = this.#asked;
    this.#newest = null;
    this.figures.show(null, false);
    this.error = null;
  }

  #stopMoving(): void {
    clearTimeout(this.#finishing);
    this.moving = false;
    this.figures.finish();
  }

  #page(sort: EntityKind, key: string): DetailRoute {
    return { screen: "detail", sort, key, query: this.#countingQuery };
  }

  #commit(): void {
    const query = print(this.question);
    if (query !== this.#router.explore.query) this.#router.go({ screen: "explore", query });
  }

  #ask(): void {
    this.#wanted += 1;
    if (!this.waiting) void this.#work();
  }

  async #work(): Promise<void> {
    this.waiting = true;
    const mine = (this.#asked = this.#wanted);
    const { question } = this;
    const answer = await this.#shell.explore(question);
    if (mine > this.#dropped) this.#take(mine, question, answer);
    await this.#seen();
    if (this.#wanted > mine) return this.#work();
    this.waiting = false;
  }

  /** An answer that nobody saw yet is not followed by the next. */
  async #seen(): Promise<void> {
    if (!this.moving || this.answer === this.#newest) return;
    await new Promise((come) => requestAnimationFrame(come));
    return this.#seen();
  }

  #take(mine: number, question: ExploreQuestion, answer: Answer<ExploreAnswer>): void {
    this.error = answer.status === "ok" ? null : answer.error;
    if (answer.status === "error") return;
    const { names, rows, stream } = answer.data;
    this.learn([...rows, ...stream.bands, ...names]);
    this.#newest = sharing(answer.data, this.#newest);
    this.figures.show({ answer: this.#newest, answered: question, shown: mine }, this.moving);
  }
}

/** What stayed the same stays the same object, so that nothing drawn from it is drawn again. */
function sharing(next: ExploreAnswer, before: ExploreAnswer | null): ExploreAnswer {
  if (!before) return next;
  const kept = Object.entries(before).filter(([part, was]) =>
    dequal(was, next[part as keyof ExploreAnswer]),
  );
  return { ...next, ...Object.fromEntries(kept) };
}

function without(all: string[], key: string): string[] {
  return all.filter((each) => each !== key);
}
