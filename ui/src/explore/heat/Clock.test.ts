import { fireEvent, screen } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import { inside } from "../../testing/inside";
import { weekLives } from "../../testing/lives";
import Clock from "./Clock.svelte";
import type { WeekFilter } from "./week";

const cells = Array.from({ length: 168 }, (_, at) => (at === 4 * 24 + 22 ? 515 : at % 24));
const clock = (more: object = {}) => {
  const onchange = vi.fn<(filter: WeekFilter) => void>();
  const given = { cells, weekdays: [], hours: [], measure: "plays" as const, onchange, ...more };
  return { onchange, ...inside(Clock, given) };
};
const cell = (name: string) => screen.getByRole("gridcell", { name });
const friday22 = "Friday 22:00, 515 plays";

it("names the busiest hour", () => {
  clock();
  expect(screen.getByText(/Most on Friday at 22:00: 515 plays\.$/)).toBeTruthy();
});

it("names the busiest of the hours that are let through", () => {
  clock({ weekdays: [0] });
  expect(screen.getByText("Most on Monday at 23:00: 23 plays.")).toBeTruthy();
});

it("says what it shows in a sentence, and waits with it while the brush moves", async () => {
  const { again } = clock({ cells: weekLives.workdays });
  const words = "You listen at 07 and 20 to 23; on weekends late in the morning.";
  expect(screen.getByText(words)).toBeTruthy();
  await again({ cells: weekLives.nightShift, moving: true });
  expect(screen.getByText(words)).toBeTruthy();
  await again({ cells: weekLives.nightShift, moving: false });
  expect(screen.getByText("You listen at 23 to 03.")).toBeTruthy();
});

it("prints where each of its tones begins", () => {
  clock({ cells: weekLives.nightShift });
  expect(screen.getByRole("img", { name: "plays, tones from 0, 1, 60" })).toBeTruthy();
});

it("says seconds as minutes", () => {
  clock({ measure: "time", cells: cells.map((amount) => amount * 60) });
  expect(cell("Friday 22:00, 515\u00a0min")).toBeTruthy();
});

it("says of a cell that it is filtered out", () => {
  clock({ weekdays: [0, 1] });
  expect(cell(`${friday22}, filtered out`).getAttribute("aria-selected")).toBe("false");
});

it("says the new numbers once the hand rests", async () => {
  const { again } = clock();
  const quiet = cells.map(() => 3);
  await again({ moving: true, cells: quiet });
  expect(cell(friday22)).toBeTruthy();
  await again({ moving: false, cells: quiet });
  expect(cell("Friday 22:00, 3 plays")).toBeTruthy();
});

it("a press on a cell lets through its weekday and hour", async () => {
  const { user, onchange } = clock();
  await user.click(cell(friday22));
  expect(onchange).toHaveBeenCalledExactlyOnceWith({ weekdays: [4], hours: [22] });
});

it("dragging lets through a block", async () => {
  const { onchange } = clock();
  await fireEvent.pointerDown(cell(friday22));
  await fireEvent.pointerOver(cell("Saturday 23:00, 23 plays"));
  await fireEvent.pointerUp(window);
  expect(onchange).toHaveBeenCalledExactlyOnceWith({ weekdays: [4, 5], hours: [22, 23] });
});

it("a weekday's name takes it in", async () => {
  const { user, onchange } = clock({ weekdays: [2], hours: [22] });
  await user.click(screen.getByRole("rowheader", { name: "Friday" }));
  expect(onchange).toHaveBeenCalledExactlyOnceWith({ weekdays: [2, 4], hours: [22] });
});

it("an hour's name takes it out", async () => {
  const { user, onchange } = clock({ hours: [7, 22] });
  await user.click(screen.getByRole("columnheader", { name: "07:00" }));
  expect(onchange).toHaveBeenCalledExactlyOnceWith({ weekdays: [], hours: [22] });
});

it("is one stop for Tab, and arrow keys go on from it", async () => {
  const { user } = clock();
  cell("Monday 00:00, 0 plays").focus();
  await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}");
  expect(document.activeElement).toBe(cell("Tuesday 02:00, 2 plays"));
  const stops = screen.getAllByRole("gridcell").filter((each) => each.tabIndex === 0);
  expect(stops).toEqual([document.activeElement]);
});

it("Shift and arrow keys choose a block, Enter lets it through", async () => {
  const { user, onchange } = clock();
  cell(friday22).focus();
  await user.keyboard("{Shift>}{ArrowRight}{ArrowDown}{/Shift}{Enter}");
  expect(onchange).toHaveBeenCalledExactlyOnceWith({ weekdays: [4, 5], hours: [22, 23] });
});

it("Escape lets go of a choice that was begun", async () => {
  const { user, onchange } = clock();
  cell(friday22).focus();
  await user.keyboard("{Shift>}{ArrowRight}{/Shift}{Escape}{Enter}");
  expect(onchange).toHaveBeenCalledExactlyOnceWith({ weekdays: [4], hours: [23] });
});

it("keeps its keys from the rest of the window", async () => {
  const { user } = clock();
  const heard = vi.fn<() => void>();
  window.addEventListener("keydown", heard);
  cell(friday22).focus();
  await user.keyboard("{ArrowLeft}{Enter}");
  window.removeEventListener("keydown", heard);
  expect(heard).not.toHaveBeenCalled();
});
