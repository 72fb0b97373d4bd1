// Which key means what: a key press in, an action out. Who performs it is not known here.

import type { EntityKind } from "../shell/bindings";

/** The screens on the rail. */
export type RailScreen = "explore" | "top" | "recent" | "library" | "settings";

/** How the brush moves: as a whole, or only its end. */
export interface Nudge {
  by: "month" | "day";
  step: 1 | -1;
  resize: boolean;
}

/** What only Explore can do. */
export type ExploreAction =
  | { kind: "filter" }
  | { kind: "measure" }
  | { kind: "drop" }
  | { kind: "wholeLife" }
  | ({ kind: "brush" } & Nudge);

export const exploreActions: readonly string[] = [
  "filter",
  "measure",
  "drop",
  "wholeLife",
  "brush",
] satisfies ExploreAction["kind"][];

export type KeyAction =
  | ExploreAction
  | { kind: "go"; to: RailScreen }
  | { kind: "tab"; tab: EntityKind }
  | { kind: "row"; step: 1 | -1 }
  | { kind: "openInSpotify" }
  | { kind: "savePlaylist" }
  | { kind: "undo" }
  | { kind: "commandList" };

export interface Press {
  key: string;
  /** Where the key lies on the keyboard, whatever is printed on it. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What the key that goes with S and K is called on this system. */
export const commandKey = /Mac/.test(navigator.userAgent) ? "⌘" : "Ctrl";

// In the order of the rail.
const railScreens: Record<string, RailScreen> = {
  "1": "explore",
  "2": "top",
  "3": "recent",
  "4": "library",
  "5": "settings",
};
const tabs: Record<string, EntityKind> = { t: "tracks", r: "artists", l: "albums", g: "genres" };
const plain: Record<string, KeyAction> = {
  arrowdown: { kind: "row", step: 1 },
  arrowup: { kind: "row", step: -1 },
  o: { kind: "openInSpotify" },
  f: { kind: "filter" },
  m: { kind: "measure" },
  backspace: { kind: "drop" },
  home: { kind: "wholeLife" },
  end: { kind: "wholeLife" },
};

/**
 * `typing`: the focus is in a text field or a dialog, which has its own use for plain keys.
 * `singleKeys`: letters, digits and signs may mean something alone.
 */
export function keyAction(press: Press, typing: boolean, singleKeys = true): KeyAction | null {
  const key = press.key.toLowerCase();
  const command = press.ctrlKey || press.metaKey;
  if (command && !press.altKey && !press.shiftKey) {
    if (key === "k") return { kind: "commandList" };
    if (key === "s") return { kind: "savePlaylist" };
    // Within a text field, undo belongs to the field.
    if (key === "z" && !typing) return { kind: "undo" };
    return null;
  }
  if (typing || command) return null;
  // The names of all other keys are longer.
  if (!singleKeys && [...press.key].length === 1) return null;
  const nudge = nudgeOf(press);
  if (nudge) return { kind: "brush", ...nudge };
  // On many keyboards / is typed with Shift.
  if (key === "/" && !press.altKey) return { kind: "filter" };
  if (press.altKey || press.shiftKey) return null;
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const to = railScreens[digit ?? key];
  if (to) return { kind: "go", to };
  const tab = tabs[key];
  if (tab) return { kind: "tab", tab };
  return plain[key] ?? null;
}

/** What an arrow key means for the brush or its end; null for other keys. */
export function nudgeOf({
  key,
  altKey,
  shiftKey,
}: Pick<Press, "key" | "altKey" | "shiftKey">): Nudge | null {
  const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : null;
  return step && { by: altKey ? "day" : "month", step, resize: shiftKey };
}
