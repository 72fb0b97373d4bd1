import { screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { Detail } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import { detail, exploreRow, onePlay, uncounted } from "../testing/detail";
import { failed, later, ok, status } from "../testing/shell";
import { button, heading, open } from "../testing/window";

const here = "#/explore/artists/artist%3Amirador";
const kept = { status: () => Promise.resolve(ok(status({ archivePlays: 202_508 }))) };
const page = (of: Detail, more: Partial<Shell> = {}, hash = `#/explore/${of.sort}/${of.key}`) =>
  open(hash, { ...kept, exploreDetail: () => Promise.resolve(ok(of)), ...more });
const part = (name: string | RegExp) => screen.findByRole("region", { name });
const link = (name: string | RegExp) => screen.findByRole<HTMLAnchorElement>("link", { name });

it("tells how it began, how much there is, and between which days", async () => {
  const { asked } = await page(detail());
  expect((await heading()).textContent).toMatch(/Artist:\s+Mirador Septet/);
  expect(screen.getByText("You discovered them on a Tuesday in 2017.")).toBeTruthy();
  const main = screen.getByRole("main").textContent;
  expect(main).toMatch(/14 March, 23:41\.\s+The track was Half a Ferry\s*\./);
  expect(main).toMatch(/1,270\s*plays\s+of 63 tracks/);
  expect(main).toMatch(/85 hours in all/);
  expect(main).toMatch(/Last yesterday, 22:14/);
  expect(main).toMatch(/Longest run 19 days, May 2020/);
  expect(asked("exploreDetail")).toHaveLength(1);
});

it("asks by the rule and the measure of its address", async () => {
  const { asked } = await page(detail(), {}, `${here}?rule=end&by=time&hidden=yes`);
  const [, query] = asked("exploreDetail")[0] ?? [];
  expect(query).toEqual({
    sort: "artists",
    key: "artist:mirador",
    rule: { kind: "toTheEnd" },
    measure: "time",
    withHidden: true,
  });
});

it("says what is counted where it is not as usual", async () => {
  await page(detail(), {}, `${here}?rule=10s&hidden=yes`);
  const words = "Whole history, with what is hidden, a play is at least 10 s";
  expect(await screen.findByText(words)).toBeTruthy();
});

it("ranks by year as a picture, and as a table with years without it", async () => {
  const { user } = await page(detail());
  const ranks = await part("Your number one in 2020, 2021 and again now");
  expect(within(ranks).getByRole("group", { name: /2017 number 14, 2018 number 6/ })).toBeTruthy();
  await user.click(within(ranks).getByRole("button", { name: /table and copies/ }));
  await user.click(within(ranks).getByRole("button", { name: "Show as table" }));
  const row = within(ranks).getByRole("rowheader", { name: "2017" }).closest("tr");
  expect(row?.textContent).toMatch(/2017\s*14\s*1\s*3\s*none/);
});

it("its life has the first play, the most and the gap in words", async () => {
  await page(detail());
  const life = within(await part("Plays by month"));
  const name = life.getByRole("img").getAttribute("aria-label");
  expect(name).toContain("first play 14 Mar 2017");
  expect(name).toContain("most 36 plays, May 2020");
  expect(name).toContain("plays may be missing 3 Sep");
});

it("names the hour that holds most, and what kind of listening it is", async () => {
  await page(detail());
  const hours = within(await part("A late-night artist"));
  expect(hours.getByRole("img", { name: /22:00 holds 19\u00a0% of the 1,\d+ plays/ })).toBeTruthy();
  expect(hours.getByRole("img", { name: /most on Fridays 25\u00a0%/ })).toBeTruthy();
});

describe("the ways on", () => {
  it.each([
    ["Half a Ferry", "#/explore/tracks/track%3Aferry"],
    ["chamber jazz", "#/explore/genres/chamber%20jazz"],
    ["Idunn Vale-Reyes", "#/explore/artists/artist%3AIdunn%20Vale-Reyes"],
    ["Михаил Шуфутинский", "#/explore/artists/artist%3Ashufutinsky"],
    ["Filter Explore by this", "#/explore?artist=artist:mirador"],
    ["Artists", "#/explore?list=artists"],
  ])("%s", async (name, to) => {
    await page(detail());
    await heading();
    const found = (await screen.findAllByRole("link", { name })).map((each) =>
      each.getAttribute("href"),
    );
    expect(found).toContain(to);
  });

  it("a track leads to its artists and its album, and has no list to save", async () => {
    const of = { artists: [{ key: "a", name: "Tamsin Achterveld" }], genres: [], companions: [] };
    const album = { key: "b", name: "Enamel" };
    await page(
      detail({ sort: "tracks", key: "t", name: "Half a Ferry", album, ...of, rivals: [] }),
    );
    expect((await link("Enamel")).getAttribute("href")).toBe("#/explore/albums/b");
    expect((await link("Tamsin Achterveld")).getAttribute("href")).toBe("#/explore/artists/a");
    expect(screen.queryByRole("button", { name: /Save top 50/ })).toBeNull();
  });

  it("saves its tracks as a playlist, by the button and by the key", async () => {
    const suggestion = { name: "Mirador Septet", description: "By Tonearm", available: 50 };
    const { user, asked } = await page(detail(), {
      suggestPlaylist: () => Promise.resolve(ok(suggestion)),
    });
    const save = await button("Save top 50 as playlist");
    expect(save.getAttribute("aria-disabled")).toBe("false");
    await user.click(save);
    await user.click(await button("Cancel"));
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByRole("dialog")).toBeTruthy();
    const sources = asked("suggestPlaylist").map(([, source]) => source);
    expect(sources).toHaveLength(2);
    expect(sources[1]).toEqual(sources[0]);
    expect(sources[0]).toMatchObject({
      kind: "explored",
      filter: { artists: { only: ["artist:mirador"], never: [] } },
    });
  });

  it("says why nothing can be saved while no play counts", async () => {
    await page(detail({ plays: 0 }));
    const save = await button("Save top 50 as playlist");
    expect(save.getAttribute("aria-disabled")).toBe("true");
    expect(save.title).toBe("There are no tracks to save yet.");
  });

  it("walks its tracks by arrow keys, follows one by Enter and opens it by O", async () => {
    const { user, asked } = await page(detail());
    await screen.findByRole("list", { name: "Its tracks" });
    await user.keyboard("{ArrowDown}{ArrowDown}o");
    expect(asked("openInSpotify")).toEqual([
      ["openInSpotify", "spotify:track:Room With Two Clocks"],
    ]);
    expect(document.activeElement?.getAttribute("href")).toBe(
      "#/explore/tracks/track%3ARoom%20With%20Two%20Clocks",
    );
  });

  it("shows ten tracks, and all of them when asked to", async () => {
    const top = Array.from({ length: 14 }, (_, at) => exploreRow(`Track ${at}`, 90 - at));
    const { user } = await page(detail({ top }));
    const list = within(await screen.findByRole("list", { name: "Its tracks" }));
    expect(list.getAllByRole("listitem")).toHaveLength(10);
    await user.click(await button("Show all 14"));
    expect(list.getAllByRole("listitem")).toHaveLength(14);
  });
});

