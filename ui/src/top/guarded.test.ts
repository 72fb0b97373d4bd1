// One of the parts of the played genres cannot be drawn: the others are.

import { screen } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import type { ExploreAnswer, ExploreQuestion } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { explored, exploreRows } from "../testing/explore";
import { genreTree, underWay } from "../testing/genres";
import { ok, status } from "../testing/shell";
import { heading, open } from "../testing/window";

const written = vi.spyOn(console, "error");
beforeEach(() => void written.mockClear().mockImplementation(() => {}));

interface Broken {
  /** Everything in the time. */
  overview?: Partial<ExploreAnswer>;
  /** Who plays the selected genre. */
  players?: Partial<ExploreAnswer>;
}
const nothing = null as unknown as [];

async function start({ overview, players }: Broken): Promise<void> {
  const rows = exploreRows("artists");
  const answers: Partial<Shell> = {
    status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))),
    learning: () => Promise.resolve(ok(underWay())),
    genreTree: () => Promise.resolve(ok(genreTree())),
    explore: ({ filter }: ExploreQuestion) =>
      Promise.resolve(
        ok(explored({ rows, ...(filter.genres.only.length > 0 ? players : overview) })),
      ),
  };
  await open("#/top/genres/all", answers);
}
const families = () => screen.findByRole("tree", { name: /^Families/ });
const artists = () => screen.findByRole("list", { name: /^Who plays modal jazz/ });
const chart = () => screen.findByRole("region", { name: "Families, over time" });
const fault = (what: string) => screen.findByRole("region", { name: `${what} could not be drawn` });

it("without the chart over time, the families and who plays them are there", async () => {
  await start({ overview: { stream: { ...explored().stream, bands: nothing } } });
  expect(await fault("The chart over time")).toBeTruthy();
  expect(await families()).toBeTruthy();
  expect(await artists()).toBeTruthy();
  expect((await heading()).textContent).toContain("Modal jazz");
});

it("without the artists, the families and the chart are there", async () => {
  await start({ players: { rows: nothing } });
  expect(await fault("The list of artists")).toBeTruthy();
  expect(await families()).toBeTruthy();
  expect(await chart()).toBeTruthy();
});
