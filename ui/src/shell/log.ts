// Where what went wrong in the page itself is written down. The shell has no command for it yet, so this is the web view's console.

export function logError(what: string, error: unknown): void {
  // oxlint-disable-next-line no-console (the one place where the page writes)
  console.error(`${what} could not be drawn:`, error);
}
