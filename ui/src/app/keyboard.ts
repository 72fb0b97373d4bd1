// What a key does in the window: which action it means, and whose business it is where the focus stands.

import { exploreWishes, wish } from "../navigation/keys";
import { openRow, stepRow } from "../navigation/rows";
import type { Tonearm } from "./state.svelte";

export function press(event: KeyboardEvent, app: Tonearm): void {
  const { target } = event;
  const at = target instanceof Element ? target : document.body;
  const taken = at.closest("dialog, input:not([type=radio]), textarea, select") !== null;
  const wanted = event.defaultPrevented ? null : wish(event, taken);
  if (!wanted) return;
  // Arrows belong to a group of choices, or to what scrolls, while it has the focus.
  const arrow = wanted.kind === "row" || wanted.kind === "brush";
  if (arrow && at.matches("[type=radio], [role=region][tabindex]")) return;
  if (document.querySelector("dialog[open]") && wanted.kind !== "commandList") {
    if (event.ctrlKey || event.metaKey) event.preventDefault();
    return;
  }
  // Where there are no rows, the arrows scroll.
  if (wanted.kind === "row") {
    if (stepRow(document, wanted.step)) event.preventDefault();
    return;
  }
  const exploring = app.screen === "explore";
  if (exploreWishes.includes(wanted.kind) && !exploring) return;
  event.preventDefault();
  // A brush moves on while its key is held; anything else is done once.
  if (event.repeat && wanted.kind !== "brush") return;
  switch (wanted.kind) {
    case "go":
      return app.router.goTo(wanted.to);
    case "tab":
      return app.chooseTab(wanted.tab);
    case "openInSpotify":
      return openRow();
    case "savePlaylist":
      return app.playlist.openOffer();
    case "undo":
      if (app.screen === "library") app.library.askUndo();
      if (exploring) app.router.back();
      return;
    case "filter":
    case "measure":
    case "drop":
    case "wholeLife":
    case "brush":
      return app.explore.fulfil(wanted);
    case "commandList":
      if (!document.querySelector("dialog[open]")) app.commandsOpen = true;
      return;
  }
}
