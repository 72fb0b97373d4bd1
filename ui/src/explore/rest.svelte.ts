// What need not follow the hand: words that nobody reads before it rests, and would have to be written for each frame.

/** What `now` gives, as it was before the hand began to move. */
export function rested<T>(moving: () => boolean, now: () => T): { readonly at: T } {
  let last: { of: T } | null = null;
  const at = $derived((moving() ? last : null) ?? (last = { of: now() }));
  return {
    get at() {
      return at.of;
    },
  };
}
