// Prints the size of the UI's code, gzipped: first what is loaded at start, which is index.html and all that it references, then
// what is loaded later. Fonts are counted apart. Runs in the UI's folder, after a build.

const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");

const kilobytes = (file) => zlib.gzipSync(fs.readFileSync(file), { level: 9 }).length / 1000;
const files = fs
  .readdirSync("dist", { recursive: true })
  .map((name) => path.join("dist", name))
  .filter((file) => fs.statSync(file).isFile());
const fonts = files.filter((file) => file.endsWith(".woff2"));
const code = files.filter((file) => /\.(js|css|html)$/.test(file));

/** The files that a file loads by itself: attributes in HTML, static imports in JavaScript. `import(...)` loads later. */
const references = (file) => {
  const text = fs.readFileSync(file, "utf8");
  const pattern = file.endsWith(".html") ? /\b(?:src|href)="([^"]+)"/g : /\b(?:import|from)\s*["'](\.[^"']+)["']/g;
  const from = (address) => (address.startsWith("/") ? path.join("dist", address) : path.join(path.dirname(file), address));
  return [...text.matchAll(pattern)].map(([, address]) => from(address));
};
const start = new Set([path.join("dist", "index.html")]);
for (const file of start) {
  if (/\.(js|html)$/.test(file)) references(file).forEach((each) => code.includes(each) && start.add(each));
}

const print = (title, part) => {
  let sum = 0;
  for (const file of part) {
    console.log(`${kilobytes(file).toFixed(1)} kB  ${path.relative("dist", file)}`);
    sum += kilobytes(file);
  }
  console.log(`${title}: ${sum.toFixed(1)} kB gzip\n`);
};
print("UI, loaded at start", [...start]);
print(
  "UI, loaded later",
  code.filter((file) => !start.has(file)),
);
const sizes = fonts.map((file) => fs.statSync(file).size / 1000);
console.log(`Fonts: ${sizes.reduce((sum, size) => sum + size, 0).toFixed(1)} kB`);
