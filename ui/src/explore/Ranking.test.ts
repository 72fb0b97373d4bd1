import { screen, within } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import { defaultQuestion } from "../navigation/question";
import { explored, exploreRows } from "../testing/explore";
import { inside } from "../testing/inside";
import Ranking from "./Ranking.svelte";

const given = {
  answer: explored(),
  question: defaultQuestion,
  answered: defaultQuestion,
  moving: false,
  href: () => "#",
  onlevel: () => undefined,
  onsort: () => undefined,
  onpick: () => undefined,
};
const rows = () => within(screen.getByRole("list", { name: /^Top / })).getAllByRole("listitem");
const all = exploreRows().length;
const covers = () => rows().map((row) => row.querySelector(".place") !== null);

afterEach(() => {
  vi.restoreAllMocks();
});

it("draws the ranks that can be seen while the hand moves, and all of them when it rests", async () => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(44);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(
    new DOMRect(0, innerHeight - 66, 472, 44 * all),
  );
  const { again } = inside(Ranking, given);
  expect(rows()).toHaveLength(all);

  await again({ moving: true });
  expect(rows()).toHaveLength(2);

  await again({ moving: false });
  expect(rows()).toHaveLength(all);
});

it("has a column of covers where there is one, and keeps it while the hand moves", async () => {
  const cover = { small: "small.jpg", large: "large.jpg" };
  const { again } = inside(Ranking, given);
  expect(covers()).not.toContain(true);

  const [first, ...rest] = exploreRows();
  const some = explored({ rows: first ? [Object.assign(first, { cover }), ...rest] : [] });
  await again({ answer: some, moving: true });
  expect(covers()).not.toContain(true);
  await again({ answer: some });
  expect(covers()).not.toContain(false);
});
