// The window at its Library, with plays and no account.

import { screen } from "@testing-library/svelte";
import type { ImportStatus } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { archive, archiveTotals } from "./archive";
import { nobody, ok } from "./shell";
import { open } from "./window";

const withPlays = { status: () => Promise.resolve(ok(nobody({ archivePlays: 252_508 }))) };
export const library = (answers: Partial<Shell> = {}) =>
  open("#/library", {
    ...withPlays,
    archive: () => Promise.resolve(ok(archive())),
    archiveTotals: () => Promise.resolve(ok(archiveTotals)),
    importStatus: () => Promise.resolve(ok(null)),
    dismissImport: () => Promise.resolve(ok(null)),
    ...answers,
  });
export const withImport = (now: ImportStatus): Partial<Shell> => ({
  importStatus: () => Promise.resolve(ok(now)),
});
export const region = (name: string | RegExp) => screen.findByRole("region", { name });
