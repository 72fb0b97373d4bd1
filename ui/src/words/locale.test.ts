import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

async function on(language: string) {
  vi.stubGlobal("navigator", { language, userAgent: "" });
  const { numeral, size, duration } = await import("./amounts");
  const { monthFirst } = await import("./locale");
  const { measured } = await import("./measured");
  return {
    says: [numeral(148_732), size(1_200), duration(1_840), measured(4_334_400, "time")],
    monthFirst,
  };
}

it.each([
  ["en-US", ["148,732", "1.2 MB", "1.8 s", "1,204 h"]],
  ["de-DE", ["148.732", "1,2 MB", "1,8 s", "1.204 h"]],
  ["en-IN", ["1,48,732", "1.2 MB", "1.8 s", "1,204 h"]],
  ["ar-EG", ["148,732", "1.2 MB", "1.8 s", "1,204 h"]],
  ["no such language", ["148,732", "1.2 MB", "1.8 s", "1,204 h"]],
])("numbers on a system in %s", async (language, says) => {
  const plain = (await on(language)).says.map((each) => each.replace(/\s/g, " "));
  expect(plain).toEqual(says);
});

it.each([
  ["en-US", true],
  ["en-GB", false],
  ["de-DE", false],
  ["ja-JP", false],
])("on a system in %s, the month comes first: %s", async (language, first) => {
  expect((await on(language)).monthFirst).toBe(first);
});
