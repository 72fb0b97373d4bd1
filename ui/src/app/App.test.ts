import { screen, within } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import type { Status, TopTracks, UiError } from "../shell/bindings";
import {
  failed,
  later,
  nobody,
  ok,
  play,
  recentPlays,
  status,
  topTracks,
  track,
} from "../testing/shell";
import { button, heading, open } from "../testing/window";

afterEach(() => void vi.useRealTimers());

const tops = (...names: string[]) => ({
  topTracks: () => Promise.resolve(ok(topTracks(...names))),
});
const consentEnded = () => Promise.resolve(ok(status({ connection: "consentEnded" })));

it("with nobody here, the first screen offers to connect and to look around", async () => {
  await open("", { status: () => Promise.resolve(ok(nobody())) });
  expect(await heading()).toHaveProperty("textContent", "Drop the needle");
  expect(screen.getByRole("link", { name: "Start, about 3 minutes" })).toBeTruthy();
  expect(await button("Try the sample")).toBeTruthy();
  expect(document.title).toBe("Welcome - Tonearm");
});

it("an archive that does not open is no empty archive", async () => {
  await open("", {
    status: () => Promise.resolve(ok(nobody())),
    archive: () => Promise.resolve(failed({ kind: "archiveBusy" })),
  });
  expect(
    await screen.findByRole("region", { name: "Another program holds the archive" }),
  ).toBeTruthy();
});

it("says that the settings could not be read", async () => {
  await open("", { status: () => Promise.resolve(ok(nobody({ settingsLost: true }))) });
  expect(await screen.findByText(/^Your settings could not be read/)).toBeTruthy();
});

it("says nothing of settings that could be read", async () => {
  await open("", { status: () => Promise.resolve(ok(nobody())) });
  await heading();
  expect(screen.queryByText(/settings could not be read/)).toBeNull();
});

it("looking around leads to the sample's top tracks", async () => {
  const { user } = await open("", {
    status: () => Promise.resolve(ok(nobody())),
    lookAround: () => Promise.resolve(ok(status({ sample: true }))),
    ...tops("Blue Enamel"),
  });
  await user.click(await button("Try the sample"));
  const list = await screen.findByRole("list", { name: "Top tracks" });
  expect(within(list).getByText("Blue Enamel")).toBeTruthy();
  expect(await button("Leave the sample")).toBeTruthy();
});

it("shows Spotify's order with the first as headline, and no counts", async () => {
  await open("#/top/tracks/year", tops("Blue Enamel", "Salt Arithmetic"));
  const list = await screen.findByRole("list", { name: "Top tracks" });
  expect(within(list).getAllByRole("listitem")).toHaveLength(2);
  expect((await heading()).textContent).toContain("Blue Enamel");
  expect(document.title).toBe("Top tracks, 1 year - Tonearm");
});

it("says that it reads while it reads", async () => {
  const slow = later<TopTracks>();
  await open("#/top/tracks/year", { topTracks: () => slow.answer });
  expect(await screen.findByText("Reading your top tracks from Spotify")).toBeTruthy();
  slow.arrive(ok(topTracks("Blue Enamel")));
  expect(await screen.findByRole("list", { name: "Top tracks" })).toBeTruthy();
});

it("tells a new listener why the list is empty", async () => {
  await open("#/top/tracks/fourWeeks", tops());
  expect(await screen.findByText(/ranks after some days of listening/)).toBeTruthy();
  expect((await button("Save as playlist")).getAttribute("aria-disabled")).toBe("true");
});

it("says in one sentence why there are no genres", async () => {
  const none = {
    rows: [],
    artists: 50,
    artistsWithGenres: 0,
    sources: [],
    fetchedSecs: 0,
    error: null,
  };
  await open("#/top/genres/year", { topGenres: () => Promise.resolve(ok(none)) });
  expect(await screen.findByText(/sends no genres to personal Client IDs/)).toBeTruthy();
});

