// Draws a part that failed once more, as soon as there is something else to draw.

import { untrack } from "svelte";

/** Called by what stands in place of the part: `from` is what the part is drawn from. */
export function drawAgainWithAnother(from: () => unknown, drawAgain: () => void): void {
  const failedWith = untrack(from);
  $effect(() => {
    if (from() !== failedWith) drawAgain();
  });
}
