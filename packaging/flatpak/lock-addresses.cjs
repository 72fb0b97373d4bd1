// `node lock-addresses.cjs LOCK`: writes into an npm lock file where each package comes from. Ours leaves it out, so that it holds for any
// registry; without a network npm has nobody to ask.

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");

const [file] = process.argv.slice(2);
const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim().replace(/\/$/, "");
const lock = JSON.parse(fs.readFileSync(file, "utf8"));
for (const [place, entry] of Object.entries(lock.packages)) {
  // The first is the project itself, and a link is to a folder.
  if (place === "" || entry.link) continue;
  const name = entry.name ?? place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
  const archive = `${name.split("/").pop()}-${entry.version}.tgz`;
  entry.resolved ??= `${registry}/${name}/-/${archive}`;
}
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