it("a line of the ranks that is cut short has its whole name for screen readers and as a tooltip", async () => {
  const name = "The Very Long Name Of A Small Orchestra From Somewhere";
  const [first, ...others] = detail().rivals;
  await page(detail({ rivals: first ? [{ ...first, name }, ...others] : [] }));
  const label = await link(name);
  // Whole words, because a name for screen readers has to contain what can be seen.
  expect(label.querySelector("text")?.textContent).toMatch(/^The Very Long( Name( Of)?)?…$/);
  expect(label.querySelector("title")?.textContent).toBe(name);
});

it("says with whom it is heard, in how many of its sessions", async () => {
  await page(detail());
  const list = within(await screen.findByRole("list", { name: "Heard with" }));
  expect(list.getAllByRole("listitem")[0]?.textContent).toMatch(/in 43\s+of its 210 sessions/);
});

describe("hiding", () => {
  it("says what it means and takes it back at once", async () => {
    const answers = [detail(), uncounted({ hidden: 7 }), detail()];
    // As the shell does: it says that the archive changed, and then it answers.
    const changed = () => {
      shell.emit.archive();
      return Promise.resolve(ok(null));
    };
    const { user, asked, shell } = await open(here, {
      ...kept,
      exploreDetail: () => Promise.resolve(ok(answers.shift() ?? detail())),
      hide: () => changed(),
      unhide: () => changed(),
    });
    await user.click(await button("Hide from counts"));
    expect(asked("hide")).toEqual([["hide", "artists", "artist:mirador"]]);
    expect(asked("exploreDetail")).toHaveLength(2);
    expect(await screen.findByText(/Nothing was deleted/)).toBeTruthy();
    await user.click(await button("Count again"));
    expect(asked("unhide")).toEqual([["unhide", 7]]);
    expect(await button("Hide from counts")).toBeTruthy();
  });

  it("says why it did not work", async () => {
    const { user } = await page(detail(), {
      hide: () => Promise.resolve(failed({ kind: "archiveReadOnly" })),
    });
    await user.click(await button("Hide from counts"));
    expect(await part(/archive/i)).toBeTruthy();
  });

  it("a genre can't be hidden", async () => {
    await page(detail({ sort: "genres", key: "g" }));
    await part("Your number one genre in 2020, 2021 and again now");
    expect(screen.queryByRole("button", { name: "Hide from counts" })).toBeNull();
  });
});

