// Builds the pages of the window and of the quick view so that they run under a policy that forbids inline code and data: addresses.
// The quick view is built by itself (`--mode quick-view`), so that it shares no file with the window: every file that it waits for is a trip to
// Rust and back before anything can be seen.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: ["es2022", "safari16", "chrome105"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: mode === "quick-view" ? "quick-view.html" : "index.html" },
    emptyOutDir: mode !== "quick-view",
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "oxlint.config.test.ts"],
    // A test of the whole window takes two seconds, and on a computer that is busy otherwise several times that.
    testTimeout: 20_000,
    // What a test reads of them is their text.
    css: { include: [/\?raw$/] },
  },
}));
