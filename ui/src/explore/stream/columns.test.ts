import { expect, it } from "vitest";
import { dayOf } from "../../words/days";
import { columnEdges, columnName, columnsOf, means } from "./columns";

it.each([
  [1, 1, 1],
  [60, 1, 60],
  [61, 2, 31],
  [206, 4, 52],
])("%i bins are drawn as columns of %i each, %i of them", (bins, per, count) => {
  expect(columnsOf(bins)).toEqual({ bins, per, count });
});

it("a last column with fewer bins is no lower for it", () => {
  const columns = columnsOf(121);
  const of = means(
    Array.from({ length: 121 }, () => 9),
    columns,
  );
  expect(columns.per).toBe(3);
  expect(of).toHaveLength(41);
  expect(new Set(of)).toEqual(new Set([9]));
});

it("columns lie over their own bins, the last one too", () => {
  const edges = columnEdges(columnsOf(121), 100, 242);
  expect(edges[1]).toBe(106);
  expect(edges.slice(-2)).toEqual([340, 342]);
});

it("a column is named by all that is in it", () => {
  const starts = Array.from({ length: 206 }, (_, at) => dayOf(2010, at));
  const columns = columnsOf(206);
  const name = (at: number) => columnName({ unit: "month", starts }, columns, at);
  expect([name(0), name(51)]).toEqual(["Jan – Apr 2010", "Jan – Feb 2027"]);
  const few = starts.slice(0, 20);
  expect(columnName({ unit: "month", starts: few }, columnsOf(20), 4)).toBe("May 2010");
});
