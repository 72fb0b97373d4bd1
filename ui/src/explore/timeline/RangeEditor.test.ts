import { screen, within } from "@testing-library/svelte";
import { beforeEach, expect, it } from "vitest";
import { lifeFirst, today } from "../../testing/explore";
import { inside } from "../../testing/inside";
import RangeEditor from "./RangeEditor.svelte";
import { SavedRanges } from "./ranges.svelte";

beforeEach(() => localStorage.clear());

it("a saved range that was deleted can be put back in its place", async () => {
  const saved = new SavedRanges();
  for (const name of ["Vienna", "Graz"]) saved.save(name, { fromDay: 17_967, toDay: null });
  const life = { firstDay: lifeFirst, lastDay: today };
  const range = { fromDay: null, toDay: null };
  const { user } = inside(RangeEditor, { life, today, range, saved, onrange() {}, onclose() {} });
  await user.click(screen.getByRole("button", { name: "Delete Vienna" }));
  const list = within(screen.getByRole("list", { name: "Saved ranges" }));
  expect(list.getAllByRole("listitem")).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Put it back" }));
  expect(new SavedRanges().all.map(({ name }) => name)).toEqual(["Vienna", "Graz"]);
  expect(list.getAllByRole("listitem")).toHaveLength(2);
});
