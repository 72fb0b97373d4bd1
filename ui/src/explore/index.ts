// What other features may use of Explore, apart from its state: the parts of a filter in words, and the stream.

export { chipsOf } from "./filter/chips";
export { default as Streamgraph } from "./stream/Streamgraph.svelte";
