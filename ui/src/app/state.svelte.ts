// The app: the state of every feature, and what a change in one of them means for another.
// Nothing in it knows how anything is drawn, and no feature knows it.

import { createContext } from "svelte";
import { ConnectState } from "../connect/state.svelte";
import { DetailState } from "../detail/state.svelte";
import { ExploreState } from "../explore/state.svelte";
import { LearningState } from "../genres/state.svelte";
import { LibraryState } from "../library/state.svelte";
import { MachinesState } from "../machines/state.svelte";
import { defaultQuestion, emptyFilter, print } from "../navigation/question";
import { setUsualRule } from "../navigation/rule.svelte";
import { detailQueryOf, rankedRange, tabs, type Route } from "../navigation/route";
import { Router } from "../navigation/router.svelte";
import { SingleKeys } from "../navigation/singleKeys.svelte";
import { PlaylistState, type SaveResult } from "../playlist/state.svelte";
import { PosterState } from "../poster/state.svelte";
import { RecentState } from "../recent/state.svelte";
import { SettingsState } from "../settings/state.svelte";
import type { ImportStatus, EntityKind, Page, Status, UiError } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import type { Shell } from "../shell/shell";
import { AppStatus, sameListener } from "../shell/status.svelte";
import { TopState } from "../top/state.svelte";
import { WhyState } from "../why/state.svelte";
import { count } from "../words/amounts";
import type { NextStep } from "../words/errors";
import { parseDay } from "../words/days";
import { dayKey, type Zone } from "../words/times";
import { offerOf } from "./offer";
import { MainWindow } from "./window.svelte";

/** For the components of `app` alone. */
export const [tonearm, provideTonearm] = createContext<Tonearm>();

/** What shows plays or rankings, and so nothing at all while there are none. */
const lists = new Set<Route["screen"]>(["top", "recent", "explore", "detail"]);

export class Tonearm {
  readonly router = new Router();
  readonly singleKeys = new SingleKeys();
  readonly status: AppStatus;
  readonly window: MainWindow;
  readonly connect: ConnectState;
  readonly top: TopState;
  readonly recent: RecentState;
  readonly learning: LearningState;
  readonly library: LibraryState;
  readonly machines: MachinesState;
  readonly explore: ExploreState;
  readonly detail: DetailState;
  readonly playlist: PlaylistState;
  readonly poster: PosterState;
  readonly settings: SettingsState;
  readonly why: WhyState;
  commandsOpen = $state(false);

