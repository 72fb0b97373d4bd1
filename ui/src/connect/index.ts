// What other features may use of the ways in.

export { guideState } from "./guide/state.svelte";
export { default as RedirectChoice } from "./guide/RedirectChoice.svelte";
