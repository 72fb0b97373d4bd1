// What other features may use of the setup: the choice of the redirect, and the state behind it.

export { guideState } from "./guide/state.svelte";
export { default as RedirectChoice } from "./guide/RedirectChoice.svelte";
