import { expect, it } from "vitest";
import { genreTree, jazz } from "../testing/genres";
import { entryOf, firstGenre, someFamilies, treeRows } from "./tree";

const branch = (name: string, depth: number, amount: number) => {
  return { key: `tonearm:genre:${name}`, name, depth, amount, artists: 1 };
};
const names = (...given: Parameters<typeof treeRows>) =>
  treeRows(...given).map(({ kind, name, hidden }) => (kind === "more" ? hidden : name));

it("the first genre is the largest of all families, and no family", () => {
  expect(firstGenre(genreTree())?.name).toBe("modal jazz");
  expect(firstGenre(genreTree({ families: [] }))).toBeNull();
});

it("finds a genre and a family by key", () => {
  expect(entryOf(genreTree(), jazz)?.name).toBe("jazz");
  expect(entryOf(genreTree(), "tonearm:genre:ambient")?.artists).toBe(171);
  expect(entryOf(genreTree(), "tonearm:genre:polka")).toBeNull();
});

it("a genre that is on show has those above it on show", () => {
  const [first] = genreTree().families;
  const genres = [
    branch("small", 1, 1),
    branch("smaller", 2, 0),
    branch("deep", 3, 90),
    branch("beside", 1, 80),
    branch("third", 1, 70),
    branch("fourth", 1, 60),
    branch("fifth", 1, 50),
  ];
  const families = first ? [{ ...first, genres }] : [];
  expect(names(genreTree({ families }), {}, 1)).toEqual([
    "jazz",
    "small",
    "smaller",
    "deep",
    "beside",
    "third",
    "fourth",
    1,
  ]);
});

it("a closed family names two of its genres", () => {
  const rows = treeRows(genreTree(), { [jazz]: "closed" }, someFamilies);
  expect(rows[0]).toMatchObject({ opened: "closed", hint: "modal jazz, hard bop, 4 more" });
  expect(rows[1]?.name).toBe("electronic");
});

it("bars share one scale", () => {
  const rows = treeRows(genreTree(), {}, someFamilies);
  expect(rows[0]?.share).toBe(1);
  expect(rows.find(({ name }) => name === "dub techno")?.share).toBeCloseTo(14_378 / 44_572);
});

it("shows as many families as there is room for", () => {
  expect(names(genreTree(), { [jazz]: "closed" }, 1)).toEqual(["jazz"]);
});
