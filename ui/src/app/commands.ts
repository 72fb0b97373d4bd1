// The commands of the window: everything it can do at the moment, by name, with the key that does the same.

import type { ExploreState } from "../explore/state.svelte";
import { commandKey } from "../navigation/keys";
import { sorts } from "../navigation/question";
import { ranges, tabs } from "../navigation/route";
import type { Theme } from "../shell/bindings";
import { rangeNames, sortNames } from "../words/names";
import type { Tonearm } from "./state.svelte";

export interface Command {
  name: string;
  keys: string;
  run: () => void;
}

const sortKeys = { tracks: "T", artists: "R", albums: "L", genres: "G" };
const themes: [Theme, string][] = [
  ["system", "as the system has it"],
  ["dark", "dark"],
  ["light", "light"],
];

export function commandsOf(app: Tonearm): Command[] {
  const { router, status, settings } = app;
  const all: Command[] = [
    { name: "Explore", keys: "1", run: () => router.go(router.explore) },
    { name: "Top", keys: "2", run: () => router.go(router.top) },
    { name: "Recent", keys: "3", run: () => router.go({ screen: "recent" }) },
    { name: "Library", keys: "5", run: () => router.go({ screen: "library" }) },
    { name: "Settings", keys: "6", run: () => router.go({ screen: "settings" }) },
    ...tabs.map((each) => ({
      name: `Top ${sortNames[each].toLowerCase()}`,
      keys: app.screen === "top" ? sortKeys[each] : "",
      run: () => router.go(router.topTab(each)),
    })),
    ...ranges.map((each) => ({
      name: `Top over ${rangeNames[each]}`,
      keys: "",
      run: () => router.go({ ...router.top, range: each }),
    })),
  ];
  const { notice } = app.window;
  if (notice?.action) {
    const { label } = notice.action;
    all.unshift({ name: label, keys: "", run: () => void app.window.doNotice() });
  }
  if ("source" in app.playlist.offer) {
    all.push({
      name: "Save as playlist",
      keys: `${commandKey} S`,
      run: () => app.playlist.openOffer(),
    });
  }
  if (app.screen === "explore") all.push(...exploring(app.explore));
  if (app.screen === "recent") {
    all.push({ name: "Sync now", keys: "", run: () => void app.recent.sync() });
  }
  if (!app.library.importing.running) {
    const { importing } = app.library;
    const choose = (what: "files" | "folder") => {
      router.go({ screen: "library" });
      void importing.choose(what);
    };
    all.push({ name: "Import history files", keys: "", run: () => choose("files") });
    all.push({ name: "Import a history folder", keys: "", run: () => choose("folder") });
  }
  if (app.screen === "library") {
    all.push({ name: "Back up now", keys: "", run: () => void app.library.backUp() });
  }
  for (const [theme, name] of themes) {
    if (theme === status.current?.settings.theme) continue;
    all.push({ name: `Theme: ${name}`, keys: "", run: () => void status.setTheme(theme) });
  }
  if (status.current?.sample) {
    all.push({ name: "Leave the sample", keys: "", run: () => void status.leaveSample() });
  } else {
    all.push({
      name: "Connect guide",
      keys: "",
      run: () => router.go({ screen: "connect" }),
    });
  }
  all.push({ name: "Quit Tonearm, tray and all", keys: "", run: () => settings.quit() });
  if (!app.singleKeys.on) {
    for (const each of all) if (each.keys.length === 1) each.keys = "";
  }
  return all;
}

function exploring(explore: ExploreState): Command[] {
  return [
    { name: "Add a filter", keys: "F", run: () => (explore.panel = "filter") },
    { name: "Choose the days", keys: "", run: () => (explore.panel = "range") },
    { name: "Show all dates", keys: "Home", run: () => explore.perform({ kind: "wholeLife" }) },
    {
      name: "Remove the last filter",
      keys: "Backspace",
      run: () => explore.perform({ kind: "drop" }),
    },
    { name: "Plays or minutes", keys: "M", run: () => explore.perform({ kind: "measure" }) },
    ...sorts.map((sort) => ({
      name: `Rank ${sort}`,
      keys: sortKeys[sort],
      run: () => explore.setSort(sort),
    })),
    { name: "Why this number?", keys: "", run: () => (explore.panel = "why") },
  ];
}

/** Those whose name contains every word typed, in their own order. */
export function matching(all: Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}
