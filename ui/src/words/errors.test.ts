import { describe, expect, it } from "vitest";
import type { UiError } from "../shell/bindings";
import { consentEnded, needsSignIn, problemOf } from "./errors";

const now = Date.parse("2026-11-21T14:00:00Z") / 1000;
const say = (error: UiError) => problemOf(error, now, "Europe/Berlin");

// The type makes a kind that is forgotten here a compile error.
const one: { [K in UiError["kind"]]: Extract<UiError, { kind: K }> } = {
  signedOut: { kind: "signedOut" },
  missingScope: { kind: "missingScope" },
  notOnTheList: { kind: "notOnTheList" },
  ownerNeedsPremium: { kind: "ownerNeedsPremium" },
  rateLimited: { kind: "rateLimited", untilSecs: now + 38 },
  quotaExceeded: { kind: "quotaExceeded", untilSecs: now + 48_000 },
  offline: { kind: "offline" },
  unconfirmed: { kind: "unconfirmed" },
  gone: { kind: "gone" },
  unexpected: { kind: "unexpected", what: "Spotify sent half a list." },
  clientIdMissing: { kind: "clientIdMissing" },
  clientIdWrong: { kind: "clientIdWrong", why: "It has 31 characters." },
  signInCancelled: { kind: "signInCancelled" },
  signInExpired: { kind: "signInExpired" },
  signInCodeRejected: { kind: "signInCodeRejected" },
  signInNotOurs: { kind: "signInNotOurs" },
  unknownClient: { kind: "unknownClient" },
  signInRefused: { kind: "signInRefused", why: "server_error" },
  portTaken: { kind: "portTaken", port: 43_821 },
  noBrowser: { kind: "noBrowser" },
  invented: { kind: "invented" },
  nothingToSave: { kind: "nothingToSave" },
  nothingToDraw: { kind: "nothingToDraw", why: "No play of it counts." },
  playlistNameWrong: { kind: "playlistNameWrong", why: "It is empty." },
  playlistUnfinished: {
    kind: "playlistUnfinished",
    playlist: { name: "Top", uri: "spotify:playlist:1", saved: 34 },
    of: 50,
    why: { kind: "rateLimited", untilSecs: now + 38 },
  },
  importRunning: { kind: "importRunning" },
  importRefused: { kind: "importRefused", why: "It is a shopping list." },
  importCancelled: { kind: "importCancelled" },
  archiveTooNew: { kind: "archiveTooNew" },
  archiveReadOnly: { kind: "archiveReadOnly" },
  diskFull: { kind: "diskFull" },
  archiveBusy: { kind: "archiveBusy" },
  archiveUnavailable: { kind: "archiveUnavailable", what: "The disk does not answer." },
  backupUnusable: { kind: "backupUnusable", why: "It is cut off." },
  sourceGone: { kind: "sourceGone" },
  exportFailed: { kind: "exportFailed", why: "The folder is gone." },
  remoteFailed: { kind: "remoteFailed", problem: { kind: "busy" } },
  serverRefused: { kind: "serverRefused", why: "It has to begin with https://." },
};
const all = Object.values(one);

describe("every trouble", () => {
  it.each(all)("$kind says what it is in a headline and a whole sentence", (error) => {
    const told = say(error);
    expect(told.headline).toMatch(/^\S.*[^.]$/);
    expect(told.sentence).toMatch(/^\S.*\.$/);
  });

  it("has a headline of its own", () => {
    const headlines = all.map((error) => say(error).headline);
    expect(new Set(headlines).size).toBe(all.length);
  });

  it("offers one thing to do, or ends by itself, or needs nothing done", () => {
    const idle = all.filter((error) => !say(error).action && !say(error).untilSecs);
    expect(idle.map(({ kind }) => kind)).toEqual([
      "signInNotOurs",
      "noBrowser",
      "invented",
      "nothingToSave",
      "nothingToDraw",
      "playlistNameWrong",
      "importRunning",
      "archiveTooNew",
      "backupUnusable",
      "sourceGone",
      "remoteFailed",
      "serverRefused",
    ]);
  });
});

