import { fireEvent, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { expect, it, vi } from "vitest";
import type { ExploreQuestion, ExploreAnswer } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { explored, exploreRows, unplayed } from "../testing/explore";
import { failed, nobody, ok, status } from "../testing/shell";
import { button, heading, open } from "../testing/window";

const kept = { status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))) };
const answering = (answer: (question: ExploreQuestion) => ExploreAnswer): Partial<Shell> => ({
  ...kept,
  explore: (question) => Promise.resolve(ok(answer(question))),
});
const everything = answering(({ sort }) => explored({ rows: exploreRows(sort) }));
const start = (hash = "#/explore", answers: Partial<Shell> = everything) => open(hash, answers);
const ranking = (name: string) => screen.findByRole("list", { name });
const slider = (name: string) => screen.findByRole("slider", { name });
const at = (clientX: number) => ({ clientX, button: 0, pointerId: 1 });
const filters = () => screen.getByRole("list", { name: "Filters" });
const chip = (name: string) => within(filters()).queryByRole("button", { name });

it("shows how much it is, and of what", async () => {
  await start();
  expect((await heading()).textContent).toMatch(/13,474\s+plays/);
  expect(screen.getByText(/34 % of the 39,603 in this range/)).toBeTruthy();
  expect(document.title).toBe("Explore - Tonearm");
});

it("works with nobody signed in, as long as there are plays", async () => {
  await start("#/explore", {
    ...everything,
    status: () => Promise.resolve(ok(nobody({ archivePlays: 12 }))),
  });
  expect(await ranking("Top tracks")).toBeTruthy();
  expect((await button("Save as playlist")).getAttribute("aria-disabled")).toBe("true");
});

it("is Welcome while there is neither anybody nor anything", async () => {
  await start("#/explore", { status: () => Promise.resolve(ok(nobody())) });
  expect((await heading()).textContent).toBe("Drop the needle");
});

it("before the first play it offers to bring history", async () => {
  await start("#/explore", answering(unplayed));
  expect(await screen.findByRole("heading", { name: "No plays yet" })).toBeTruthy();
  expect(await button("Choose files")).toBeTruthy();
});

