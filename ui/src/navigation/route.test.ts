import { expect, it } from "vitest";
import { parse, print, ranges, tabs, title, type Route } from "./route";

const all: Route[] = [
  ...tabs.flatMap((tab) => ranges.map((range) => ({ screen: "top", tab, range }) as const)),
  { screen: "top", tab: "genres", range: "all" },
  { screen: "top", tab: "genres", range: "year", weight: "genre" },
  { screen: "explore", query: "" },
  { screen: "explore", query: "from=2019-03-12&genre=R%26B+%23+%3F+%2F" },
  { screen: "detail", sort: "artists", key: "spotify:artist:1", query: "" },
  { screen: "detail", sort: "genres", key: "R&B / soul? #1 %", query: "rule=end&by=time" },
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

it.each([
  ["#/top/genres", { tab: "genres", range: "all" }],
  ["#/top/genres/ever", { tab: "genres", range: "all" }],
  ["#/top/genres/all/weight", { tab: "genres", range: "year", weight: "genre" }],
  ["#/top/genres/year/weight/families", { tab: "genres", range: "year", weight: "family" }],
  ["#/top/tracks/all", { tab: "tracks", range: "year" }],
  ["#/top/tracks/year/weight", { tab: "tracks", range: "year" }],
])("%s is a ranking that there is", (text, route) => {
  expect(parse(text)).toEqual({ screen: "top", ...route });
});

it("families have an address, and so has a section of Settings", () => {
  const families = { screen: "top", tab: "genres", range: "year", weight: "family" } as const;
  expect(parse(print(families))).toEqual(families);
  const section = { screen: "settings", section: "genres" } as const;
  expect(parse(print(section))).toEqual(section);
  expect(parse("#/settings/nothing")).toEqual({ screen: "settings" });
});

it("keeps of a question what it understands", () => {
  expect(parse("#/explore?day=9&by=time&year=soon")).toEqual({
    screen: "explore",
    query: "by=time",
  });
});

it.each(["#/explore/moods/blue", "#/explore/artists", "#/explore/artists/%E0%A4%A"])(
  "%s leads to Explore",
  (text) => expect(parse(text)).toEqual({ screen: "explore", query: "" }),
);

it("takes to the page of one thing only what counts and what ranks", () => {
  expect(parse("#/explore/tracks/a?from=2019-01-01&by=time&list=albums")).toEqual({
    screen: "detail",
    sort: "tracks",
    key: "a",
    query: "by=time",
  });
});

it("gives every screen a title of its own", () => {
  const others = all.filter((route) => route.screen !== "explore");
  expect(new Set(others.map(title)).size).toBe(others.length);
  expect(title({ screen: "top", tab: "genres", range: "year" })).toBe(
    "Top genres, 1 year - Tonearm",
  );
});
