// Which key means what: a key press in, a wish out; who fulfils it is not known here.

import type { Tab } from "./route";

/** The screens that stand on the rail. */
export type Stop = "top" | "recent" | "library" | "settings";

export type Wish =
  | { kind: "go"; to: Stop }
  | { kind: "tab"; tab: Tab }
  | { kind: "row"; step: 1 | -1 }
  | { kind: "openInSpotify" }
  | { kind: "savePlaylist" }
  | { kind: "undo" }
  | { kind: "commandList" };

export interface Press {
  key: string;
  /** Where the key lies, whatever stands on it. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What the key beside S and K is called here. */
export const commandKey = /Mac/.test(navigator.userAgent) ? "⌘" : "Ctrl";

// Keys 1 to 6 stand for A1 to B3 on the rail, whether the screen is there yet or not.
const stops: Record<string, Stop> = { "2": "top", "3": "recent", "5": "library", "6": "settings" };
const tabs: Record<string, Tab> = { t: "tracks", r: "artists", g: "genres" };

/** `taken`: the focus is in a text field or a dialog, which has its own use for plain keys. */
export function wish(press: Press, taken: boolean): Wish | null {
  const key = press.key.toLowerCase();
  const command = press.ctrlKey || press.metaKey;
  if (command && !press.altKey && !press.shiftKey) {
    if (key === "k") return { kind: "commandList" };
    if (key === "s") return { kind: "savePlaylist" };
    // A text field undoes its own typing.
    if (key === "z" && !taken) return { kind: "undo" };
    return null;
  }
  if (taken || command || press.altKey || press.shiftKey) return null;
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const to = stops[digit ?? key];
  if (to) return { kind: "go", to };
  const tab = tabs[key];
  if (tab) return { kind: "tab", tab };
  if (key === "arrowdown") return { kind: "row", step: 1 };
  if (key === "arrowup") return { kind: "row", step: -1 };
  if (key === "o") return { kind: "openInSpotify" };
  return null;
}