it.each<[UiError, string, string[]]>([
  [{ kind: "offline" }, "Can't reach Spotify", ["Try again"]],
  [
    { kind: "notOnTheList" },
    "Your account is not on the list",
    ["Open the dashboard", "Try again"],
  ],
  [
    { kind: "ownerNeedsPremium" },
    "The Client ID's owner needs Premium",
    ["Use another Client ID", "Try again"],
  ],
  [{ kind: "signedOut" }, "You are signed out", ["Sign in"]],
  [{ kind: "rateLimited", untilSecs: 4e9 }, "Spotify asked for a pause", []],
])("with nothing to keep, $kind is the whole screen", async (error, headline, actions) => {
  await open("#/top/tracks/year", { topTracks: () => Promise.resolve(failed(error)) });
  const told = await screen.findByRole("region", { name: headline });
  expect((await heading()).textContent).toContain(headline);
  expect(
    within(told)
      .queryAllByRole("button")
      .map((each) => each.textContent.trim()),
  ).toEqual(actions);
});

it("tries again when asked to", async () => {
  const answers = [failed({ kind: "offline" }), ok(topTracks("Blue Enamel"))];
  const { user } = await open("#/top/tracks/year", {
    topTracks: () => Promise.resolve(answers.shift() ?? failed({ kind: "gone" })),
  });
  await user.click(await button("Try again"));
  expect(await screen.findByRole("list", { name: "Top tracks" })).toBeTruthy();
});

it("keeps the rows when the consent ends, and asks to sign in again", async () => {
  const { shell } = await open("#/top/tracks/year", tops("Blue Enamel"));
  await screen.findByRole("list", { name: "Top tracks" });
  shell.emit.status(status({ connection: "consentEnded" }));
  const told = await screen.findByRole("region", { name: "Spotify's consent has ended" });
  expect(within(told).getByRole("button", { name: "Sign in again" })).toBeTruthy();
  expect(screen.getByRole("list", { name: "Top tracks" })).toBeTruthy();
});

it("forgets one listener's rows when another comes", async () => {
  const lists = [topTracks("Hers"), topTracks("His")];
  const { shell } = await open("#/top/tracks/year", {
    topTracks: () => Promise.resolve(ok(lists.shift() ?? topTracks())),
  });
  await screen.findAllByText("Hers");
  shell.emit.status(status({ account: { name: "Ola", uri: "spotify:user:ola", picture: null } }));
  expect(await screen.findAllByText("His")).toBeTruthy();
  expect(screen.queryByText("Hers")).toBeNull();
});

it("shows the recent plays by day and reads them again when new ones are recorded", async () => {
  const today = Math.floor(Date.now() / 1000);
  const lists = [["First"], ["Second", "First"]].map((names) =>
    recentPlays(names.map((name) => play(name, today))),
  );
  const { shell } = await open("#/recent", {
    recent: () => Promise.resolve(ok(lists.shift() ?? recentPlays([]))),
  });
  const list = await screen.findByRole("list", { name: "Today" });
  expect(within(list).getAllByRole("listitem")).toHaveLength(1);
  shell.emit.plays(1);
  expect(await screen.findAllByText("Second")).toBeTruthy();
});

it("says aloud that the sign-in is kept for this run only", async () => {
  await open("#/settings", {
    status: () => Promise.resolve(ok(status({ secrets: "thisRunOnly" }))),
  });
  expect(await screen.findByText("Signed in for this run only")).toBeTruthy();
  expect(await screen.findByText(/When\s+Tonearm quits, you are signed out/)).toBeTruthy();
});

it("warns two weeks before the consent ends", async () => {
  const consent = { givenSecs: 0, endsSecs: 1_795_000_000, daysLeft: 9 };
  await open("#/settings", { status: () => Promise.resolve(ok(status({ consent }))) });
  expect(await screen.findByText(/ends in 9 days, on 18 November 2026/)).toBeTruthy();
  expect(await button("Sign in again")).toBeTruthy();
});

