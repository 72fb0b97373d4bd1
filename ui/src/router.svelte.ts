// Where the listener is, in step with the address. Remembers the last place for the next start.

import { home, parse, print, type Route, type TopRoute } from "./route";

const remembered = "tonearm.place";

export class Router {
  current = $state.raw<Route>(home);
  /** The tab and range last looked at, for the way back to Top. */
  top = $state.raw<TopRoute>(home);
  #arrived: () => void = () => {};
  #settled = false;

  start(arrived: () => void): void {
    this.#arrived = arrived;
    if (location.hash === "") {
      history.replaceState(null, "", print(parse(localStorage.getItem(remembered) ?? "")));
    }
    window.addEventListener("hashchange", () => this.#read());
    this.#read();
  }

  go(route: Route): void {
    location.hash = print(route);
    // The event comes a moment later; who asks right away gets the new place already.
    this.#read();
  }

  #read(): void {
    const route = parse(location.hash);
    if (print(route) === print(this.current) && this.#settled) return;
    this.#settled = true;
    this.current = route;
    if (route.screen === "top") this.top = route;
    if (route.screen === "top" || route.screen === "recent" || route.screen === "library") {
      localStorage.setItem(remembered, print(route));
    }
    this.#arrived();
  }
}
