import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { HiddenThing } from "../shell/bindings";
import type { Answer } from "../shell/shell";
import { at } from "../testing/archive";
import { library, region } from "../testing/library";
import { failed, ok } from "../testing/shell";
import { dayOf } from "../words/days";

const artist: HiddenThing = {
  id: 4,
  sort: "artists",
  name: "Tamsin Achterveld",
  fromSecs: null,
  toSecs: null,
};
const days: HiddenThing = {
  id: 5,
  sort: null,
  name: "",
  fromSecs: at("2019-07-31T22:00:00Z"),
  toSecs: at("2019-08-14T22:00:00Z"),
};
const hiding = (...lists: HiddenThing[][]) => {
  const last = lists.at(-1) ?? [];
  return { hiddenThings: () => Promise.resolve(ok(lists.shift() ?? last)) };
};

it("lists what is hidden, and says that nothing is deleted", async () => {
  await library(hiding([artist, days]));
  const list = await screen.findByRole("list", { name: "Hidden" });
  expect(within(list).getByText("Tamsin Achterveld")).toBeTruthy();
  expect(within(list).getByText("1 August – 14 August 2019")).toBeTruthy();
  expect((await region("2 things hidden")).textContent).toContain("Nothing is deleted");
});

it("counts a thing again, and the list is read anew", async () => {
  const { user, asked, shell } = await library({
    ...hiding([artist], []),
    unhide: () => {
      shell.emit.archive();
      return Promise.resolve(ok(null));
    },
  });
  await user.click(await screen.findByRole("button", { name: "Count again: Tamsin Achterveld" }));
  expect(asked("unhide")).toEqual([["unhide", 4]]);
  expect(await region("Nothing hidden")).toBeTruthy();
  expect(asked("hiddenThings")).toHaveLength(2);
});

it("says of two things alike what went wrong with each", async () => {
  const busy = { kind: "archiveBusy" } as const;
  const lists = [ok([artist])];
  const { user } = await library({
    hiddenThings: () => Promise.resolve(lists.shift() ?? failed(busy)),
    unhide: () => Promise.resolve(failed(busy)),
  });
  await user.click(await screen.findByRole("button", { name: "Count again: Tamsin Achterveld" }));
  const told = await screen.findAllByText(/archive/i, { selector: "[role=status]" });
  expect(told.filter((each) => each.textContent === told[0]?.textContent)).toHaveLength(2);
});

async function typed(from: string, to: string, answer: Answer<null> = ok(null)) {
  const opened = await library({
    ...hiding([], [days]),
    hideDays: () => {
      if (answer.status === "ok") opened.shell.emit.archive();
      return Promise.resolve(answer);
    },
  });
  const form = within(await screen.findByRole("form", { name: "Hide days" }));
  await opened.user.type(form.getByLabelText("Hide from"), from);
  await opened.user.type(form.getByLabelText("to"), to);
  await opened.user.click(form.getByRole("button", { name: "Hide these days" }));
  return opened;
}

it("hides a span of days", async () => {
  const { asked } = await typed("2019-08-01", "2019-08-14");
  const span = { firstDay: dayOf(2019, 7, 1), lastDay: dayOf(2019, 7, 14) };
  expect(asked("hideDays")).toEqual([["hideDays", span]]);
  expect(await region("1 thing hidden")).toBeTruthy();
});

it("days that end before they begin are not sent", async () => {
  const { asked } = await typed("2019-08-14", "2019-08-01");
  expect(screen.getByText("The last day is before the first.")).toBeTruthy();
  expect(asked("hideDays")).toHaveLength(0);
});

it("days that are not all there are not sent", async () => {
  const { asked } = await library(hiding([]));
  (await screen.findByRole("button", { name: "Hide these days" })).click();
  expect(asked("hideDays")).toHaveLength(0);
});

it("says when the days could not be hidden, and keeps them", async () => {
  await typed("2019-08-01", "2019-08-14", failed({ kind: "archiveReadOnly" }));
  const fields = await screen.findByRole<HTMLFormElement>("form", { name: "Hide days" });
  expect(within(fields).getByLabelText<HTMLInputElement>("Hide from").value).toBe("2019-08-01");
  expect(await screen.findAllByRole("region", { name: /written/ })).toHaveLength(1);
});
