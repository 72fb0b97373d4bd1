import { afterEach, expect, it, vi } from "vitest";
import type { Theme } from "../shell/bindings";
import { followTheme } from "./theme";

afterEach(() => void vi.unstubAllGlobals());

function system(is: { light: boolean; forced: boolean }) {
  const change = new Set<() => void>();
  vi.stubGlobal("matchMedia", (query: string) => ({
    get matches() {
      return query.includes("forced-colors") ? is.forced : is.light;
    },
    addEventListener: (_: string, listener: () => void) => change.add(listener),
    removeEventListener: (_: string, listener: () => void) => change.delete(listener),
  }));
  return { is, changed: () => change.forEach((listener) => listener()) };
}
const theme = () => document.documentElement.dataset.theme;

it.each<[Theme, boolean, boolean, string]>([
  ["system", true, false, "light"],
  ["system", false, false, "dark"],
  ["dark", true, false, "dark"],
  ["light", false, false, "light"],
  ["dark", true, true, "light"],
  ["light", false, true, "dark"],
])("%s, on a light system: %s, with forced colours: %s, is %s", (chosen, light, forced, is) => {
  system({ light, forced });
  followTheme(chosen)();
  expect(theme()).toBe(is);
});

it("follows when colours are forced, and no longer when it is told to stop", () => {
  const { is, changed } = system({ light: true, forced: false });
  const stop = followTheme("dark");
  is.forced = true;
  changed();
  expect(theme()).toBe("light");
  stop();
  is.forced = false;
  changed();
  expect(theme()).toBe("light");
});

it("follows the system from light to dark and back while it runs, if the listener chose nothing else", () => {
  const { is, changed } = system({ light: true, forced: false });
  const stop = followTheme("system");
  expect(theme()).toBe("light");
  is.light = false;
  changed();
  expect(theme()).toBe("dark");
  is.light = true;
  changed();
  expect(theme()).toBe("light");
  stop();
  const stopDark = followTheme("dark");
  changed();
  expect(theme()).toBe("dark");
  stopDark();
});
