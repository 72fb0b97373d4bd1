// The quick view over a fake shell, found and used by role and name.

import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Heard, LatestPlay, NowPlaying, Status } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import type { Shell } from "../shell/shell";
import { failed, fakeShell, later, nobody, ok, recentPlays, status, track } from "../testing/shell";
import QuickView from "./QuickView.svelte";
import { QuickViewState } from "./state.svelte";

const now = () => Math.floor(Date.now() / 1000);

const play = (name: string, minutesAgo: number, more: Partial<LatestPlay> = {}): LatestPlay => ({
  key: `spotify:track:${name}`,
  playedSecs: now() - minutesAgo * 60,
  name,
  by: "Mirador Septet",
  uri: `spotify:track:${name}`,
  cover: null,
  ...more,
});

const heard = (more: Partial<Heard> = {}): Heard => ({
  plays: [play("Salt Arithmetic", 1), play("Half a Ferry", 2)],
  gaps: [],
  todayPlays: 19,
  todaySecsByHour: Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 4440 : 0)),
  weekSecs: 24_720,
  ...more,
});

const playing = (name: string, more: Partial<NowPlaying> = {}): NowPlaying => ({
  track: track(name),
  progressSecs: 100,
  playing: true,
  ...more,
});

async function open(answers: Partial<Shell> = {}, quick: Partial<Heard> | null = {}) {
  const shell = fakeShell({
    status: () => Promise.resolve(ok(status({ archivePlays: 3, syncedSecs: now() - 60 }))),
    quickView: () =>
      Promise.resolve(ok({ nowPlaying: null, heard: quick && heard(quick), error: null })),
    nowPlaying: () => Promise.resolve(ok(null)),
    openTonearm: () => Promise.resolve(ok(null)),
    closeQuickView: () => Promise.resolve(ok(null)),
    openInSpotify: () => Promise.resolve(ok(null)),
    ...answers,
  });
  const state = new QuickViewState(shell, new Clock());
  render(QuickView, { quick: state });
  await state.start();
  const user = userEvent.setup();
  const asked = (name: keyof Shell) => shell.asked.filter(([each]) => each === name);
  return { shell, user, asked };
}

const answering = (changed: Partial<Status>): Partial<Shell> => ({
  status: () => Promise.resolve(ok(status({ archivePlays: 3, ...changed }))),
});
const heading = () => screen.findByRole("heading", { level: 1 });
const button = (name: string) => screen.findByRole("button", { name });

describe("what is there", () => {
  it("shows how much was heard today and this week, and in which hours", async () => {
    await open();
    expect(await screen.findByText("74")).toBeTruthy();
    expect(screen.getByText(/19 plays/).textContent).toContain("412\u00a0min this week");
    expect(
      screen.getByRole("img", { name: "Minutes by hour today, most from 09:00 to 10:00" }),
    ).toBeTruthy();
  });

  it("lists the latest plays, newest first, and a gap between them", async () => {
    const gaps = [{ fromSecs: now() - 120, toSecs: now() - 90, kind: "mayBeMissing" as const }];
    await open({}, { gaps });
    const rows = within(await screen.findByRole("region", { name: "Latest plays" }));
    const text = rows.getAllByRole("listitem").map((row) => row.textContent);
    expect(text[0]).toContain("Salt Arithmetic");
    expect(text[1]).toContain("Plays may be missing here");
    expect(text[2]).toContain("Half a Ferry");
  });

  it("keeps names as they are, long, in another direction, or with what looks like code", async () => {
    const names = ["فيروز", "x".repeat(80), "<b>久石譲</b>"];
    await open({}, { plays: names.map((name, at) => play(name, at, { uri: null })) });
    await screen.findByRole("region", { name: "Latest plays" });
    const shown = screen
      .getAllByRole("listitem")
      .map((row) => row.querySelector("bdi")?.textContent);
    expect(shown).toEqual(names);
  });

  it("says of a day without a play that there is none yet", async () => {
    await open({}, { todayPlays: 0, todaySecsByHour: Array.from({ length: 24 }, () => 0) });
    expect(await screen.findByText("minutes today")).toBeTruthy();
    expect(screen.getByRole("img", { name: "Minutes by hour today: none yet" })).toBeTruthy();
  });
});

describe("what plays now", () => {
  it("stands on top, from what is known here at first and from Spotify then", async () => {
    const fromSpotify = later<NowPlaying | null>();
    void open({
      quickView: () =>
        Promise.resolve(ok({ nowPlaying: playing("Blue Enamel"), heard: heard(), error: null })),
      nowPlaying: () => fromSpotify.answer,
    });
    expect((await heading()).textContent).toBe("Blue Enamel");
    fromSpotify.arrive(ok(playing("Glue")));
    await expect.poll(async () => (await heading()).textContent).toBe("Glue");
  });

  it("while nothing plays, the last play stands there", async () => {
    await open({ nowPlaying: () => Promise.resolve(ok(playing("Glue", { playing: false }))) });
    expect((await heading()).textContent).toBe("Salt Arithmetic");
    expect(screen.getByText(/^Last played/)).toBeTruthy();
  });

  it("a track that must be over by now plays no longer", async () => {
    const over = playing("Glue", { progressSecs: track("Glue").lengthSecs });
    await open({ nowPlaying: () => Promise.resolve(ok(over)) });
    expect((await heading()).textContent).toBe("Salt Arithmetic");
  });

  it("asks Spotify nothing while nobody is signed in, while it asked for a pause, or while recording is paused", async () => {
    for (const changed of [
      { connection: "signedOut" as const },
      { pause: { kind: "rateLimited" as const, untilSecs: now() + 600 } },
      {
        settings: { ...status().settings, recordingPaused: true },
      },
    ]) {
      // oxlint-disable-next-line no-await-in-loop (one window after the other)
      const { asked } = await open(answering(changed));
      expect(asked("nowPlaying")).toEqual([]);
      expect(asked("recent")).toEqual([]);
    }
  });
});

