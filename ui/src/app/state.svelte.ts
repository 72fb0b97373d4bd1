// The window as a whole: its parts, and what one of them means for another.
// Screens get it from the context; nothing in it knows how it is drawn.

import { createContext } from "svelte";
import { Guide } from "../connect/guide/state.svelte";
import { SignIn } from "../connect/signin/state.svelte";
import { DetailState } from "../detail/state.svelte";
import { Explore } from "../explore/state.svelte";
import { Library } from "../library/state.svelte";
import { inquiryOf, tabs, type Route } from "../navigation/route";
import { Router } from "../navigation/router.svelte";
import { Playlist, type Ended, type Offer } from "../playlist/state.svelte";
import { Recent } from "../recent/state.svelte";
import type { ImportStatus, WebPage, EntityKind, Status, UiError } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import { sameListener, Session } from "../shell/session.svelte";
import type { Answer, Shell } from "../shell/shell";
import { Top } from "../top/state.svelte";
import { count } from "../words/amounts";
import {
  consentEnded,
  endsAt,
  needsSignIn,
  tell,
  type After,
  type Deed,
  type Told,
} from "../words/errors";
import type { Zone } from "../words/times";
import { offerOf, type NoOffer } from "./offer";

export const [tonearm, provideTonearm] = createContext<Tonearm>();

/** What shows plays or rankings, and so nothing at all while there are none. */
const lists = new Set<Route["screen"]>(["top", "recent", "explore", "detail"]);

