// What other features may use of posters: the two actions for whatever is on show.

export { default as PosterActions } from "./PosterActions.svelte";