  #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
    const clock = new Clock();
    const nowSecs = () => clock.read();
    this.status = new AppStatus(shell);
    this.window = new MainWindow(clock, shell, this.status, {
      act: (step, retry) => this.#act(step, retry),
      signIn: () => this.connect.signIn.begin(),
    });
    this.connect = new ConnectState(shell, this.status, () => this.#goHome());
    this.top = new TopState(shell, nowSecs, () => today(nowSecs(), this.window.zone));
    this.recent = new RecentState(shell, nowSecs);
    this.learning = new LearningState(shell);
    this.library = new LibraryState(shell, nowSecs);
    this.machines = new MachinesState(shell);
    this.explore = new ExploreState(shell, this.router);
    this.detail = new DetailState(shell, this.window.notify);
    this.playlist = new PlaylistState(shell, () => offerOf(this.place, this));
    this.poster = new PosterState(shell, this.window.notify, (error) => this.window.explain(error));
    this.settings = new SettingsState(shell, this.status, this.router, this.window);
    this.why = new WhyState(shell, () => this.#playsRewritten());
  }

  async start(): Promise<void> {
    this.router.start(() => this.#arrive());
    this.connect.signIn.start(() => this.#signedIn());
    this.playlist.start((result) => this.#playlistEnded(result));
    this.learning.start(() => this.#learned());
    this.library.start({
      importBegun: () => this.router.go({ screen: "library" }),
      importEnded: (status) => this.#importEnded(status),
      playsRewritten: () => this.#playsRewritten(),
      archiveChanged: () => {
        void this.learning.load();
        this.#countAgain();
      },
      notify: (text) => this.window.notify(text),
    });
    this.machines.start({
      brought: () => this.#playsRewritten(),
      notify: (text) => this.window.notify(text),
    });
    this.#shell.onPlaysRecorded(() => {
      void this.recent.playsRecorded();
      this.#countAgain();
    });
    this.#shell.onSomethingHandedOver(() => void this.#takeHandedOver());
    this.#shell.onPageAsked((page) => this.router.go(routeOf(page)));
    window.addEventListener("online", () => this.#show());
    const visibilityChanged = () => this.recent.setVisible(!document.hidden);
    document.addEventListener("visibilitychange", visibilityChanged);
    visibilityChanged();
    await this.status.start((now, before) => this.#statusChanged(now, before));
    void this.#takeHandedOver();
  }

  /**
   * The place to draw. Without an account and without plays, Welcome is drawn instead of the lists, or the Library
   * where there is damage to report, or an archive that does not open and may hold plays. In the sample nobody can connect or sign in.
   */
  get place(): Route {
    const { current, top } = this.router;
    if (this.status.empty && lists.has(current.screen)) {
      const { damage, archive } = this.library;
      return { screen: damage || archive.error ? "library" : "welcome" };
    }
    // Without a play there is nothing to count, but Spotify's ranking of artists may be there.
    if (current.screen === "top" && current.tab === "genres" && this.#onlySpotify) {
      return { ...current, range: rankedRange(current.range), weight: current.weight ?? "genre" };
    }
    const connecting = current.screen === "welcome" || current.screen === "connect";
    return this.status.current?.sample && connecting ? top : current;
  }

  get #onlySpotify(): boolean {
    return !this.status.anonymous && this.status.current?.archivePlays === 0;
  }

  get screen(): Route["screen"] {
    return this.place.screen;
  }

  /** The list on show could not reach Spotify. */
  get offline(): boolean {
    return this.#shownError?.kind === "offline";
  }

  get #shownError(): UiError | null {
    const route = this.place;
    if (route.screen === "top") return this.top.list(route)?.error ?? null;
    return route.screen === "recent" ? this.recent.list.error : null;
  }

  chooseTab(sort: EntityKind): void {
    if (this.screen === "explore") this.explore.setSort(sort);
    const tab = tabs.find((known) => known === sort);
    if (this.screen === "top" && tab) this.router.go(this.router.topTab(tab));
  }

  /** The step that the button beside an error offers; `retry` is what to try again. */
  async #act(step: NextStep, retry: () => void): Promise<void> {
    const { signIn } = this.connect;
    switch (step) {
      case "signIn":
        return signIn.begin();
      case "retry":
        return retry();
      case "openDashboard":
        return this.window.openPage("dashboard");
      case "openGuide":
        signIn.dismiss();
        this.playlist.close();
        return this.router.go({ screen: "connect" });
      case "useDeepLink":
        await this.status.setRedirect("deepLink");
        return signIn.begin();
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

  /** Files that a listener opens with Tonearm, and the browser's answer to a sign-in that an earlier run began. */
  async #takeHandedOver(): Promise<void> {
    const taken = await this.#shell.takeHandedOver();
    if (taken.status !== "ok") return;
    const { files, signIn } = taken.data;
    if (files !== null) void this.library.importing.begin(files);
    if (!signIn) return;
    const error = await this.connect.signIn.finish();
    if (error?.kind !== "signInNotOurs") return;
    this.window.notify("A sign-in came back that Tonearm no longer waits for. Sign in again.");
  }

  /** A playlist whose dialog was closed before it was saved. */
  #playlistEnded({ name, error }: SaveResult): void {
    const how = error ? `not saved. ${this.window.headline(error)}` : "in Spotify";
    this.window.notify(`“${name}” is ${how}.`);
  }

  /** An import that ended while another screen was shown. */
  #importEnded(status: ImportStatus): void {
    if (this.screen === "library") return;
    if (status.kind === "done") {
      const { name, added } = status.report;
      this.window.notify(`“${name}” is in your library, ${count(added, "play")} added.`);
    } else if (status.kind === "failed") {
      const { name, error } = status;
      this.window.notify(`“${name}” is not imported. ${this.window.headline(error)}.`);
    }
  }

  #statusChanged(now: Status, before: Status | null): void {
    setUsualRule(now.settings.rule);
    const same = before !== null && sameListener(now, before);
    if (!same) {
      this.top.reset();
      this.recent.reset();
    }
    if ((before?.sample ?? false) !== now.sample) this.router.changeHistory(now.sample);
    if (before?.sample !== now.sample) {
      this.library.reset();
      this.learning.reset();
      this.machines.reset();
      void this.learning.load();
      this.top.played.reset();
      this.explore.reset();
      this.detail.reset();
      this.why.forget();
      // Every screen shows damage and an import under way.
      if (this.screen !== "library") void this.library.show();
    }
    if (now.connection === "signingIn") this.connect.signIn.resume();
    else this.connect.signIn.waitingEnded(now.connection === "signedIn");
    const back = now.connection === "signedIn" && before?.connection !== "signedIn";
    if (before === null && now.settingsLost) {
      this.window.notify("Your settings could not be read. They begin anew, and the file is kept.");
    }
    const firstPlays = before?.archivePlays === 0 && now.archivePlays > 0;
    if (before === null) this.#arrive();
    else if (!same || back || firstPlays) this.#show();
  }

