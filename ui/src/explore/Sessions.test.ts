import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { inside } from "../testing/inside";
import { dayOf } from "../words/days";
import Sessions from "./Sessions.svelte";

const totals = {
  plays: 13_474,
  secs: 0,
  tracks: 0,
  artists: 0,
  albums: 0,
  days: 0,
  newArtists: 0,
};
const answer = {
  life: { firstDay: dayOf(2009), lastDay: dayOf(2026) },
  range: { firstDay: dayOf(2019), lastDay: dayOf(2021) },
  sessions: {
    count: 1204,
    typicalMins: 42,
    longestMins: 372,
    longestPlays: 98,
    longestDay: dayOf(2020, 4, 4),
    longestMinute: 1390,
  },
  streaks: {
    currentDays: 12,
    longest: { firstDay: dayOf(2020, 2, 3), lastDay: dayOf(2020, 3, 16) },
  },
  skipped: 2160,
  skipsKnown: 12_004,
  discoveredPlays: 4177,
  totals,
};
const said = (name: string) =>
  screen.getByText(name).nextElementSibling?.textContent.replace(/\s+/g, " ").trim();

it.each([
  ["Typical session", "42 min of 1,204 sessions"],
  ["Longest session", "6 h 12 min 98 plays, from 4 May 2020, 23:10"],
  ["Days in a row", "12 days up to now"],
  ["Most days in a row", "45 days 3 Mar – 16 Apr 2020"],
  ["Skipped", "18 % of 12,004 starts, including short ones"],
  ["Discovery", "31 % of the 13,474 plays went to artists new to you"],
])("says of %s: %s", (name, words) => {
  inside(Sessions, { answer });
  expect(said(name)).toBe(words);
});

it("makes nothing of new artists where the whole life is on show: all of them were new", () => {
  inside(Sessions, { answer: { ...answer, range: answer.life } });
  expect(screen.queryByText("Discovery")).toBeNull();
  expect(screen.getByText("Skipped")).toBeTruthy();
});

it("makes no claim about what is not known", () => {
  const none = { ...answer, sessions: null, skipsKnown: 0, totals: { ...totals, plays: 0 } };
  inside(Sessions, { answer: { ...none, streaks: { currentDays: 0, longest: null } } });
  const region = screen.getByRole("region", { name: "How you listen" });
  expect(
    within(region)
      .getAllByRole("term")
      .map((each) => each.textContent),
  ).toEqual(["Days in a row"]);
  expect(said("Days in a row")).toBe("No streak now");
});
