import { expect, it } from "vitest";
import { matching } from "./commands";

const all = ["Top tracks", "Top artists", "Recent"].map((name) => ({ name, keys: "", run() {} }));
const names = (typed: string) => matching(all, typed).map(({ name }) => name);

it("finds a command by parts of its name, in any order", () => {
  expect(names("art top")).toEqual(["Top artists"]);
});

it("lists all of them before anything is typed", () => {
  expect(names("  ")).toHaveLength(3);
});
