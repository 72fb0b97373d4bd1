// One rule for every check box, radio button, list of options and field whose value belongs to a state: it shows what the
// state says. A browser changes an input by itself and Svelte writes only what has changed in the state, so a choice that the
// state refuses or ignores would stay lit.

import type { Attachment } from "svelte/attachments";
import { tick } from "svelte";

type Input = HTMLInputElement | HTMLSelectElement;

/** Every input on the page that is kept in step, and what makes it show its value. */
const shown = new Map<Input, () => void>();

/**
 * `value`: whether it is chosen, or its text. `change` is told of each change by hand. What it returns is awaited, and then the
 * input shows its value again.
 */
export function controlled<E extends Input>(
  value: () => boolean | string | number,
  change: (input: E) => unknown,
): Attachment<E> {
  return (input) => {
    function show(): void {
      const now = value();
      if (typeof now === "boolean" && "checked" in input) input.checked = now;
      else if (input.value !== String(now)) input.value = String(now);
    }
    async function changed(): Promise<void> {
      await change(input);
      await tick();
      // Choosing one of a group took the choice from another one.
      for (const [other, showOther] of shown) if (sameGroup(input, other)) showOther();
    }
    shown.set(input, show);
    $effect(show);
    input.addEventListener("change", changed);
    return () => {
      shown.delete(input);
      input.removeEventListener("change", changed);
    };
  };
}

function sameGroup(input: Input, other: Input): boolean {
  return input === other || (input.type === "radio" && input.name === other.name);
}
