// Which key means what: a key press in, a wish out; who fulfils it is not known here.

import type { EntityKind } from "../shell/bindings";

/** The screens that stand on the rail. */
export type Stop = "explore" | "top" | "recent" | "library" | "settings";

/** How the brush moves: the whole of it, or its end alone. */
export interface Nudge {
  by: "month" | "day";
  step: 1 | -1;
  resize: boolean;
}

/** What only Explore can fulfil. */
export type ExploreWish =
  | { kind: "filter" }
  | { kind: "measure" }
  | { kind: "drop" }
  | { kind: "wholeLife" }
  | ({ kind: "brush" } & Nudge);

export const exploreWishes: readonly string[] = [
  "filter",
  "measure",
  "drop",
  "wholeLife",
  "brush",
] satisfies ExploreWish["kind"][];

export type Wish =
  | ExploreWish
  | { kind: "go"; to: Stop }
  | { kind: "tab"; tab: EntityKind }
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
const stops: Record<string, Stop> = {
  "1": "explore",
  "2": "top",
  "3": "recent",
  "5": "library",
  "6": "settings",
};
const tabs: Record<string, EntityKind> = { t: "tracks", r: "artists", l: "albums", g: "genres" };
const plain: Record<string, Wish> = {
  arrowdown: { kind: "row", step: 1 },
  arrowup: { kind: "row", step: -1 },
  o: { kind: "openInSpotify" },
  f: { kind: "filter" },
  m: { kind: "measure" },
  backspace: { kind: "drop" },
  home: { kind: "wholeLife" },
  end: { kind: "wholeLife" },
};

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
  if (taken || command) return null;
  const nudge = nudged(press);
  if (nudge) return { kind: "brush", ...nudge };
  // On many keyboards it takes Shift.
  if (key === "/" && !press.altKey) return { kind: "filter" };
  if (press.altKey || press.shiftKey) return null;
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const to = stops[digit ?? key];
  if (to) return { kind: "go", to };
  const tab = tabs[key];
  if (tab) return { kind: "tab", tab };
  return plain[key] ?? null;
}

/** What an arrow key means for the brush, or for one end of it. */
export function nudged({ key, altKey, shiftKey }: Press): Nudge | null {
  const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : null;
  return step && { by: altKey ? "day" : "month", step, resize: shiftKey };
}
