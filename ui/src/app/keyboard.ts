// What a key press does in the window. A text field, a dialog or a group of choices that has the focus goes first.

import { exploreActions, keyAction } from "../navigation/keys";
import { openRow, stepRow } from "../navigation/rows";
import type { Tonearm } from "./state.svelte";

export function press(event: KeyboardEvent, app: Tonearm): void {
  const { target } = event;
  const at = target instanceof Element ? target : document.body;
  const typing = at.closest("dialog, input:not([type=radio]), textarea, select") !== null;
  const action = event.defaultPrevented ? null : keyAction(event, typing, app.singleKeys.on);
  if (!action) return;
  // While a group of choices or a scrolling region has the focus, arrow keys are for it.
  const arrow = action.kind === "row" || action.kind === "brush";
  if (arrow && at.matches("[type=radio], [role=region][tabindex]")) return;
  if (document.querySelector("dialog[open]") && action.kind !== "commandList") {
    if (event.ctrlKey || event.metaKey) event.preventDefault();
    return;
  }
  // Without rows, arrow keys scroll.
  if (action.kind === "row") {
    if (stepRow(document, action.step)) event.preventDefault();
    return;
  }
  const exploring = app.screen === "explore";
  if (exploreActions.includes(action.kind) && !exploring) return;
  event.preventDefault();
  // The brush keeps moving while its key is held; everything else is done once.
  if (event.repeat && action.kind !== "brush") return;
  switch (action.kind) {
    case "go":
      return app.router.goTo(action.to);
    case "tab":
      return app.chooseTab(action.tab);
    case "openInSpotify":
      return openRow();
    case "savePlaylist":
      return savePlaylist(app);
    case "undo":
      if (app.screen === "library") void app.library.undo();
      if (exploring) app.router.back();
      return;
    case "filter":
    case "measure":
    case "drop":
    case "wholeLife":
    case "brush":
      return app.explore.perform(action);
    case "commandList":
      if (!document.querySelector("dialog[open]")) app.commandsOpen = true;
      return;
  }
}

function savePlaylist({ playlist, window }: Tonearm): void {
  const { offer } = playlist;
  if ("reason" in offer) window.notify(offer.reason);
  else playlist.openOffer();
}
