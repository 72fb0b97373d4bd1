// The rules about imports do forbid what they are meant to: in modules, in components, and for types as well.
// @vitest-environment node

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const component = (imports: string) => `<script lang="ts">\n  ${imports}\n</script>\n`;
const forbidden: Record<string, string> = {
  "src/shell/a.ts": 'import { count } from "../words/amounts";\nexport default count;\n',
  "src/words/a.ts": 'import { home } from "../navigation/route";\nexport default home;\n',
  "src/navigation/a.ts": 'export type { Row } from "../parts/row";\n',
  "src/parts/A.svelte": component('import Figure from "../figure/Figure.svelte";'),
  "src/figure/A.svelte": component('import { playlistState } from "../playlist";'),
  "src/explore/filter/a.ts":
    'import type { Tonearm } from "../../app/state.svelte";\nexport default {} as Tonearm;\n',
  "src/top/A.svelte": component('import Save from "../playlist/SaveButton.svelte";'),
  "src/library/import/a.ts":
    'import { when } from "../../detail/discovery";\nexport default when;\n',
  "src/genres/a.ts":
    'import { chipsOf } from "../explore/filter/chips";\nexport default chipsOf;\n',
  "src/quick-view.ts":
    'import { routeOf } from "./explore/state.svelte";\nexport default routeOf;\n',
  "src/app/a.ts": 'import { ok } from "../testing/shell";\nexport default ok;\n',
};
const circles: Record<string, string> = {
  "src/recent/one.ts": 'import type { Two } from "./two";\nexport type One = Two;\n',
  "src/recent/two.ts": 'import type { One } from "./one";\nexport type Two = One;\n',
  "src/recent/One.svelte": component('import Two from "./Two.svelte";'),
  "src/recent/Two.svelte": component('import One from "./One.svelte";'),
};
const allowed: Record<string, string> = {
  "src/top/a.ts": 'import { SaveButton } from "../playlist";\nexport default SaveButton;\n',
  "src/explore/filter/b.ts":
    'import { exploreState } from "../state.svelte";\nexport default exploreState;\n',
  "src/app/b.ts": 'import { Top } from "../top/Top.svelte";\nexport default Top;\n',
  "src/tray/b.ts": 'import { openRow } from "../navigation/rows";\nexport default openRow;\n',
  "src/top/b.test.ts": 'import { ok } from "../testing/shell";\nexport default ok;\n',
};

interface Finding {
  filename: string;
  code: string;
}
let folder = "";
let findings: Finding[] = [];

beforeAll(() => {
  const ui = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "tonearm-lint-"));
  symlinkSync(join(ui, "node_modules"), join(folder, "node_modules"), "junction");
  for (const file of ["oxlint.config.js", "package.json", "tsconfig.json"]) {
    cpSync(join(ui, file), join(folder, file));
  }
  for (const [path, text] of Object.entries({ ...forbidden, ...circles, ...allowed })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const oxlint = join(ui, "node_modules", "oxlint", "bin", "oxlint");
  const options = [oxlint, "-c", "oxlint.config.js", "--format=json", "src"];
  const { stdout } = spawnSync(process.execPath, options, { cwd: folder, encoding: "utf8" });
  findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const codes = (path: string) =>
  findings
    .filter(({ filename }) => filename.replaceAll("\\", "/") === path)
    .map(({ code }) => code);

it.each(Object.keys(forbidden))("%s imports what it must not know", (path) => {
  expect(codes(path)).toContain("eslint(no-restricted-imports)");
});

it.each(Object.keys(circles))("%s is part of a circle", (path) => {
  expect(codes(path)).toContain("import(no-cycle)");
});

it.each(Object.keys(allowed))("%s is allowed", (path) => {
  expect(codes(path)).toEqual([]);
});
