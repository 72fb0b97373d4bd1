import { expect, test } from "vitest";
import { zoneWords } from "../words/times";
import { zonesByArea } from "./zones";

test("every zone is in one area, in the order of the names", () => {
  const areas = zonesByArea(null);
  const europe = areas.find(({ area }) => area === "Europe");
  expect(europe?.zones).toContain("Europe/Vienna");
  expect(europe?.zones).toEqual(europe?.zones.toSorted());
  const all = areas.flatMap(({ zones }) => zones);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain("UTC");
});

test("a chosen zone that the page does not know can still be seen", () => {
  const areas = zonesByArea("Moon/Tranquility_Base");
  expect(areas.find(({ area }) => area === "Moon")?.zones).toEqual(["Moon/Tranquility_Base"]);
});

test("names have spaces", () => {
  expect(zoneWords("America/Argentina/Buenos_Aires")).toBe("America/Argentina/Buenos Aires");
});