it("in the sample it waits for the history, which is still being made up", async () => {
  await start("#/explore", {
    ...answering(unplayed),
    status: () => Promise.resolve(ok(status({ sample: true }))),
  });
  expect(await screen.findByText("Making up twelve years of listening")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Choose files" })).toBeNull();
});

it("says what went wrong, and tries again when asked to", async () => {
  const answers = [failed({ kind: "archiveBusy" }), ok(explored())];
  const { user } = await start("#/explore", {
    ...kept,
    explore: () => Promise.resolve(answers.shift() ?? ok(explored())),
  });
  await user.click(await button("Try again"));
  expect(await ranking("Top tracks")).toBeTruthy();
});

it("asks again, in silence, when plays come in", async () => {
  const { shell, asked } = await start();
  await ranking("Top tracks");
  const before = asked("explore").length;
  shell.emit.plays(3);
  shell.emit.archive();
  await vi.waitFor(() => expect(asked("explore").length).toBeGreaterThan(before));
  expect(screen.getByRole("list", { name: "Top tracks" })).toBeTruthy();
});

it("saves what the filter shows as a playlist", async () => {
  const { user, asked } = await start("#/explore?genre=dub&rule=end&by=time");
  await ranking("Top tracks");
  await user.keyboard("{Control>}s{/Control}");
  expect(asked("suggestPlaylist")[0]?.[1]).toMatchObject({
    kind: "explored",
    filter: { genres: { only: ["dub"], never: [] } },
    rule: { kind: "toTheEnd" },
    measure: "time",
  });
});

it("a row pressed filters, and is marked", async () => {
  const { user } = await start("#/explore?list=artists");
  await user.click(await button("Filter by Vesper Kilometre"));
  expect(location.hash).toBe("#/explore?artist=spotify:artist:1&list=artists");
  const row = await button("Filter by Vesper Kilometre");
  expect(row.getAttribute("aria-pressed")).toBe("true");
  expect(chip("Artist Vesper Kilometre")).toBeTruthy();
});

it("a row's name leads to its page", async () => {
  await start("#/explore?by=time");
  const list = await ranking("Top tracks");
  const name = within(list).getByRole("link", { name: "Blue Enamel" });
  expect(name.getAttribute("href")).toBe("#/explore/tracks/spotify%3Atrack%3A0?by=time");
});

it("says how ranks moved", async () => {
  await start();
  const rows = within(await ranking("Top tracks")).getAllByRole("listitem");
  expect(
    rows.slice(0, 4).map((row) => /up \d|down \d|as before|new/.exec(row.textContent)?.[0]),
  ).toEqual(["up 2", "as before", "down 2", "new"]);
});

it("says plainly that no genre is known", async () => {
  const answer = answering(() => explored({ rows: [] }));
  await start("#/explore?list=genres", answer);
  expect(await screen.findByText("No genre is known here.")).toBeTruthy();
});

it("where nothing matches it names what to drop", async () => {
  const none = { ...explored().totals, plays: 0 };
  const { user } = await start(
    "#/explore?genre=jazz&day=7",
    answering(() => explored({ totals: none, rows: [] })),
  );
  const told = await screen.findByRole("region", { name: "Nothing matches" });
  await user.click(within(told).getByRole("button", { name: "Remove Days Sun" }));
  expect(location.hash).toBe("#/explore?genre=jazz");
});

it("drops the part of the filter whose cross is pressed", async () => {
  const { user } = await start("#/explore?genre=dub&-artist=Sleep+Ledger&day=1-5");
  await ranking("Top tracks");
  await user.click(await button("Remove Not Sleep Ledger"));
  expect(location.hash).toBe("#/explore?genre=dub&day=1-5");
});

it("finds an artist by name and leaves it out", async () => {
  const found = { sort: "artists", key: "k", name: "Sleep Ledger", under: "", plays: 9 } as const;
  const { user } = await start("#/explore", {
    ...everything,
    find: () => Promise.resolve(ok([found])),
  });
  await ranking("Top tracks");
  await user.keyboard("/");
  const dialog = await screen.findByRole("dialog", { name: "Filter" });
  await user.type(within(dialog).getByRole("searchbox"), "slee");
  await user.click(await within(dialog).findByRole("button", { name: "Never Sleep Ledger" }));
  expect(location.hash).toBe("#/explore?-artist=k");
  expect(chip("Not Sleep Ledger")).toBeTruthy();
});

it("every part of the filter can be chosen from the panel", async () => {
  const { user } = await start();
  await ranking("Top tracks");
  await user.keyboard("f");
  const dialog = await screen.findByRole("dialog", { name: "Filter" });
  const check = (name: string) => user.click(within(dialog).getByRole("checkbox", { name }));
  const choose = (name: string) => user.click(within(dialog).getByRole("radio", { name }));
  await check("Mon");
  await check("22");
  await check("podcasts");
  await check("Android");
  await check("Austria");
  await choose("Not skipped");
  await choose("On");
  await choose("to its end");
  expect(location.hash).toBe(
    "#/explore?day=1&hour=22&kind=music,podcast&skipped=no&shuffle=yes&on=android&in=AT&rule=end",
  );
});

it("takes dates as one types them", async () => {
  const { user } = await start();
  await ranking("Top tracks");
  await user.click(await button(/^12 Mar|^14 Oct/));
  const dialog = await screen.findByRole("dialog", { name: "Which days" });
  await user.type(within(dialog).getByRole("textbox", { name: "First day" }), "12.3.2019");
  await user.type(within(dialog).getByRole("textbox", { name: "Last day" }), "2019{Enter}");
  expect(location.hash).toBe("#/explore?from=2019-03-12&to=2019-12-31");
});

it("keeps these days under a name", async () => {
  const { user } = await start("#/explore?from=2019-03-12&to=2021-08-04");
  await ranking("Top tracks");
  await user.click(await button("12 Mar 2019 – 4 Aug 2021"));
  const dialog = await screen.findByRole("dialog", { name: "Which days" });
  await user.type(within(dialog).getByRole("textbox", { name: /^Name for/ }), "Vienna{Enter}");
  await user.click(within(dialog).getByRole("button", { name: "All" }));
  expect(location.hash).toBe("#/explore");
  await user.click(within(dialog).getByRole("button", { name: "Vienna" }));
  expect(location.hash).toBe("#/explore?from=2019-03-12&to=2021-08-04");
  await user.click(within(dialog).getByRole("button", { name: "Delete Vienna" }));
  expect(within(dialog).queryByRole("list", { name: "Saved ranges" })).toBeNull();
});

it("explains the number", async () => {
  const { user } = await start();
  await user.click(await button("Why this number?"));
  const dialog = await screen.findByRole("dialog", { name: "Why this number?" });
  expect(dialog.textContent).toMatch(/Europe\/Vienna/);
});

it("the upright arrows move an end of the brush too, and leave the ranking alone", async () => {
  const { user } = await start("#/explore?from=2020-03-01&to=2020-04-30");
  const first = await slider("First day");
  first.focus();
  await user.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(first);
  expect(first.getAttribute("aria-valuetext")).toContain("1 April 2020");
  await user.keyboard("{ArrowDown}");
  expect(first.getAttribute("aria-valuetext")).toContain("1 March 2020");
});

it("says why nothing was searched, and not that nothing is called so", async () => {
  const { user } = await start("#/explore", {
    ...everything,
    find: () => Promise.resolve(failed({ kind: "archiveBusy" })),
  });
  await ranking("Top tracks");
  await user.keyboard("f");
  await user.type(await screen.findByRole("searchbox"), "mir");
  expect((await screen.findByRole("alert")).textContent).toMatch(/archive/i);
  expect(screen.queryByText(/Nothing you heard/)).toBeNull();
});

it("the button over a row says whole what the row may cut", async () => {
  await start();
  const list = within(await ranking("Top tracks"));
  expect(list.getByRole("button", { name: "Filter by Salt Arithmetic" }).title).toBe(
    "Salt Arithmetic\nVesper Kilometre\nPress to filter, with Shift to leave out",
  );
});

it("the ends of the brush are sliders that say their days", async () => {
  const { user } = await start("#/explore?from=2019-03-12&to=2021-08-04");
  const first = await slider("First day");
  expect(first.getAttribute("aria-valuetext")).toBe("Tuesday 12 March 2019");
  first.focus();
  await user.keyboard("{ArrowRight}");
  expect(first.getAttribute("aria-valuetext")).toBe("Friday 12 April 2019");
  await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
  expect(first.getAttribute("aria-valuetext")).toBe("Thursday 11 April 2019");
  await vi.waitFor(() => expect(location.hash).toBe("#/explore?from=2019-04-11&to=2021-08-04"));
});

it("the timeline is told in words and as a table", async () => {
  const { user } = await start();
  await slider("First day");
  expect(screen.getByRole("img", { name: /^Bars by month, 2009 to 2026\. Most: / })).toBeTruthy();
  await user.click(await button("A life of listening: table and copies"));
  const [show] = screen.getAllByRole("button", { name: "Show as table" });
  if (show) await user.click(show);
  expect(await screen.findByRole("rowheader", { name: "Oct 2009" })).toBeTruthy();
});

it("a drag across the timeline draws a window, one entry of the history", async () => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1000);
  await start();
  await slider("First day");
  const timeline = screen.getByRole("group", { name: "Timeline" });
  const before = history.length;
  await fireEvent.pointerDown(timeline, at(300));
  await fireEvent.pointerMove(timeline, at(350));
  await fireEvent.pointerMove(timeline, at(400));
  await fireEvent.pointerUp(timeline, at(400));
  expect(location.hash).toMatch(/^#\/explore\?from=2014-\d\d-\d\d&to=2016-\d\d-\d\d$/);
  expect(history.length).toBe(before + 1);
  vi.restoreAllMocks();
});

it("a double click on the timeline shows the whole life", async () => {
  await start("#/explore?from=2019-03-12");
  await slider("First day");
  await fireEvent.dblClick(screen.getByRole("group", { name: "Timeline" }));
  expect(location.hash).toBe("#/explore");
});

it.each([
  ["everything", "#/explore?genre=dub&day=1-5", everything, ""],
  [
    "nothing",
    "#/explore?genre=dub",
    answering(() => explored({ rows: [], totals: { ...explored().totals, plays: 0 } })),
    "",
  ],
  ["no plays", "#/explore", answering(unplayed), ""],
  ["the filter's panel", "#/explore", everything, "f"],
] as const)(
  "axe finds nothing wrong with %s",
  async (_, hash, answers, key) => {
    const { user } = await start(hash, answers);
    await heading();
    await vi.waitFor(() => expect(screen.queryByText("Counting your plays")).toBeNull());
    if (key) await user.keyboard(key);
    // Colours and sizes need a window that draws.
    const rules = { "color-contrast": { enabled: false }, "target-size": { enabled: false } };
    const { violations } = await axe.run(document.body, { rules });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    // It reads the whole page, which takes long on a busy machine.
  },
  30_000,
);
