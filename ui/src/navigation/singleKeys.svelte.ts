// Whether a letter, a digit or a sign alone does something. Who speaks to the computer, or often touches a key unmeant, can
// turn that off (WCAG 2.1.4). Kept in local storage, like what else belongs to this window alone.

import { createContext } from "svelte";

const stored = "tonearm.singleKeys";

export const [singleKeys, provideSingleKeys] = createContext<SingleKeys>();

export class SingleKeys {
  #on = $state(localStorage.getItem(stored) !== "off");

  get on(): boolean {
    return this.#on;
  }

  set(on: boolean): void {
    this.#on = on;
    if (on) localStorage.removeItem(stored);
    else localStorage.setItem(stored, "off");
  }
}