export class Tonearm {
  readonly clock = new Clock();
  readonly router = new Router();
  readonly session: Session;
  readonly signIn: SignIn;
  readonly guide: Guide;
  readonly top: Top;
  readonly recent: Recent;
  readonly library: Library;
  readonly explore: Explore;
  readonly detail: DetailState;
  readonly playlist: Playlist;
  commandsOpen = $state(false);
  /** The sample is on its way. */
  opening = $state(false);
  /** Said once in passing, for a while. */
  said = $state<string | null>(null);
  #saidFor: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly shell: Shell,
    readonly zone: Zone,
  ) {
    const nowSecs = () => this.clock.read();
    this.session = new Session(shell);
    this.signIn = new SignIn(shell, this.session);
    this.guide = new Guide(shell, this.session);
    this.top = new Top(shell, nowSecs);
    this.recent = new Recent(shell, nowSecs);
    this.library = new Library(shell, nowSecs);
    this.explore = new Explore(shell, this.router);
    this.detail = new DetailState(shell);
    this.playlist = new Playlist(shell);
  }

  async start(): Promise<void> {
    this.router.start(() => this.#arrive());
    this.signIn.start(() => this.#signedIn());
    this.playlist.start((ended) => this.#ended(ended));
    this.library.start({
      begun: () => this.router.go({ screen: "library" }),
      ended: (standing) => this.#imported(standing),
      rewritten: () => {
        void this.recent.rewritten();
        // How many plays there are decides what can be shown with no account.
        void this.session.refresh();
      },
      changed: () => this.#retold(),
      say: (words) => this.#say(words),
    });
    this.shell.onPlaysRecorded(() => {
      void this.recent.recorded();
      this.#retold();
    });
    window.addEventListener("online", () => this.#show());
    const seen = () => this.recent.seen(!document.hidden);
    document.addEventListener("visibilitychange", seen);
    seen();
    await this.session.start((now, before) => this.#changed(now, before));
  }

  /**
   * The place to draw: with nobody here and nothing kept, Welcome stands in for the lists, unless there is damage
   * to tell; within the sample, there is no way to connect or sign in.
   */
  get place(): Route {
    const { current, top } = this.router;
    if (this.session.empty && lists.has(current.screen)) {
      return { screen: this.library.damage ? "library" : "welcome" };
    }
    const way = current.screen === "welcome" || current.screen === "connect";
    return this.session.status?.sample && way ? top : current;
  }

  get screen(): Route["screen"] {
    return this.place.screen;
  }

  /** The list on show could not reach Spotify. */
  get offline(): boolean {
    return this.shownTrouble?.kind === "offline";
  }

  get shownTrouble(): UiError | null {
    const route = this.place;
    if (route.screen === "top") return this.top[route.tab][route.range].trouble;
    return route.screen === "recent" ? this.recent.list.trouble : null;
  }

  /** What there is to say about a list: an ended consent goes before its consequences. */
  told(trouble: UiError | null): Told | null {
    if (this.session.nobody && (trouble === null || trouble.kind === "signedOut")) {
      return this.screen === "top" ? needsSignIn(this.session.status?.clientId != null) : null;
    }
    if (this.session.consentEnded && (trouble === null || trouble.kind === "signedOut")) {
      return consentEnded;
    }
    return trouble && this.tell(trouble, "byItself");
  }

  tell(trouble: UiError, after?: After): Told {
    const { clock } = this;
    const nowSecs = endsAt(trouble) === null ? clock.read() : clock.second;
    return tell(trouble, nowSecs, this.zone, after);
  }

  /** What can be saved from the list on show, or the reason why nothing can. */
  get offer(): Offer | NoOffer {
    return offerOf(this);
  }

  chooseTab(sort: EntityKind): void {
    if (this.screen === "explore") this.explore.setSort(sort);
    const tab = tabs.find((known) => known === sort);
    if (this.screen === "top" && tab) this.router.go({ ...this.router.top, tab });
  }

  savePlaylist(): void {
    const { offer } = this;
    if ("source" in offer && this.playlist.phase === "closed") void this.playlist.open(offer);
  }

  async openInSpotify(uri: string): Promise<void> {
    this.#heed(await this.shell.openInSpotify(uri));
  }

  async openPage(page: WebPage): Promise<void> {
    this.#heed(await this.shell.openPage(page));
  }

  async lookAround(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    if (await this.session.lookAround()) this.#home();
    this.opening = false;
  }

  async leaveSample(): Promise<void> {
    await this.session.leaveSample();
  }

  async disconnect(): Promise<boolean> {
    const done = await this.session.disconnect();
    if (done) this.router.go({ screen: "welcome" });
    return done;
  }

  /** The next step beside a trouble; `retry` is what to try again. */
  async do(deed: Deed, retry: () => void): Promise<void> {
    switch (deed) {
      case "signIn":
        return this.signIn.begin();
      case "retry":
        return retry();
      case "openDashboard":
        return this.openPage("dashboard");
      case "openGuide":
        this.signIn.dismiss();
        this.playlist.close();
        return this.router.go({ screen: "connect" });
      case "useDeepLink":
        await this.session.setRedirect("deepLink");
        return this.signIn.begin();
      case "finish":
        return this.playlist.finish();
      case "connect":
        return this.router.go({ screen: "connect" });
      case "chooseFiles":
        return this.library.importing.choose("files");
      case "showArchive":
        return this.library.showFile();
    }
  }

  #heed(answer: Answer<null>): void {
    if (answer.status === "error") this.#say(`${this.#headline(answer.error)}.`);
  }

  /** A playlist that was put aside. */
  #ended({ name, trouble }: Ended): void {
    const how = trouble ? `not saved. ${this.#headline(trouble)}` : "in Spotify";
    this.#say(`“${name}” is ${how}.`);
  }

  /** An import that nobody watched to its end. */
  #imported(standing: ImportStatus): void {
    if (this.screen === "library") return;
    if (standing.kind === "done") {
      const { name, added } = standing.report;
      this.#say(`“${name}” is in your library, ${count(added, "play")} added.`);
    } else if (standing.kind === "failed") {
      this.#say(`“${standing.name}” is not imported. ${this.#headline(standing.error)}.`);
    }
  }

  #headline(trouble: UiError): string {
    return tell(trouble, this.clock.read(), this.zone).headline;
  }

  #say(words: string): void {
    this.said = words;
    clearTimeout(this.#saidFor);
    this.#saidFor = setTimeout(() => (this.said = null), 8_000);
  }

  #changed(now: Status, before: Status | null): void {
    const same = before !== null && sameListener(now, before);
    if (!same) {
      this.top.forget();
      this.recent.forget();
    }
    if (before?.sample !== now.sample) {
      this.library.forget();
      this.explore.forget();
      this.detail.forget();
      // Damage and an import under way are told on every screen.
      if (this.screen !== "library") void this.library.show();
    }
    if (now.connection === "signingIn") this.signIn.resume();
    else this.signIn.settle(now.connection === "signedIn");
    const back = now.connection === "signedIn" && before?.connection !== "signedIn";
    if (before === null) this.#arrive();
    else if (!same || back) this.#show();
  }

  #arrive(): void {
    this.session.forgetTrouble();
    this.library.rest();
    if (this.router.current.screen === "connect") this.guide.open();
    this.#show();
  }

  #show(): void {
    const route = this.place;
    this.top.rest();
    this.recent.rest();
    if (route.screen !== "explore") this.explore.rest();
    if (route.screen !== "detail") this.detail.rest();
    if (this.session.status === null) return;
    if (route.screen === "library") void this.library.show();
    if (route.screen === "explore") this.explore.show(route.query);
    if (route.screen === "detail") void this.detail.show(inquiryOf(route));
    if (this.session.empty || (this.session.nobody && route.screen === "top")) return;
    if (route.screen === "top") void this.top.show(route.tab, route.range);
    if (route.screen === "recent") void this.recent.show();
  }

  /** Plays came or went: what counts them counts again. */
  #retold(): void {
    if (this.screen === "explore") this.explore.again();
    if (this.screen === "detail") void this.detail.again();
  }

  #signedIn(): void {
    const { screen } = this.router.current;
    if (screen !== "library" && !lists.has(screen)) this.#home();
  }

  #home(): void {
    this.router.go(this.router.top);
  }
}
