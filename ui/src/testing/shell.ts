// A shell for tests: gives the answers of the test, when the test wants, and remembers what was asked.

import {
  defaultCountingRule,
  type FilesDragged,
  type ImportStatus,
  type Learning,
  type MachinesChanged,
  type Page,
  type RecentPlays,
  type PlayRow,
  type Status,
  type Track,
  type UiError,
} from "../shell/bindings";
import type { Answer, Shell } from "../shell/shell";

type Events = {
  status: (status: Status) => void;
  plays: (count: number) => void;
  progress: (progress: { saved: number; of: number }) => void;
  notice: (notice: UiError) => void;
  imported: (status: ImportStatus | null) => void;
  archive: () => void;
  files: (files: FilesDragged) => void;
  handedOver: () => void;
  learning: (learning: Learning) => void;
  machines: (changed: MachinesChanged) => void;
  page: (page: Page) => void;
};

export interface FakeShell extends Shell {
  asked: [string, ...unknown[]][];
  emit: Events;
}

export const ok = <T>(data: T): Answer<T> => ({ status: "ok", data });
export const failed = (error: UiError): Answer<never> => ({ status: "error", error });

/** Commands without an answer in the test never answer. */
export function fakeShell(answers: Partial<Shell>): FakeShell {
  const asked: FakeShell["asked"] = [];
  const emit: Events = {
    status: noop,
    plays: noop,
    progress: noop,
    notice: noop,
    imported: noop,
    archive: noop,
    files: noop,
    handedOver: noop,
    learning: noop,
    machines: noop,
    page: noop,
  };
  const listening = {
    onStatusChanged: (to: Events["status"]) => (emit.status = to),
    onPlaysRecorded: (to: Events["plays"]) => (emit.plays = to),
    onPlaylistProgress: (to: Events["progress"]) => (emit.progress = to),
    onSignInNotice: (to: Events["notice"]) => (emit.notice = to),
    onImportChanged: (to: Events["imported"]) => (emit.imported = to),
    onArchiveChanged: (to: Events["archive"]) => (emit.archive = to),
    onFilesDragged: (to: Events["files"]) => (emit.files = to),
    onSomethingHandedOver: (to: Events["handedOver"]) => (emit.handedOver = to),
    onLearningChanged: (to: Events["learning"]) => (emit.learning = to),
    onMachinesChanged: (to: Events["machines"]) => (emit.machines = to),
    onPageAsked: (to: Events["page"]) => (emit.page = to),
  };
  const known: Record<string, unknown> = { ...listening, ...answers, asked, emit };
  return new Proxy(known, {
    get(all, name: string) {
      const found = all[name];
      if (name === "asked" || name === "emit" || name.startsWith("on")) return found;
      return (...given: unknown[]) => {
        asked.push([name, ...given]);
        return typeof found === "function" ? found(...given) : new Promise(noop);
      };
    },
  }) as unknown as FakeShell;
}

export function status(changes: Partial<Status> = {}): Status {
  return {
    connection: "signedIn",
    account: { name: "Maren", uri: "spotify:user:maren", picture: null },
    clientId: "0123456789abcdef0123456789abcdef",
    consent: { givenSecs: 0, endsSecs: 15_552_000, daysLeft: 160 },
    secrets: "keychain",
    pause: null,
    sample: false,
    archivePlays: 0,
    syncedSecs: null,
    unfinished: [],
    settings: {
      theme: "dark",
      redirect: "deepLink",
      recordingPaused: false,
      zone: null,
      rule: defaultCountingRule,
      notifications: { signIn: false, gaps: false, week: false, milestones: false },
    },
    zone: "Europe/Berlin",
    computersZone: "Europe/Berlin",
    startsAtLogin: false,
    settingsLost: false,
    redirects: {
      deepLink: "tonearm://callback",
      loopback: "http://127.0.0.1/callback",
      deepLinkWorks: true,
    },
    updatesItself: false,
    version: "0.1.0",
    revision: 0,
    ...changes,
  };
}

export function nobody(changes: Partial<Status> = {}): Status {
  return status({
    connection: "signedOut",
    account: null,
    clientId: null,
    consent: null,
    ...changes,
  });
}

export function track(name: string): Track {
  return {
    uri: `spotify:track:${name}`,
    name,
    artists: [{ name: "Mirador Septet", uri: null }],
    album: "Enamel",
    albumUri: null,
    cover: null,
    lengthSecs: 217,
  };
}

export function play(name: string, playedSecs: number, more: Partial<PlayRow> = {}): PlayRow {
  const { uri, artists, album, albumUri, cover, lengthSecs } = track(name);
  const key = { beganSecs: playedSecs - lengthSecs, msPlayed: lengthSecs * 1000, track: uri };
  return {
    key,
    playedSecs,
    heardSecs: lengthSecs,
    estimated: false,
    kind: "music",
    uri,
    name,
    artists,
    album,
    albumUri,
    cover,
    ...more,
  };
}

export function recentPlays(rows: PlayRow[], more: Partial<RecentPlays> = {}): RecentPlays {
  return { rows, gaps: [], next: null, fetchedSecs: 0, error: null, ...more };
}

export function topTracks(...names: string[]) {
  return { rows: names.map(track), fetchedSecs: 0, error: null };
}

/** An answer that comes when the test says so. */
export function later<T>() {
  let arrive: (answer: Answer<T>) => void = noop;
  const answer = new Promise<Answer<T>>((resolve) => (arrive = resolve));
  return { answer, arrive };
}

function noop(): void {}
