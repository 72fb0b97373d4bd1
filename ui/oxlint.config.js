// The linter's rules, and with them the order of the folders in `src`: each layer imports those before it, a feature imports
// another one only as its `index.ts`, and nothing but `main.ts` imports the app; the quick view has an entry of its own. No file imports itself by way of others.
// `oxlint.config.test.ts` shows that the rules bite: a pattern that the linter cannot read would have no effect, silently.

import { defineConfig } from "oxlint";

const layers = ["shell", "words", "navigation", "parts", "figure"];
const features = [
  "connect",
  "detail",
  "explore",
  "genres",
  "library",
  "machines",
  "playlist",
  "poster",
  "recent",
  "settings",
  "top",
  "tray",
  "why",
];
const top = ["app", "testing"];

function forbidden(regex, message) {
  return { "no-restricted-imports": ["error", { patterns: [{ regex, message }] }] };
}

const folder = (names) => `(${names.join("|")})(/|$)`;

const ofLayers = layers.map((layer, at) => {
  const below = layers.slice(0, at).join(", ") || "none of the other folders";
  const above = [...layers.slice(at + 1), ...features, ...top];
  return {
    files: [`src/${layer}/**`],
    rules: forbidden(`^(\\.\\./)+${folder(above)}`, `${layer} may import ${below}.`),
  };
});

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "vitest"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  rules: {
    "no-console": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "import/no-unassigned-import": "off",
    "import/no-cycle": ["error", { ignoreTypes: false }],
  },
  overrides: [
    ...ofLayers,
    {
      files: features.map((feature) => `src/${feature}/**`),
      rules: forbidden(
        `^(\\.\\./)+((${features.join("|")})/.|${folder(top)})`,
        "A feature imports another one only as its index (`../playlist`), and never the app.",
      ),
    },
    {
      files: ["src/app/**", "src/main.ts"],
      rules: forbidden("(^|/)testing/", "Only tests import from testing."),
    },
    {
      files: ["src/quick-view.ts"],
      rules: forbidden(
        `^\\./${folder([...features.filter((name) => name !== "tray"), ...top])}`,
        "The quick view is there at once because it loads its own folder and the layers below.",
      ),
    },
    { files: ["src/**/*.test.ts"], rules: { "no-restricted-imports": "off" } },
  ],
  ignorePatterns: ["dist", "src/shell/bindings.ts"],
});
