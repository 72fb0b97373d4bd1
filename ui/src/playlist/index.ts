// What other features may use of playlists: the button that saves the list on show, and playlists that are not finished.

export { default as SaveButton } from "./SaveButton.svelte";
export { playlistState } from "./state.svelte";
export { default as Unfinished } from "./Unfinished.svelte";
