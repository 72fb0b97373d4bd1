import { expect, it } from "vitest";
import { play, recentPlays } from "../testing/shell";
import { withFirstPage, withOlderPage } from "./pages";

const page = (names: string, next: string | null, from: number) =>
  recentPlays(
    [...names].map((name, at) => play(name, from - at)),
    { next },
  );
const names = (list: { rows: { name: string }[] }) => list.rows.map(({ name }) => name).join("");

it("an older page goes on where the list ends, and no play comes twice", () => {
  const all = withOlderPage(page("edc", "1", 5), page("cba", null, 3));
  expect(names(all)).toBe("edcba");
  expect(all.next).toBeNull();
});

it("a newer first page keeps what was read beyond it", () => {
  const before = withOlderPage(page("edc", "1", 5), page("ba", "2", 2));
  const all = withFirstPage(before, page("gfe", "3", 7));
  expect(names(all)).toBe("gfedcba");
  expect(all.next).toBe("2");
});

it("begins anew where plays may lie between the two that nobody has read", () => {
  const all = withFirstPage(page("ba", null, 2), page("zyx", "9", 30));
  expect(names(all)).toBe("zyx");
  expect(all.next).toBe("9");
});

it("takes a page that is the whole list as it is", () => {
  expect(names(withFirstPage(page("cba", null, 3), page("cb", null, 3)))).toBe("cb");
});

it("two plays of one track stay two", () => {
  const before = recentPlays([play("a", 9), play("a", 5)], { next: "1" });
  expect(withOlderPage(before, recentPlays([play("a", 5), play("a", 1)])).rows).toHaveLength(3);
});

it("a gap that two pages tell is there once, and one beyond the first page stays", () => {
  const [near, far] = [
    { fromSecs: 3, toSecs: 4, kind: "missing" as const },
    { fromSecs: 1, toSecs: 2, kind: "mayBeMissing" as const },
  ];
  const before = { ...page("dc", "1", 5), gaps: [near] };
  const all = withOlderPage(before, { ...page("ba", "2", 2), gaps: [near, far] });
  expect(all.gaps).toEqual([near, far]);
  expect(withFirstPage(all, { ...page("ed", "3", 6), gaps: [] }).gaps).toEqual([near, far]);
});
