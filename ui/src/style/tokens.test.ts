import { expect, it } from "vitest";
import app from "./app.css?raw";
import tokens from "./tokens.css?raw";

const components = import.meta.glob<string>("../**/*.svelte", {
  query: "?raw",
  import: "default",
  eager: true,
});
const styles = Object.entries(components).map(([path, text]): [string, string] => [
  path,
  /<style>(.*)<\/style>/s.exec(text)?.[1] ?? "",
]);
/** What a block of declarations gives each name. */
const block = (start: string) => {
  const from = tokens.indexOf(start);
  expect(from).toBeGreaterThan(-1);
  const text = tokens.slice(from, tokens.indexOf("}", from));
  return new Map(
    [...text.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", to]) => [name, to]),
  );
};

const forced = block("@media (forced-colors: active)");
const systemColours = /\b(Canvas|CanvasText|Highlight|HighlightText)\b/;
/** Tones and slots are told apart by nothing else, and no system has as many colours. */
const kept = /^--(q|c|on-c)\d+$/;

it.each(['[data-theme="dark"]', '[data-theme="light"]'])(
  "where the system forces its colours, every one of %s makes way for them",
  (theme) => {
    const own = [...block(theme).keys()].filter((name) => !kept.test(name));
    expect(own.filter((name) => !systemColours.test(forced.get(name) ?? ""))).toEqual([]);
  },
);

it("what is chosen keeps its background and its edge there", () => {
  expect(tokens).toMatch(/forced-color-adjust: none;/);
  for (const name of ["--bg-3", "--ink", "--brass"]) {
    expect(forced.get(name)).not.toBe(forced.get("--bg"));
  }
});

it("no component has a colour of its own, which would stay where the system forces others", () => {
  expect(styles.length).toBeGreaterThan(100);
  const own = /(?<!&)#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch)\(|:\s*(white|black)\b/i;
  const found = [...styles, ["app.css", app] as const].filter(([, text]) => own.test(text));
  expect(found.map(([path]) => path)).toEqual([]);
});

it("whatever moves takes its time from the tokens, which are none where the system wants less motion", () => {
  const moves = [...styles, ["app.css", app] as const].flatMap(([path, text]) =>
    [...text.matchAll(/\b(transition|animation)(-[a-z-]+)?:\s*([^;}]+)/g)].map(
      ([, , , value = ""]) => ({ path, value: value.trim() }),
    ),
  );
  expect(moves.length).toBeGreaterThan(4);
  const parts = moves.flatMap(({ path, value }) =>
    value.split(/,(?![^(]*\))/).map((part) => `${path}: ${part.trim()}`),
  );
  expect(parts.filter((part) => !/var\(--m-[a-z]+\)/.test(part))).toEqual([]);
  const names = [...block(":root {").keys()].filter((name) => name.startsWith("--m-"));
  const reduced = block("@media (prefers-reduced-motion: reduce)");
  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((name) => reduced.get(name) !== "0ms")).toEqual([]);
});

it("nothing is set in motion but by a style", () => {
  const found = Object.entries(components).filter(([, text]) =>
    /\b(transition|in|out|animate):[a-z]+[\s={|>]|svelte\/(transition|animate|motion)|scroll-behavior: smooth/.test(
      text,
    ),
  );
  expect(found.map(([path]) => path)).toEqual([]);
});
