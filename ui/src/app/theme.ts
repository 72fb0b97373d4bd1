// The page wears the theme that the listener chose, or the system's, also when the system changes its mind.

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
