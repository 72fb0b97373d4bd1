// Every screen has an address after the `#`, so that back, forward and reload keep one's place.
// Any text parses to some route; printing a route and parsing it again gives the same one.

import type { Range } from "./bindings";

export type Tab = "tracks" | "artists" | "genres";
export type TopRoute = { screen: "top"; tab: Tab; range: Range };
export type Route =
  | TopRoute
  | { screen: "recent" }
  | { screen: "library" }
  | { screen: "settings" }
  | { screen: "connect" }
  | { screen: "welcome" };

export const tabs: readonly Tab[] = ["tracks", "artists", "genres"];
export const ranges: readonly Range[] = ["fourWeeks", "sixMonths", "year"];

export const tabNames: Record<Tab, string> = {
  tracks: "Tracks",
  artists: "Artists",
  genres: "Genres",
};
export const rangeNames: Record<Range, string> = {
  fourWeeks: "4 weeks",
  sixMonths: "6 months",
  year: "1 year",
};

export const home: TopRoute = { screen: "top", tab: "tracks", range: "fourWeeks" };

export function parse(hash: string): Route {
  const [screen, tab, range] = hash.replace(/^#?\/?/, "").split("/");
  switch (screen) {
    case "recent":
    case "library":
    case "settings":
    case "connect":
    case "welcome":
      return { screen };
    default:
      return {
        screen: "top",
        tab: tabs.find((known) => known === tab) ?? home.tab,
        range: ranges.find((known) => known === range) ?? home.range,
      };
  }
}

export function print(route: Route): string {
  return route.screen === "top" ? `#/top/${route.tab}/${route.range}` : `#/${route.screen}`;
}

/** What the window's title bar says. */
export function title(route: Route): string {
  switch (route.screen) {
    case "top":
      return `Top ${route.tab}, ${rangeNames[route.range]} - Tonearm`;
    case "recent":
      return "Recent - Tonearm";
    case "library":
      return "Library - Tonearm";
    case "settings":
      return "Settings - Tonearm";
    case "connect":
      return "Connect Spotify - Tonearm";
    case "welcome":
      return "Welcome - Tonearm";
  }
}
