import { expect, it } from "vitest";
import { parse, print, ranges, tabs, title, type Route } from "./route";

const all: Route[] = [
  ...tabs.flatMap((tab) => ranges.map((range) => ({ screen: "top", tab, range }) as const)),
  { screen: "recent" },
  { screen: "library" },
  { screen: "settings" },
  { screen: "connect" },
  { screen: "welcome" },
];

it.each(all.map((route) => [print(route), route] as const))(
  "%s comes back as it went",
  (text, route) => {
    expect(parse(text)).toEqual(route);
  },
);

it.each(["", "#", "#/", "#/nowhere", "#/top", "#/top/albums/ever"])(
  "%j leads to top tracks over four weeks",
  (text) => expect(parse(text)).toEqual({ screen: "top", tab: "tracks", range: "fourWeeks" }),
);

it("keeps the half of an address that it understands", () => {
  expect(parse("#/top/artists/ever")).toEqual({
    screen: "top",
    tab: "artists",
    range: "fourWeeks",
  });
});

it("gives every place a title of its own", () => {
  expect(new Set(all.map(title)).size).toBe(all.length);
  expect(title({ screen: "top", tab: "genres", range: "year" })).toBe(
    "Top genres, 1 year - Tonearm",
  );
});
