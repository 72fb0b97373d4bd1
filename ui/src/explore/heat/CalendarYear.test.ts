import { fireEvent, screen } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import { inside } from "../../testing/inside";
import { dayOf } from "../../words/days";
import CalendarYear from "./CalendarYear.svelte";

const firstDay = dayOf(2020);
const march12 = dayOf(2020, 2, 12);
const given = {
  calendar: {
    year: 2020,
    firstDay,
    days: Array.from({ length: 366 }, (_, at) => (firstDay + at === march12 ? 14 : 0)),
  },
  range: { firstDay, lastDay: firstDay + 365 },
  weekdays: [] as number[],
  years: [2019, 2020, 2021],
  gaps: [
    { firstDay: dayOf(2020, 7, 1), lastDay: dayOf(2020, 7, 9), kind: "missing" as const },
    { firstDay: dayOf(2020, 8, 1), lastDay: dayOf(2020, 8, 9), kind: "mayBeMissing" as const },
  ],
  measure: "plays" as const,
};
const calendar = (more: object = {}) => {
  const [onyear, onday] = [
    vi.fn<(year: number) => void>(),
    vi.fn<(from: number, to: number) => void>(),
  ];
  return { onyear, onday, ...inside(CalendarYear, { ...given, ...more, onyear, onday }) };
};
const day = (name: string | RegExp) => screen.getByRole("gridcell", { name });

it("has every day of a leap year", () => {
  calendar();
  expect(screen.getAllByRole("gridcell")).toHaveLength(366);
  expect(day("Saturday 29 February 2020, 0 plays")).toBeTruthy();
});

it("a day in a gap is not said to be silent", () => {
  calendar();
  expect(day("Wednesday 5 August 2020, plays are missing")).toBeTruthy();
  expect(day("Saturday 5 September 2020, plays may be missing")).toBeTruthy();
});

it("says which days are outside the range or of another weekday", () => {
  calendar({ range: { firstDay, lastDay: march12 - 1 }, weekdays: [0, 1, 2, 3] });
  expect(day("Thursday 12 March 2020, 14 plays, outside the range")).toBeTruthy();
  expect(day("Friday 13 March 2020, 0 plays, filtered out")).toBeTruthy();
});

it("a press on a day makes it the range", async () => {
  const { user, onday } = calendar();
  await user.click(day(/^Thursday 12 March/));
  expect(onday).toHaveBeenCalledExactlyOnceWith(march12, march12);
});

it("dragging backwards chooses days in order", async () => {
  const { onday } = calendar();
  await fireEvent.pointerDown(day(/^Thursday 12 March/));
  await fireEvent.pointerOver(day(/^Friday 6 March/));
  await fireEvent.pointerUp(window);
  expect(onday).toHaveBeenCalledExactlyOnceWith(march12 - 6, march12);
});

it("arrow keys go by days and weeks, with Shift they choose", async () => {
  const { user, onday } = calendar();
  day(/^Thursday 12 March/).focus();
  await user.keyboard("{ArrowUp}{Shift>}{ArrowRight}{ArrowDown}{/Shift}{Enter}");
  expect(onday).toHaveBeenCalledExactlyOnceWith(march12 - 1, march12 + 7);
});

it("offers the other years", async () => {
  const { user, onyear } = calendar();
  expect(screen.queryByRole("button", { name: "2020" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "2021" }));
  expect(onyear).toHaveBeenCalledExactlyOnceWith(2021);
});

it("can be reached where the last day of a leap year was, in a common year", async () => {
  const { again } = calendar();
  day(/^Thursday 31 December/).focus();
  await fireEvent.keyDown(day(/^Thursday 31 December/), { key: "End" });
  const days = Array.from({ length: 365 }, () => 0);
  await again({ calendar: { year: 2021, firstDay: dayOf(2021), days } });
  expect(day(/^Friday 31 December 2021/).tabIndex).toBe(0);
});

it("says and labels the best day and the longest run, which wait while the brush moves", async () => {
  const days = given.calendar.days.map((plays, at) => (at > 100 && at < 127 ? 2 : plays));
  const { again } = calendar({ calendar: { ...given.calendar, days } });
  expect(screen.getByText(/^Best day 12 Mar, 14 plays; longest run 26 days/)).toBeTruthy();
  expect(screen.queryAllByText(/^(best day|26 days)$/)).toHaveLength(2);
  await again({ calendar: { ...given.calendar, days }, moving: true });
  expect(screen.queryAllByText(/^(best day|26 days)$/)).toHaveLength(0);
});
