// What other features may use of the explanations: the ledger behind a number, and asking about one play.

export { default as Ledger } from "./Ledger.svelte";
export { whyState } from "./state.svelte";
