// What other features may use of the library: the ways to bring history, and the import under way.

export { default as BringHistory } from "./import/BringHistory.svelte";
export { default as DropZone } from "./import/DropZone.svelte";
export { importState } from "./import/state.svelte";
export { default as RecordInvite } from "./RecordInvite.svelte";