describe("with little or nothing to show", () => {
  it("says that it reads", async () => {
    await page(detail(), { exploreDetail: () => later<Detail>().answer });
    expect(await screen.findByText("Reading its plays")).toBeTruthy();
  });

  it("what the archive does not know leads to Explore", async () => {
    await page(detail(), { exploreDetail: () => Promise.resolve(failed({ kind: "gone" })) });
    expect((await heading()).textContent).toContain("Not in your archive");
    expect((await link("Explore what there is")).getAttribute("href")).toBe("#/explore");
  });

  it("tries again when another trouble ended", async () => {
    const answers = [failed({ kind: "archiveBusy" }), ok(detail())];
    const { user } = await open(here, {
      ...kept,
      exploreDetail: () => Promise.resolve(answers.shift() ?? ok(detail())),
    });
    await user.click(await button("Try again"));
    expect(await part("Plays by month")).toBeTruthy();
  });

  it("what the rule does not count is told by the rule, with the way to count it", async () => {
    await page(uncounted());
    expect(await screen.findByText(/None of its plays was heard for 30 seconds/)).toBeTruthy();
    const every = await link("Count every play, however short");
    expect(every.getAttribute("href")).toMatch(/\?rule=0s$/);
  });

  it("one play is one play", async () => {
    await page(onePlay());
    const main = (await screen.findByRole("main")).textContent;
    await part("Your number 9 this year");
    expect(main).toMatch(/Heard once\s+today, 09:05/);
    expect(main).not.toContain("Longest run");
    expect(screen.getByRole("img", { name: /09:00 holds all of it/ })).toBeTruthy();
    expect(screen.getByText("In its 1 session nothing else was heard.")).toBeTruthy();
  });

  it("says that no genre is known", async () => {
    await page(detail({ genres: [] }));
    expect(await screen.findByText("No genre known")).toBeTruthy();
  });
});

it("asks again when the archive changed", async () => {
  const answers = [detail(), detail({ plays: 1_271 })];
  const { shell } = await open(here, {
    ...kept,
    exploreDetail: () => Promise.resolve(ok(answers.shift() ?? detail())),
  });
  await screen.findByText("1,270");
  shell.emit.archive();
  expect(await screen.findByText("1,271")).toBeTruthy();
});

it.each(["{Escape}", "{Backspace}", "{Alt>}{ArrowLeft}{/Alt}"])("goes back by %s", async (keys) => {
  const { user, app } = await page(detail());
  await part("Plays by month");
  app.router.go({ screen: "detail", sort: "artists", key: "artist:tamsin", query: "" });
  await user.keyboard(keys);
  await expect.poll(() => location.hash).toBe("#/explore/artists/artist:mirador");
});

it.each([
  ["full", detail()],
  ["hidden", detail({ hidden: 3 })],
  ["of one play", onePlay()],
  ["of a name in another script", detail({ name: "فيروز", genres: [] })],
  ["of an album", detail({ sort: "albums" })],
  ["of a track", detail({ sort: "tracks" })],
  ["of a genre", detail({ sort: "genres", key: "genre:dub", name: "dub" })],
])("axe finds nothing on a page %s", async (_, of) => {
  await page(of);
  await part(/Plays by/);
  // Colours and what is laid out are not there to be judged without a browser.
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
