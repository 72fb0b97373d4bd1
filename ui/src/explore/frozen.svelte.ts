// Values that keep still while the brush is dragged: texts that nobody reads before it ends, and that would cost time in
// every frame. A frozen value is never older than the beginning of the drag.

/** What `compute` gives; while `dragging`, what it gave last before that. */
export function frozenWhile<T>(dragging: () => boolean, compute: () => T): { readonly current: T } {
  let last: { value: T } | null = null;
  const current = $derived((dragging() ? last : null) ?? (last = { value: compute() }));
  return {
    get current() {
      return current.value;
    },
  };
}
