import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { detail, exploreRow } from "../testing/detail";
import { ok, status } from "../testing/shell";
import { open } from "../testing/window";

const cover = { small: "https://i.scdn.co/image/1", large: "https://i.scdn.co/image/2" };

async function tracks(covers: (typeof cover | null)[]) {
  const top = covers.map((each, at) => exploreRow(`Track ${at}`, 9 - at, { cover: each }));
  await open("#/explore/artists/artist%3Amirador", {
    status: () => Promise.resolve(ok(status({ archivePlays: 12 }))),
    exploreDetail: () => Promise.resolve(ok(detail({ top }))),
  });
  return within(await screen.findByRole("list", { name: "Its tracks" }));
}

it("has no column of empty places where no cover is known", async () => {
  const list = await tracks([null, null]);
  expect(list.getAllByRole("listitem")).toHaveLength(2);
  expect(list.queryAllByRole("img", { name: "No cover" })).toEqual([]);
});

it("beside known covers, an unknown one has the drawing that stands for it everywhere", async () => {
  const list = await tracks([cover, null]);
  expect(list.getAllByRole("img", { name: "No cover" })).toHaveLength(1);
});
