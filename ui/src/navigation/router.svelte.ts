// The route on show, in step with the address. Remembers the last place and the last question for the next start.

import { createContext } from "svelte";
import type { RailScreen } from "./keys";
import {
  home,
  parse,
  print,
  type ExploreRoute,
  type Route,
  type Span,
  type Tab,
  type TopRoute,
} from "./route";

const remembered = "tonearm.place";
const rememberedQuestion = "tonearm.explore";
const plainQuestion: ExploreRoute = { screen: "explore", query: "" };

export const [appRouter, provideAppRouter] = createContext<Router>();

/** What is kept with an entry of the history. */
interface EntryState {
  /** How many entries before it belong to the same screen. */
  steps?: number;
  entry?: number;
}

export class Router {
  current = $state.raw<Route>(home);
  /** The number of the entry on show: a new one for a new entry, the same again after going back. */
  entry = $state(0);
  /** Called before another entry is shown. */
  leaving: () => void = () => {};
  /** Numbers go on after a reload, and the history of the window outlives it. */
  #newestEntry = Date.now();
  /** The tab and range shown last, for going back to Top. */
  top = $state.raw<TopRoute>(home);
  /** How the genres were shown last, and over which range the lists beside them. */
  #genres: TopRoute = { screen: "top", tab: "genres", range: "all" };
  #range: Span = home.range;
  /** The question asked last, for going back to Explore. */
  explore = $state.raw<ExploreRoute>(plainQuestion);
  /** Not within the sample: its places mean nothing to the next start. */
  #remembers = true;
  #arrived: () => void = () => {};
  #started = false;

  start(arrived: () => void): void {
    this.#arrived = arrived;
    this.explore = storedQuestion();
    // The app puts each entry back where it was.
    history.scrollRestoration = "manual";
    if (location.hash === "") {
      history.replaceState(null, "", print(parse(localStorage.getItem(remembered) ?? "")));
    }
    window.addEventListener("hashchange", () => this.#read());
    window.addEventListener("popstate", () => this.#read());
    this.#read();
  }

  /**
   * From here on the sample's history is on show, or the listener's own. Questions and pages of the one mean nothing to the
   * other, so Explore is asked what was last asked of this one.
   */
  changeHistory(sample: boolean): void {
    this.#remembers = !sample;
    this.explore = sample ? plainQuestion : storedQuestion();
    if (this.current.screen !== "explore" && this.current.screen !== "detail") return;
    history.replaceState(null, "", print(this.explore));
    this.#enter();
    this.current = this.explore;
  }

  go(route: Route): void {
    const steps = route.screen === this.current.screen ? this.#steps + 1 : 0;
    if (print(route) !== location.hash) history.pushState({ steps }, "", print(route));
    this.#read();
  }

  /** Where a tab of Top leads. Genres have a time of their own: all dates, until another is chosen. */
  topTab(tab: Tab): TopRoute {
    return tab === "genres" ? this.#genres : { screen: "top", tab, range: this.#range };
  }

  /** Opens a screen as it was left. */
  goTo(screen: RailScreen): void {
    this.go(screen === "top" || screen === "explore" ? this[screen] : { screen: screen });
  }

  /** Goes back to what this screen showed before; false where the entry before is another screen's. */
  back(): boolean {
    if (this.#steps === 0) return false;
    history.back();
    return true;
  }

  /** How many history entries before this one belong to the same screen. */
  get #steps(): number {
    return (history.state as EntryState | null)?.steps ?? 0;
  }

  #enter(): void {
    this.leaving();
    const state = history.state as EntryState | null;
    this.entry = state?.entry ?? ++this.#newestEntry;
    if (state?.entry === undefined) history.replaceState({ ...state, entry: this.entry }, "");
  }

  #read(): void {
    const route = parse(location.hash);
    if (print(route) === print(this.current) && this.#started) return;
    const remember = this.#remembers && this.#started;
    this.#started = true;
    this.#enter();
    this.current = route;
    if (route.screen === "top") {
      this.top = route;
      if (route.tab === "genres") this.#genres = route;
      else this.#range = route.range;
    }
    if (route.screen === "explore") {
      this.explore = route;
      if (remember) localStorage.setItem(rememberedQuestion, print(route));
    }
    if (remember && ["top", "explore", "detail", "recent", "library"].includes(route.screen)) {
      localStorage.setItem(remembered, print(route));
    }
    this.#arrived();
  }
}

function storedQuestion(): ExploreRoute {
  const asked = parse(localStorage.getItem(rememberedQuestion) ?? "");
  return asked.screen === "explore" ? asked : plainQuestion;
}
