// Where what went wrong in the page itself is written down: Tonearm's log, and the web view's console.

import { commands } from "./bindings";

export function logError(what: string, error: unknown): void {
  // oxlint-disable-next-line no-console (the one place where the page writes)
  console.error(`${what} could not be drawn:`, error);
  void tellShell(what, placesOf(error));
}

/** A message may quote a title, which belongs in no log. The kind of error and the places in the code are enough to find it. */
export function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").matchAll(/([\w-]+\.(?:js|ts|svelte))[^\s:]*:(\d+):(\d+)/g);
  const named = [...places]
    .slice(0, 8)
    .map(([, file, line, column]) => `${file}:${line}:${column}`);
  return [error.name, ...named].join(" ");
}

async function tellShell(what: string, places: string): Promise<void> {
  try {
    await commands.logPageFault(what, places);
  } catch {
    // Without a shell there is no log either.
  }
}
