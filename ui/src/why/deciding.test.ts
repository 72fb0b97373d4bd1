// Deciding otherwise than the rules, where a play is explained.

import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { expect, it } from "vitest";
import type { Shell } from "../shell/shell";
import { at } from "../testing/archive";
import { explored } from "../testing/explore";
import { failed, later, ok, play, recentPlays, status } from "../testing/shell";
import {
  amongOthers,
  began,
  explained,
  explanation,
  exported,
  ofAccount,
  recorded,
  row,
} from "../testing/why";
import { button, open } from "../testing/window";

const noon = at("2023-11-14T12:00:00Z");
const earlier = { ...explained(row("extendedHistory", began - 60)), beganSecs: began - 282 };
const ownPlay = explained({ ...ofAccount, joined: null, decided: true });
const joined = explained(exported, { ...recorded, joined: "decided", decided: true });

async function opened(more: Partial<Shell> = {}) {
  const window = await open("#/recent", {
    recent: () => Promise.resolve(ok(recentPlays([play("Newest", noon)]))),
    explainPlay: () =>
      Promise.resolve(ok(amongOthers(explained(exported, ofAccount, recorded), earlier))),
    keepApart: () => Promise.resolve(ok(amongOthers(ownPlay))),
    joinPlays: () => Promise.resolve(ok(amongOthers(joined))),
    takeBackDecision: () => Promise.resolve(ok(amongOthers(explained(exported, ofAccount)))),
    ...more,
  });
  await window.user.click(await button(/Newest: Why this play/));
  const dialog = await screen.findByRole("dialog", { name: "Why this play?" });
  await within(dialog).findByRole("region", { name: "One play, three rows" });
  return { ...window, dialog };
}

const rowsToSeparate = (dialog: HTMLElement) =>
  within(dialog).getAllByRole("button", { name: "Separate: this row is a play of its own" });

function separate(dialog: HTMLElement, place = 0): HTMLElement {
  const found = rowsToSeparate(dialog)[place];
  if (!found) throw new Error(`there is no row ${place} to separate`);
  return found;
}

it("a row that is taken for another one can be made a play of its own, and that undone", async () => {
  const { user, asked, dialog } = await opened();
  expect(rowsToSeparate(dialog)).toHaveLength(2);
  await user.click(separate(dialog));
  expect(asked("keepApart")).toEqual([["keepApart", ofAccount.row]]);
  expect(await within(dialog).findByText("You decided that it is a play of its own.")).toBeTruthy();
  // The list behind the dialog has one more play.
  expect(asked("recent")).toHaveLength(2);

  await user.click(
    within(dialog).getByRole("button", { name: "Undo what you decided about this row" }),
  );
  expect(asked("takeBackDecision")).toEqual([["takeBackDecision", ofAccount.row]]);
  expect(await within(dialog).findByRole("region", { name: "One play, two rows" })).toBeTruthy();
  expect(rowsToSeparate(dialog)).toHaveLength(1);
});

it("the row that counts can't be separated from itself", async () => {
  const { dialog } = await opened();
  const [counts, ...others] = within(dialog).getAllByRole("listitem");
  expect(counts?.textContent).toContain("counts");
  expect(counts?.querySelector("button")).toBeNull();
  expect(others[0]?.querySelector("button")).not.toBeNull();
});

it("a play can be joined to one around it, which it then counts as", async () => {
  const { user, asked, dialog } = await opened();
  await user.click(within(dialog).getByText("Is it the same play as another one?"));
  const list = within(dialog).getByRole("list", { name: "Plays around it" });
  await user.click(within(list).getByRole("button", { name: /^It is the same play as Room With/ }));
  expect(asked("joinPlays")).toEqual([["joinPlays", exported.row, earlier.rows[0]?.row]]);
  expect(await within(dialog).findByText("You decided that it is the same play.")).toBeTruthy();
  expect(within(dialog).queryByText("Is it the same play as another one?")).toBeNull();
});

it("while it counts again it says so, and a second press does nothing", async () => {
  const slow = later<ReturnType<typeof amongOthers>>();
  const { user, asked, dialog } = await opened({ keepApart: () => slow.answer });
  await user.click(separate(dialog));
  expect(await within(dialog).findByText("Counting again")).toBeTruthy();
  expect(separate(dialog, 1).getAttribute("aria-disabled")).toBe("true");
  await user.click(separate(dialog, 1));
  expect(asked("keepApart")).toHaveLength(1);
  slow.arrive(ok(amongOthers(ownPlay)));
  expect(await within(dialog).findByText("You decided that it is a play of its own.")).toBeTruthy();
});

it("what can't be decided leaves the play on show, says why, and can be tried again", async () => {
  const answers = [failed({ kind: "archiveBusy" }), ok(amongOthers(ownPlay))] as const;
  const waiting = [...answers];
  const { user, asked, dialog } = await opened({
    keepApart: () => Promise.resolve(waiting.shift() ?? answers[1]),
  });
  await user.click(separate(dialog, 1));
  const again = await within(dialog).findByRole("button", { name: "Try again" });
  expect(within(dialog).getByRole("region", { name: "One play, three rows" })).toBeTruthy();
  await user.click(again);
  expect(await within(dialog).findByText("You decided that it is a play of its own.")).toBeTruthy();
  expect(asked("keepApart")).toEqual([
    ["keepApart", recorded.row],
    ["keepApart", recorded.row],
  ]);
});

it("behind a number too, a row can be separated, and the number is asked for again", async () => {
  const { user, shell, asked } = await open("#/explore", {
    status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))),
    explore: () => Promise.resolve(ok(explored())),
    explainNumber: () => Promise.resolve(ok(explanation())),
    keepApart: () => Promise.resolve(ok(amongOthers(ownPlay))),
  });
  await user.click(await button("Why this number?"));
  const two = await screen.findByRole("region", { name: "One play, three rows" });
  await user.click(separate(two));
  expect(asked("keepApart")).toEqual([["keepApart", ofAccount.row]]);
  shell.emit.archive();
  await expect.poll(() => asked("explainNumber").length).toBe(2);
});

it("the plays around it are accessible", async () => {
  const { user, dialog } = await opened();
  await user.click(within(dialog).getByText("Is it the same play as another one?"));
  const { violations } = await axe.run(dialog, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
