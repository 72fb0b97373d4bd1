// What the page has to know of an error beyond its words: when it is over by itself.

import type { UiError } from "./bindings";

/** When Spotify takes calls again, for the troubles that end by themselves. */
export function endsAt(trouble: UiError | null): number | null {
  return trouble?.kind === "rateLimited" || trouble?.kind === "quotaExceeded"
    ? trouble.untilSecs
    : null;
}
