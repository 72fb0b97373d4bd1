import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // A part without a rune is taken for one of Svelte 4 otherwise, and brings that version's runtime along.
    runes: true,
    // It stands in every element that has a style.
    cssHash: ({ hash, filename }) => `s${hash(filename).slice(0, 5)}`,
  },
};
