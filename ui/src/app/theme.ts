// Sets the theme of the page: the one that the listener chose, or the system's, and follows when the system's changes.

import type { Theme } from "../shell/bindings";

export function followTheme(theme: Theme): () => void {
  const light = window.matchMedia("(prefers-color-scheme: light)");
  const wear = () => {
    const worn = theme === "system" ? (light.matches ? "light" : "dark") : theme;
    document.documentElement.dataset.theme = worn;
  };
  wear();
  light.addEventListener("change", wear);
  return () => light.removeEventListener("change", wear);
}