it.each([
  ["signedOut", "signIn"],
  ["missingScope", "signIn"],
  ["notOnTheList", "openDashboard"],
  ["ownerNeedsPremium", "openGuide"],
  ["offline", "retry"],
  ["unknownClient", "openGuide"],
  ["portTaken", "useDeepLink"],
  ["playlistUnfinished", "finish"],
  ["importRefused", "chooseFiles"],
  ["importCancelled", "retry"],
  ["archiveReadOnly", "showArchive"],
  ["diskFull", "retry"],
  ["archiveBusy", "retry"],
  ["exportFailed", "retry"],
] as const)("%s leads to %s", (kind, step) => {
  expect(say(one[kind]).action?.step).toBe(step);
});

it("a pause tells its end in the listener's own time, and how long that is", () => {
  expect(say(one.rateLimited).sentence).toContain("You can try again at 15:00, in 38\u00a0s.");
  expect(say(one.quotaExceeded).sentence).toContain("tomorrow at 04:20, in 13\u00a0h 20\u00a0min");
});

it("a pause that is over is not counted below zero", () => {
  expect(say({ kind: "rateLimited", untilSecs: now - 3 }).sentence).toContain(
    "You can try again now.",
  );
});

it("only a list goes on by itself", () => {
  const list = (error: UiError) => problemOf(error, now, "Europe/Berlin", "byItself").sentence;
  expect(list(one.rateLimited)).toContain("Tonearm goes on by itself at 15:00, in 38\u00a0s.");
  expect(list({ kind: "rateLimited", untilSecs: now })).toContain("Tonearm tries again now.");
});

it("a playlist left unfinished tells how far it came, why, and when it can go on", () => {
  const told = say(one.playlistUnfinished);
  expect(told.headline).toBe("34 of 50 tracks are saved");
  expect(told.sentence).toContain("Spotify asked for a pause");
  expect(told.sentence).toContain("At 15:00 it can go on");
});

it("a lost answer leaves open how many tracks arrived", () => {
  const lost = { ...one.playlistUnfinished, why: { kind: "unconfirmed" } } as UiError;
  expect(say(lost).headline).toBe("At least 34 of 50 tracks are saved");
});

it("of a playlist whose tracks may all be lost it says what is sure", () => {
  const { playlist } = one.playlistUnfinished;
  const lost = {
    ...one.playlistUnfinished,
    playlist: { ...playlist, saved: 0 },
    why: { kind: "unconfirmed" },
  } as UiError;
  expect(say(lost).headline).toBe("Playlist created; tracks not confirmed");
});

it("what Spotify or the shell says is passed on", () => {
  expect(say(one.unexpected).sentence).toContain("Spotify sent half a list.");
  expect(say(one.signInRefused).sentence).toContain("server_error");
  expect(say(one.importRefused).sentence).toBe("It is a shopping list.");
  expect(say(one.archiveUnavailable).sentence).toContain("The disk does not answer.");
  expect(say(one.backupUnusable).sentence).toContain("It is cut off.");
  expect(say(one.exportFailed).sentence).toBe("The folder is gone.");
  expect(say(one.serverRefused).sentence).toBe("It has to begin with https://.");
  expect(say(one.clientIdWrong).sentence).toBe("It has 31 characters.");
});

it("an ended consent asks to sign in again and keeps what is there", () => {
  expect(consentEnded.action?.step).toBe("signIn");
  expect(consentEnded.still).toBe("What is already here stays.");
});

it("Top sends to the guide who has no Client ID yet", () => {
  expect(needsSignIn(true).action?.step).toBe("signIn");
  expect(needsSignIn(false).action?.step).toBe("connect");
});
