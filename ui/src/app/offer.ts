// What can be saved as a playlist from the list on show, or the reason why nothing can.

import type { DetailState } from "../detail/state.svelte";
import type { ExploreState } from "../explore/state.svelte";
import { rankedRange, type Route } from "../navigation/route";
import type { NoOffer, Offer } from "../playlist/state.svelte";
import type { RecentState } from "../recent/state.svelte";
import type { AppStatus } from "../shell/status.svelte";
import type { TopState } from "../top/state.svelte";

const unread: NoOffer = { reason: "The list is not there yet." };
const noTracks: NoOffer = { reason: "There are no tracks to save yet." };

interface Lists {
  status: AppStatus;
  detail: DetailState;
  explore: ExploreState;
  top: TopState;
  recent: RecentState;
}

export function offerOf(route: Route, app: Lists): Offer | NoOffer {
  if (app.status.anonymous) return { reason: "Sign in to save a playlist." };
  if (app.status.consentEnded) return { reason: "Sign in again to save a playlist." };
  if (route.screen === "recent") {
    const { answer } = app.recent.list;
    if (!answer) return unread;
    if (!answer.rows.some(({ kind, uri }) => kind === "music" && uri !== null)) {
      return noTracks;
    }
    return { source: { kind: "recent" }, genres: [] };
  }
  if (route.screen === "explore") {
    const { answer, question } = app.explore;
    if (!answer) return unread;
    if (answer.totals.plays === 0) return noTracks;
    const { filter, rule, measure } = question;
    return { source: { kind: "explored", filter, rule, measure }, genres: [] };
  }
  if (route.screen === "detail") {
    if (route.sort === "tracks") return { reason: "A track alone is no playlist." };
    if (!app.detail.isAbout(route.sort, route.key) || !app.detail.answer) return unread;
    const { source } = app.detail;
    return source ? { source, genres: [] } : noTracks;
  }
  if (route.screen !== "top") {
    return { reason: "Explore and its pages, Top and Recent can be saved." };
  }
  const list = app.top.list(route);
  if (!list) {
    const { tree, source } = app.top.played;
    if (!tree) return unread;
    return source ? { source, genres: [] } : noTracks;
  }
  const { tab, weight } = route;
  const range = rankedRange(route.range);
  const { answer } = list;
  if (!answer) return unread;
  if (answer.rows.length === 0) return { reason: "This list is empty." };
  if (tab !== "genres") {
    return { source: { kind: tab === "tracks" ? "topTracks" : "topArtists", range }, genres: [] };
  }
  if (weight === "family") return { reason: "Switch to genres to save one of them." };
  const genres = answer.rows.map((row) => row.name);
  return { source: { kind: "topGenre", range, genre: genres[0] ?? "" }, genres };
}