  #arrive(): void {
    this.status.clearError();
    this.connect.leave();
    this.library.leave();
    this.machines.leave();
    if (this.router.current.screen === "connect") this.connect.guide.open();
    this.#show();
  }

  #show(): void {
    const route = this.place;
    this.top.leave();
    this.recent.leave();
    if (route.screen !== "explore") this.explore.leave();
    if (route.screen !== "detail") this.detail.leave();
    if (this.status.current === null) return;
    if (route.screen === "library") {
      void this.library.show();
      // Nothing of the sample leaves it.
      if (!this.status.current.sample) void this.machines.load();
    }
    if (route.screen === "explore") this.explore.show(route.query);
    if (route.screen === "detail") void this.detail.show(detailQueryOf(route));
    if (this.status.empty) return;
    // Only the archive needs no account.
    const signIn = route.screen === "top" && this.top.list(route) !== null;
    if (this.status.anonymous && signIn) return;
    if (route.screen === "top") void this.top.show(route);
    if (route.screen === "recent") void this.recent.show();
  }

  /** Plays came or went, and not by recording. */
  #playsRewritten(): void {
    void this.recent.playsRewritten();
    // How many plays there are decides what can be shown with no account.
    void this.status.refresh();
  }

  /** Plays came or went: what counts them is asked for again. */
  #countAgain(): void {
    if (this.screen === "explore") this.explore.refresh();
    if (this.screen === "detail") void this.detail.refresh();
    if (this.#showsPlayedGenres) void this.top.played.refresh();
  }

  /** More is known of genres, or less: what shows some is asked for again. */
  #learned(): void {
    const { place } = this;
    const { sort, stream, filter } = this.explore.question;
    const filtered = filter.genres.only.length + filter.genres.never.length > 0;
    const explores = sort === "genres" || stream === "genres" || filtered;
    if (place.screen === "explore" && explores) this.explore.refresh();
    if (place.screen === "detail") void this.detail.refresh();
    if (place.screen === "top" && place.tab === "genres") void this.top.show(place);
  }

  get #showsPlayedGenres(): boolean {
    const { place } = this;
    return place.screen === "top" && this.top.list(place) === null;
  }

  #signedIn(): void {
    const { screen } = this.router.current;
    if (screen !== "library" && !lists.has(screen)) this.#goHome();
  }

  #goHome(): void {
    this.router.go(this.router.top);
  }
}

/** A page that the quick view or a notification asks for. */
function routeOf(page: Page): Route {
  switch (page.kind) {
    case "library":
    case "settings":
      return { screen: page.kind };
    case "explore": {
      const { fromDay, toDay } = page;
      const filter = { ...emptyFilter, fromDay, toDay };
      return { screen: "explore", query: print({ ...defaultQuestion, filter }) };
    }
    case "track":
      return { screen: "detail", sort: "tracks", key: page.key, query: "" };
  }
}

function today(nowSecs: number, zone: Zone): number {
  return parseDay(dayKey(nowSecs, zone)) ?? Math.floor(nowSecs / 86_400);
}