describe("what can be done", () => {
  it("a play opens its track's page in the window", async () => {
    const { user, asked } = await open();
    await user.click(await screen.findByRole("button", { name: /^Half a Ferry/ }));
    expect(asked("openTonearm")).toEqual([
      ["openTonearm", { kind: "track", key: "spotify:track:Half a Ferry" }],
    ]);
  });

  it("a play's own button opens it in Spotify", async () => {
    const { user, asked } = await open();
    await user.click(await button("Open in Spotify: Half a Ferry"));
    expect(asked("openInSpotify")).toEqual([["openInSpotify", "spotify:track:Half a Ferry"]]);
    expect(asked("openTonearm")).toEqual([]);
  });

  it("arrow keys go through the plays, Enter opens one, O opens it in Spotify, Escape closes", async () => {
    const { user, asked } = await open();
    await screen.findByRole("region", { name: "Latest plays" });
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}o{Escape}");
    expect(asked("openTonearm")).toHaveLength(1);
    expect(asked("openInSpotify")).toEqual([["openInSpotify", "spotify:track:Half a Ferry"]]);
    expect(asked("closeQuickView")).toHaveLength(1);
  });

  it("Sync now reads at Spotify, says so meanwhile, and shows what came", async () => {
    const reading = later<ReturnType<typeof recentPlays>>();
    const views = [heard(), heard({ plays: [play("Brand New", 0)] })];
    const { user, asked } = await open({
      recent: () => reading.answer,
      quickView: () =>
        Promise.resolve(
          ok({ nowPlaying: null, heard: views.shift() ?? heard({ plays: [] }), error: null }),
        ),
    });
    await user.click(await button("Sync now"));
    expect((await screen.findByRole("status")).textContent).toContain("Syncing");
    await user.click(await button("Sync now"));
    expect(asked("recent")).toEqual([["recent", true]]);
    reading.arrive(ok(recentPlays([])));
    expect((await screen.findAllByText("Brand New")).length).toBeGreaterThan(0);
  });

  it("says why Spotify could not be read, and keeps the plays", async () => {
    const { user } = await open({ recent: () => Promise.resolve(failed({ kind: "offline" })) });
    await user.click(await button("Sync now"));
    await expect
      .poll(async () => (await screen.findByRole("status")).textContent)
      .toContain("Can't reach Spotify");
    expect(screen.getByRole("button", { name: /^Half a Ferry/ })).toBeTruthy();
  });

  it("pauses the recording and resumes it", async () => {
    let paused = false;
    const settings = () => ({ ...status().settings, recordingPaused: paused });
    let revision = 0;
    const { user, asked } = await open({
      pauseRecording: (wish) => {
        paused = wish;
        revision += 1;
        return Promise.resolve(ok(status({ archivePlays: 3, revision, settings: settings() })));
      },
    });
    await user.click(await button("Pause recording"));
    await expect
      .poll(async () => (await screen.findByRole("status")).textContent)
      .toContain("Recording is paused");
    await user.click(await button("Resume recording"));
    await button("Pause recording");
    expect(asked("pauseRecording").map(([, wish]) => wish)).toEqual([true, false]);
  });

  it("Open Tonearm opens the window as it was left", async () => {
    const { user, asked } = await open();
    await user.click(await button("Open Tonearm"));
    expect(asked("openTonearm")).toEqual([["openTonearm", null]]);
  });
});

describe("what is not as usual", () => {
  it("with no account and no play it says how to begin", async () => {
    await open({ status: () => Promise.resolve(ok(nobody())) }, { plays: [] });
    expect((await heading()).textContent).toBe("Nothing yet");
    expect(screen.queryByRole("button", { name: "Sync now" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Pause recording" })).toBeNull();
    expect(await button("Open Tonearm")).toBeTruthy();
  });

  it("signed in but without a play it says when one appears", async () => {
    await open(answering({ archivePlays: 0 }), { plays: [] });
    expect((await heading()).textContent).toBe("Nothing played yet");
  });

  it("an archive that does not open is told, tried again, and leads to the Library", async () => {
    const error = { kind: "archiveBusy" as const };
    const { user, asked } = await open({
      quickView: () => Promise.resolve(ok({ nowPlaying: null, heard: null, error })),
    });
    expect((await heading()).textContent).toBe("Another program holds the archive");
    await user.click(await button("Try again"));
    expect(asked("quickView")).toHaveLength(2);
    await user.click(await button("Open Tonearm"));
    expect(asked("openTonearm")).toEqual([["openTonearm", { kind: "library" }]]);
  });

  it.each([
    [{ connection: "consentEnded" as const }, "Spotify's consent has ended"],
    [{ connection: "signedOut" as const }, "Signed out, nothing is recorded"],
    [
      { pause: { kind: "rateLimited" as const, untilSecs: now() + 600 } },
      "Spotify asked for a pause until",
    ],
    [{ sample: true }, "Sample data, all invented"],
  ])("%o: %s", async (changed, words) => {
    await open(answering(changed));
    expect((await screen.findByRole("status")).textContent).toContain(words);
  });

  it("a new status reads everything again", async () => {
    const { shell, asked } = await open();
    shell.emit.status(status({ archivePlays: 4, revision: 9 }));
    await expect.poll(() => asked("quickView").length).toBe(2);
    shell.emit.archive();
    await expect.poll(() => asked("quickView").length).toBe(3);
  });
});
