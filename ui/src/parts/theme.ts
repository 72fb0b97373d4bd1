// Sets the theme of the page: the one that the listener chose, or the system's, and follows when the system's changes.

import type { Theme } from "../shell/bindings";

export function followTheme(theme: Theme): () => void {
  const light = window.matchMedia("(prefers-color-scheme: light)");
  const apply = () => {
    const applied = theme === "system" ? (light.matches ? "light" : "dark") : theme;
    document.documentElement.dataset.theme = applied;
  };
  apply();
  light.addEventListener("change", apply);
  return () => light.removeEventListener("change", apply);
}
