// Sets the theme of the page: the one that the listener chose, or the system's, and follows when the system's changes.
// Where the system forces its colours, as Windows' contrast themes do, its light or dark is the one that suits them.

import type { Theme } from "../shell/bindings";

export function followTheme(theme: Theme): () => void {
  const light = window.matchMedia("(prefers-color-scheme: light)");
  const forced = window.matchMedia("(forced-colors: active)");
  const apply = () => {
    const bySystem = theme === "system" || forced.matches;
    const applied = bySystem ? (light.matches ? "light" : "dark") : theme;
    // Written also if it is the same: what is drawn on a canvas then reads its colours again.
    document.documentElement.dataset.theme = applied;
  };
  apply();
  for (const query of [light, forced]) query.addEventListener("change", apply);
  return () => {
    for (const query of [light, forced]) query.removeEventListener("change", apply);
  };
}
