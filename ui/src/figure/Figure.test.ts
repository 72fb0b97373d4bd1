import { fireEvent, screen, within } from "@testing-library/svelte";
import { createRawSnippet, tick } from "svelte";
import { expect, it } from "vitest";
import { inside } from "../testing/inside";
import { failed } from "../testing/shell";
import Figure from "./Figure.svelte";

const children = createRawSnippet(() => ({ render: () => "<p>A drawing</p>" }));
const table = { head: ["Artist", "plays"], rows: [["=Mirador", 1204] as (string | number)[]] };
const given = { title: "Who, over time", name: "stream", table, children };
const more = () => screen.getByRole("button", { name: "Who, over time: table and copies" });
const button = (name: string) => screen.getByRole("button", { name });

it("is a region by the name of its heading", () => {
  inside(Figure, given);
  expect(screen.getByRole("region", { name: "Who, over time" })).toBeTruthy();
});

it("keeps its actions out of the way until they are asked for", async () => {
  const { user } = inside(Figure, given);
  expect(screen.queryByRole("button", { name: "Copy as CSV" })).toBeNull();
  await user.click(more());
  expect(button("Copy as CSV")).toBeTruthy();
});

it("Escape closes them and gives the focus back", async () => {
  const { user } = inside(Figure, given);
  await user.click(more());
  await user.tab();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("button", { name: "Copy as CSV" })).toBeNull();
  expect(document.activeElement).toBe(more());
});

it("where a click gives no focus, as on macOS, Escape still closes them and a press elsewhere too", async () => {
  const { user } = inside(Figure, given);
  await fireEvent.click(more());
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("button", { name: "Copy as CSV" })).toBeNull();
  await fireEvent.click(more());
  await fireEvent.pointerDown(document.body);
  expect(screen.queryByRole("button", { name: "Copy as CSV" })).toBeNull();
});

it("where a press takes the focus away, as on macOS, the pressed action is done all the same", async () => {
  inside(Figure, given);
  more().focus();
  await fireEvent.click(more());
  await fireEvent.pointerDown(button("Show as table"));
  more().blur();
  await tick();
  await fireEvent.click(button("Show as table"));
  expect(screen.getByRole("table", { name: "Who, over time" })).toBeTruthy();
});

it("shows the same numbers as a table, and the chart again", async () => {
  const { user } = inside(Figure, given);
  await user.click(more());
  await user.click(button("Show as table"));
  const shown = screen.getByRole("table", { name: "Who, over time" });
  expect(within(shown).getByRole("columnheader", { name: "plays" })).toBeTruthy();
  expect(within(shown).getByRole("row", { name: "=Mirador 1,204" })).toBeTruthy();
  await user.click(more());
  await user.click(button("Show as chart"));
  expect(screen.getByText("A drawing")).toBeTruthy();
});

it("a long table can be scrolled by keys", async () => {
  const { user } = inside(Figure, given);
  await user.click(more());
  await user.click(button("Show as table"));
  expect(screen.getByRole("region", { name: "Who, over time, table" }).tabIndex).toBe(0);
});

it("copies the table as text that no spreadsheet runs, and says so", async () => {
  const { user, asked } = inside(Figure, given);
  await user.click(more());
  await user.click(button("Copy as CSV"));
  expect(asked("copy")).toEqual([["copy", "Artist,plays\r\n'=Mirador,1204\r\n"]]);
  expect(screen.getByRole("status").textContent).toBe("Copied");
});

it("says when nothing could be copied", async () => {
  const error = { kind: "unexpected" as const, what: "No clipboard." };
  const { user } = inside(Figure, given, { copy: () => Promise.resolve(failed(error)) });
  await user.click(more());
  await user.click(button("Copy as CSV"));
  const said = screen.getByRole("status").textContent;
  expect(said).not.toBe("");
  expect(said).not.toBe("Copied");
});
