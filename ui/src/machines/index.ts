// What other features may use of the other machines: the section of the Library.

export { default as OtherMachines } from "./OtherMachines.svelte";
