// When an error is over by itself. The words for errors are in `words/errors.ts`.

import type { UiError } from "./bindings";

/** When Spotify takes calls again, in seconds since 1970; null for errors that do not end by themselves. */
export function endsAt(error: UiError | null): number | null {
  return error?.kind === "rateLimited" || error?.kind === "quotaExceeded" ? error.untilSecs : null;
}
