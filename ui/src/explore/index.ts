// What other features may use of Explore, apart from its state: the parts of a filter in words, the choice of a counting rule, and the
// stream.

export { chipsOf } from "./filter/chips";
export { default as RuleChoice } from "./filter/RuleChoice.svelte";
export { default as Streamgraph } from "./stream/Streamgraph.svelte";
