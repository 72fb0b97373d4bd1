import { describe, expect, it } from "vitest";
import type { ExploreQuestion } from "../shell/bindings";
import { detail } from "../testing/detail";
import { explored } from "../testing/explore";
import { ok, status } from "../testing/shell";
import { open } from "../testing/window";

const asksOf = (asked: (name: "explore") => unknown[][]) => {
  const [, last] = asked("explore").at(-1) ?? [];
  return (last as ExploreQuestion).filter.artists.only;
};

describe("the sample's Explore and the listener's own", () => {
  const own = status({ archivePlays: 12, revision: 1 });
  const sample = status({ archivePlays: 9, revision: 2, sample: true });
  const both = {
    explore: () => Promise.resolve(ok(explored())),
    exploreDetail: () => Promise.resolve(ok(detail())),
  };

  it("the sample is not asked for an artist of the listener's", async () => {
    const { shell, asked } = await open("#/explore?artist=mine", {
      ...both,
      status: () => Promise.resolve(ok(own)),
    });
    shell.emit.status(sample);
    await expect.poll(() => location.hash).toBe("#/explore");
    await expect.poll(() => asksOf(asked)).toEqual([]);
  });

  it("the listener's own history is not asked for an artist of the sample", async () => {
    const { shell, app, asked } = await open("#/recent", {
      ...both,
      status: () => Promise.resolve(ok({ ...sample, revision: 1 })),
    });
    app.router.go({ screen: "explore", query: "artist=invented" });
    shell.emit.status({ ...own, revision: 3 });
    await expect.poll(() => asksOf(asked)).toEqual([]);
    expect(location.hash).toBe("#/explore");
  });

  it("are remembered apart: the sample's is forgotten with it", async () => {
    const { shell, app } = await open("#/recent", {
      ...both,
      status: () => Promise.resolve(ok(own)),
    });
    app.router.go({ screen: "explore", query: "artist=mine" });
    app.router.go({ screen: "recent" });
    shell.emit.status(sample);
    expect(app.router.explore.query).toBe("");
    app.router.go({ screen: "explore", query: "artist=invented" });
    shell.emit.status({ ...own, revision: 3 });
    expect(app.router.explore.query).toBe("artist=mine");
  });

  it("a page of the sample does not outlive it", async () => {
    const { shell } = await open("#/explore/artists/invented", {
      ...both,
      status: () => Promise.resolve(ok({ ...sample, revision: 1 })),
    });
    shell.emit.status({ ...own, revision: 3 });
    await expect.poll(() => location.hash).toBe("#/explore");
  });
});
