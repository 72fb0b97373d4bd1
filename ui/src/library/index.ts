// What other features may use of the Library: the parts that invite to fill the archive, and the import.

export { default as BringHistory } from "./import/BringHistory.svelte";
export { default as DropZone } from "./import/DropZone.svelte";
export { importState } from "./import/state.svelte";
export { default as RecordingInvite } from "./RecordingInvite.svelte";