it("disconnects only after it said what is forgotten", async () => {
  const { user, asked } = await open("#/settings", {
    disconnect: () => Promise.resolve(ok(nobody())),
  });
  await user.click(await button("Disconnect"));
  const dialog = await screen.findByRole("dialog", { name: "Disconnect from Spotify?" });
  expect(asked("disconnect")).toHaveLength(0);
  expect(dialog.textContent).toContain("everything it fetched");
  expect(dialog.textContent).toMatch(/plays in your library stay/);
  await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
  expect((await heading()).textContent).toBe("Drop the needle");
});

it("an ended consent does not stop the listener from leaving", async () => {
  await open("#/settings", { status: consentEnded });
  expect(await button("Disconnect")).toBeTruthy();
});

it("says so when the browser does not open", async () => {
  const { user } = await open("#/top/tracks/year", {
    ...tops("Blue Enamel"),
    openInSpotify: () => Promise.resolve(failed({ kind: "noBrowser" })),
  });
  const [first] = await screen.findAllByRole("button", { name: "Open in Spotify: Blue Enamel" });
  if (first) await user.click(first);
  expect(await screen.findByText("The browser did not open.")).toBeTruthy();
});

it("opens the sample once, however often it is pressed", async () => {
  const sample = later<Status>();
  const { user, asked } = await open("", {
    status: () => Promise.resolve(ok(nobody())),
    lookAround: () => sample.answer,
    ...tops("Blue Enamel"),
  });
  await user.dblClick(await button("Try the sample"));
  expect(await button("Opening")).toBeTruthy();
  expect(asked("lookAround")).toHaveLength(1);
});

