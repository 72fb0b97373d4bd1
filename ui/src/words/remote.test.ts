import { describe, expect, it } from "vitest";
import type { RemoteProblem } from "../shell/bindings";
import { remoteWords } from "./remote";

const server = "attic.lan:5432";
const why = "it was closed";

// The type makes a kind that is forgotten here a compile error.
const one: { [K in RemoteProblem["kind"]]: Extract<RemoteProblem, { kind: K }> } = {
  badAddress: { kind: "badAddress", why: "a remote can't be at a http address" },
  noDrive: { kind: "noDrive", place: "/media/stick" },
  folderMissing: { kind: "folderMissing", folder: "/media/stick" },
  notSetUp: { kind: "notSetUp", database: "tonearm" },
  tooNew: { kind: "tooNew" },
  tooOld: { kind: "tooOld" },
  fileFailed: { kind: "fileFailed", path: "/media/stick/parts", why: "permission denied" },
  damaged: { kind: "damaged", why: "what the remote has of source 1 is damaged" },
  unreachable: { kind: "unreachable", server, why },
  wrongPassword: { kind: "wrongPassword", server, user: "music" },
  noSuchDatabase: { kind: "noSuchDatabase", server, database: "tonearm" },
  noTls: { kind: "noTls", server },
  notTrusted: { kind: "notTrusted", server, why },
  badCertificates: { kind: "badCertificates", file: "/home/ada/ca.pem", why },
  noRights: { kind: "noRights", why: "permission denied for schema tonearm" },
  serverTooOld: { kind: "serverTooOld", version: "12.4" },
  notUnicode: { kind: "notUnicode", encoding: "SQL_ASCII" },
  readOnlyServer: { kind: "readOnlyServer", server },
  noSuchListener: { kind: "noSuchListener", wanted: "Ada", known: ["Bea"] },
  noListener: { kind: "noListener" },
  severalListeners: { kind: "severalListeners", listeners: [{ id: "1", name: "Ada" }] },
  anotherListener: { kind: "anotherListener" },
  connectionLost: { kind: "connectionLost", why },
  busy: { kind: "busy" },
  other: { kind: "other", why: "the database could not do it: it is on fire" },
};

describe("every problem of a place to meet", () => {
  it.each(Object.values(one))("$kind has a headline and whole sentences", (problem) => {
    const { headline, sentence } = remoteWords(problem);
    expect(headline).toMatch(/^[A-Z].*[^.]$/);
    expect(sentence).toMatch(/^\S.*\.$/);
    expect(sentence).not.toMatch(/tonearm-cli/);
  });
});

it("names what it is about", () => {
  expect(remoteWords(one.folderMissing).sentence).toContain("/media/stick");
  expect(remoteWords(one.noDrive).sentence).toContain("/media/stick");
  expect(remoteWords(one.noSuchDatabase).sentence).toContain("tonearm");
  expect(remoteWords(one.badAddress).sentence).toMatch(/^A remote can't be/);
});
