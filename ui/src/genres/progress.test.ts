import { describe, expect, it } from "vitest";
import { artistGenres, learning, underWay } from "../testing/genres";
import { learningWords, leftWords, progressWords, sourceWords, troubleWords } from "./progress";

const zone = "Europe/Berlin";
const at = (text: string) => Date.parse(text) / 1000;
const now = at("2026-11-29T12:00:00Z");
const words = (...changes: Parameters<typeof underWay>) =>
  Object.values(learningWords(underWay(...changes), now, zone)).join(" ");

it("counts artists and the plays that are theirs", () => {
  expect(progressWords(underWay())).toBe("340 of 12,000 artists, 71\u00a0% of your plays");
  expect(progressWords(underWay({ playsPermille: 4 }))).toMatch(/under 1\u00a0% of your plays$/);
  expect(progressWords(underWay({ playsPermille: 999 }))).toMatch(/99\u00a0% of your plays$/);
});

it("says who does not answer, and when it goes on", () => {
  const trouble = { service: "musicBrainz", untilSecs: at("2026-11-29T13:05:00Z") } as const;
  expect(troubleWords(trouble, now, zone)).toBe("MusicBrainz does not answer; goes on at 14:05");
  expect(troubleWords(trouble, trouble.untilSecs, zone)).toBe(
    "MusicBrainz does not answer; tries again",
  );
  expect(words({ activity: "waiting", trouble })).toMatch(
    /^MusicBrainz does not answer; goes on at 14:05\. So far 340 of/,
  );
});

it.each([
  [{}, /^Learning about your music: 340 of 12,000 artists/],
  [{ activity: "paused" }, /^Learning is paused: 340 of/],
  [{ activity: "idle", left: 0 }, /^Learned about your music: 340 of/],
] as const)("%j in words", (changes, expected) => {
  expect(words(changes)).toMatch(expected);
});

it("never says that nothing was sent where something was", () => {
  const leads = [0, 12].map(
    (artistsDone) => learningWords(learning({ consent: "declined", artistsDone }), now, zone).lead,
  );
  expect(leads).toEqual(["Nothing has been sent.", "Nothing is sent."]);
});

it("says how long it takes only while something is left", () => {
  expect(leftWords(underWay())).toBe("about 20\u00a0min left");
  expect(leftWords(underWay({ left: 0 }))).toBe("");
});

describe("who says so", () => {
  it.each([
    [{ answeredSecs: at("2026-11-28T12:00:00Z") }, "from MusicBrainz, 28 November"],
    [{ source: "listenBrainz" }, "from ListenBrainz, 28 November 2019"],
    [{ source: "spotify" }, "from Spotify"],
    [{ source: "listener" }, "Your correction"],
    [{ source: "listener", genres: [] }, "None: your correction"],
    [
      { genres: [], source: "musicBrainz", miss: "unknown" },
      "MusicBrainz does not know this name, 28 November 2019",
    ],
    [
      { genres: [], source: null, miss: "undecided" },
      "Several artists have this name, and it is not sure which one this is, 28 November 2019",
    ],
    [
      { genres: [], source: "musicBrainz", miss: "noGenres" },
      "MusicBrainz knows this artist, but no genre, 28 November 2019",
    ],
    [{ genres: [], source: null, answeredSecs: null }, "Nobody was asked yet"],
  ] as const)("%j", (changes, expected) => {
    const said = sourceWords(
      artistGenres(changes as Parameters<typeof artistGenres>[0]),
      now,
      zone,
    );
    expect(said).toBe(expected);
  });
});