it.each(["#/welcome", "#/connect"])("within the sample, %s is the sample", async (hash) => {
  await open(hash, {
    status: () => Promise.resolve(ok(nobody({ sample: true }))),
    ...tops("Blue Enamel"),
  });
  expect(await screen.findByRole("list", { name: "Top tracks" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Sign in" })).toBeNull();
});

it("the sample's settings lead to no sign-in", async () => {
  await open("#/settings", { status: () => Promise.resolve(ok(status({ sample: true }))) });
  await heading();
  expect(screen.queryByRole("link", { name: "See the first screen again" })).toBeNull();
});

it("says why nothing is there while the keychain is being unlocked", async () => {
  const unlocked = later<Status>();
  void open("", { status: () => unlocked.answer });
  expect(await screen.findByText(/Your system may ask you to unlock it/)).toBeTruthy();
  unlocked.arrive(ok(nobody()));
  await screen.findByText("needle");
  expect(screen.queryByText(/unlock it/)).toBeNull();
});

it("says that it is trying, tries once, and leaves the focus at the headline", async () => {
  const second = later<TopTracks>();
  const answers = [Promise.resolve(failed({ kind: "offline" })), second.answer];
  const { user, asked } = await open("#/top/tracks/year", {
    topTracks: () => answers.shift() ?? second.answer,
  });
  await user.tab();
  const again = await button("Try again");
  again.focus();
  await user.keyboard("{Enter}{Enter}");
  expect((await button("Trying")).getAttribute("aria-disabled")).toBe("true");
  expect(asked("topTracks")).toHaveLength(2);
  second.arrive(ok(topTracks("Blue Enamel")));
  await screen.findByRole("list", { name: "Top tracks" });
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
});

it("the foot of the rail tells a pause until it is over, and the day of the last sync", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-21T14:00:00Z"), shouldAdvanceTime: true });
  const now = Date.now() / 1000;
  const pause = { kind: "rateLimited", untilSecs: now + 8 } as const;
  const consent = { givenSecs: 0, endsSecs: now + 800_000, daysLeft: 9 };
  await open("#/settings", {
    status: () => Promise.resolve(ok(status({ pause, consent, syncedSecs: now - 86_400 }))),
  });
  expect(await screen.findByText("Synced yesterday at 15:00")).toBeTruthy();
  expect(screen.getByText("Consent ends in 9 days")).toBeTruthy();
  expect(screen.getByText("Paused until 15:00")).toBeTruthy();
  await vi.advanceTimersByTimeAsync(9_000);
  expect(screen.queryByText(/Paused until/)).toBeNull();
});

it("in Settings, Try again makes the change that failed", async () => {
  const light = { ...status().settings, theme: "light" as const };
  const answers = [failed({ kind: "unexpected", what: "No room." })];
  const { user, asked } = await open("#/settings", {
    setTheme: () => Promise.resolve(answers.shift() ?? ok(status({ settings: light }))),
  });
  await user.click(await screen.findByRole("radio", { name: "Light" }));
  expect(screen.getByRole("radio", { name: "Dark" })).toHaveProperty("checked", true);
  await user.click(await button("Try again"));
  expect(asked("setTheme").map(([, theme]) => theme)).toEqual(["light", "light"]);
  await expect
    .poll(() => screen.getByRole<HTMLInputElement>("radio", { name: "Light" }).checked)
    .toBe(true);
  expect(screen.queryByText(/No room/)).toBeNull();
});

it("follows the computer into another time zone", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-21T14:00:00Z"), shouldAdvanceTime: true });
  const syncedSecs = Date.now() / 1000 - 86_400;
  const { shell } = await open("#/settings", {
    status: () => Promise.resolve(ok(status({ syncedSecs }))),
  });
  expect(await screen.findByText("Synced yesterday at 15:00")).toBeTruthy();
  shell.emit.status(status({ syncedSecs, zone: "Asia/Tokyo", revision: 1 }));
  expect(await screen.findByText("Synced yesterday at 23:00")).toBeTruthy();
});

it("quits from Settings", async () => {
  const { user, asked } = await open("#/settings", { quit: () => Promise.resolve(ok(null)) });
  await user.click(await button("Quit Tonearm"));
  expect(asked("quit")).toHaveLength(1);
});

it("tries a missing cover again once there is a connection", async () => {
  const cover = { small: "cover://small/1", large: "cover://large/1" };
  const rows = [track("Blue Enamel"), { ...track("Salt Arithmetic"), cover }];
  await open("#/top/tracks/year", {
    topTracks: () => Promise.resolve(ok({ rows, fetchedSecs: 0, error: null })),
  });
  const list = await screen.findByRole("list", { name: "Top tracks" });
  const drawn = () => within(list).queryAllByLabelText("No cover").length;
  list.querySelector("img")?.dispatchEvent(new Event("error"));
  await vi.waitFor(() => expect(drawn()).toBe(2));
  window.dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(drawn()).toBe(1));
});

it("shows the page that the quick view asks for", async () => {
  const { shell } = await open("#/top/tracks/fourWeeks", tops("Glue"));
  await screen.findByRole("list", { name: "Top tracks" });
  shell.emit.page({ kind: "track", key: "spotify:track:1" });
  await expect.poll(() => location.hash).toBe("#/explore/tracks/spotify%3Atrack%3A1");
  shell.emit.page({ kind: "library" });
  await expect.poll(() => location.hash).toBe("#/library");
});

const paused = (recordingPaused: boolean, revision: number) =>
  status({ revision, settings: { ...status().settings, recordingPaused } });

it("says that the recording is paused, and resumes it", async () => {
  const { user, asked } = await open("#/top/tracks/fourWeeks", {
    ...tops("Glue"),
    status: () => Promise.resolve(ok(paused(true, 1))),
    pauseRecording: (wish) => Promise.resolve(ok(paused(wish, 2))),
  });
  expect(await screen.findByText("Recording is paused")).toBeTruthy();
  await user.click(await button("Resume recording"));
  expect(asked("pauseRecording")).toEqual([["pauseRecording", false]]);
  await expect.poll(() => screen.queryByText("Recording is paused")).toBeNull();
});
