// Every screen has an address after the `#`, so that back, forward and reload work.
// Any text parses to some route; printing a route and parsing it again gives the same one.

import type { DetailQuery, TopRange, EntityKind } from "../shell/bindings";
import { rangeNames, sortName } from "../words/names";
import { countingQuery, parse as parseQuestion, print as printQuestion, sorts } from "./question";

export type Tab = "tracks" | "artists" | "genres";
export type TopRoute = { screen: "top"; tab: Tab; range: TopRange };
/** `query`: the question, as `question.ts` prints it. */
export type ExploreRoute = { screen: "explore"; query: string };
/** `query`: only what counts and what ranks of a question. */
export type DetailRoute = { screen: "detail"; sort: EntityKind; key: string; query: string };
export type Route =
  | TopRoute
  | ExploreRoute
  | DetailRoute
  | { screen: "recent" }
  | { screen: "library" }
  | { screen: "settings" }
  | { screen: "connect" }
  | { screen: "welcome" };

export const tabs: readonly Tab[] = ["tracks", "artists", "genres"];
export const ranges: readonly TopRange[] = ["fourWeeks", "sixMonths", "year"];

export const home: TopRoute = { screen: "top", tab: "tracks", range: "fourWeeks" };

export function parse(hash: string): Route {
  const [, path = "", query = ""] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  const [screen, tab, range] = path.split("/");
  switch (screen) {
    case "recent":
    case "library":
    case "settings":
    case "connect":
    case "welcome":
      return { screen };
    case "explore": {
      const question = parseQuestion(query);
      const sort = sorts.find((known) => known === tab);
      const key = decode(range ?? "");
      if (sort && key) return { screen: "detail", sort, key, query: countingQuery(question) };
      return { screen, query: printQuestion(question) };
    }
    default:
      return {
        screen: "top",
        tab: tabs.find((known) => known === tab) ?? home.tab,
        range: ranges.find((known) => known === range) ?? home.range,
      };
  }
}

export function print(route: Route): string {
  switch (route.screen) {
    case "top":
      return `#/top/${route.tab}/${route.range}`;
    case "explore":
      return `#/explore${withQuery(route.query)}`;
    case "detail":
      return `#/explore/${route.sort}/${encodeURIComponent(route.key)}${withQuery(route.query)}`;
    default:
      return `#/${route.screen}`;
  }
}

/** What the page of one thing asks. */
export function detailQueryOf({ sort, key, query }: DetailRoute): DetailQuery {
  const { rule, measure, filter } = parseQuestion(query);
  return { sort, key, rule, measure, withHidden: filter.withHidden };
}

/** What the window's title bar says. */
export function title(route: Route): string {
  switch (route.screen) {
    case "top":
      return `Top ${route.tab}, ${rangeNames[route.range]} - Tonearm`;
    case "explore":
      return "Explore - Tonearm";
    case "detail":
      return `${sortName(route.sort)} - Tonearm`;
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

function withQuery(query: string): string {
  return query ? `?${query}` : "";
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
