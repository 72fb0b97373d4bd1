// Every screen has an address after the `#`, so that back, forward and reload work.
// Any text parses to some route; printing a route and parsing it again gives the same one.

import type { DetailQuery, GenreLevel, TopRange, EntityKind } from "../shell/bindings";
import { pageName } from "../words/genres";
import { spanNames } from "../words/names";
import { countingQuery, parse as parseQuestion, print as printQuestion, sorts } from "./question";

export type Tab = "tracks" | "artists" | "genres";
/** Over which time: one of Spotify's ranges, or, for genres that were played, all of it. */
export type Span = TopRange | "all";
/** `weight`: genres by the weight of Spotify's top artists, not by plays; only with the tab "genres" and one of Spotify's ranges. */
export type TopRoute = { screen: "top"; tab: Tab; range: Span; weight?: GenreLevel };
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
  | { screen: "settings"; section?: "genres" }
  | { screen: "connect" }
  | { screen: "welcome" };

export const tabs: readonly Tab[] = ["tracks", "artists", "genres"];
export const ranges: readonly TopRange[] = ["fourWeeks", "sixMonths", "year"];

export const spans: readonly Span[] = [...ranges, "all"];

export const home: TopRoute = { screen: "top", tab: "tracks", range: "fourWeeks" };

export function parse(hash: string): Route {
  const [, path = "", query = ""] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  const [screen, tab, range, view, level] = path.split("/");
  switch (screen) {
    case "settings":
      return tab === "genres" ? { screen, section: tab } : { screen };
    case "recent":
    case "library":
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
    default: {
      const top = tabs.find((known) => known === tab) ?? home.tab;
      if (top !== "genres") return { screen: "top", tab: top, range: rankedRange(range) };
      if (view === "weight") {
        const weight = level === "families" ? "family" : "genre";
        return { screen: "top", tab: top, range: rankedRange(range), weight };
      }
      return { screen: "top", tab: top, range: spans.find((known) => known === range) ?? "all" };
    }
  }
}

export function print(route: Route): string {
  switch (route.screen) {
    case "top":
      return `#/top/${route.tab}/${route.range}${weightPath(route)}`;
    case "settings":
      return route.section ? `#/settings/${route.section}` : "#/settings";
    case "explore":
      return `#/explore${withQuery(route.query)}`;
    case "detail":
      return `#/explore/${route.sort}/${encodeURIComponent(route.key)}${withQuery(route.query)}`;
    default:
      return `#/${route.screen}`;
  }
}

/** One of Spotify's ranges, for an address or in place of all dates. */
export function rankedRange(text: string | undefined): TopRange {
  return text === "all" ? "year" : (ranges.find((known) => known === text) ?? "fourWeeks");
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
      return `Top ${route.tab}${route.weight ? " by weight" : ""}, ${spanNames[route.range]} - Tonearm`;
    case "explore":
      return "Explore - Tonearm";
    case "detail":
      return `${pageName(route.sort, route.key)} - Tonearm`;
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

function weightPath({ weight }: TopRoute): string {
  if (weight === undefined) return "";
  return weight === "family" ? "/weight/families" : "/weight";
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
