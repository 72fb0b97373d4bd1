// An archive for tests and the report of an import into it: thirteen years of one listener, with plays of all three provenances.

import type {
  ArchiveOverview,
  ArchiveSource,
  ArchiveTotals,
  Backup,
  ImportReport,
  ImportStatus,
  RejectedRows,
} from "../shell/bindings";

export const at = (text: string) => Date.parse(text) / 1000;

export const setAside: RejectedRows[] = [
  { reason: "Nothing was heard.", count: 9_812, sample: "2014-03-02 18:01 Blue Enamel, 0 ms" },
  { reason: "The row is there twice.", count: 3_466, sample: "2016-11-20 07:12 Paper Harbour" },
  {
    reason: "It is not readable.",
    count: 17,
    sample: "Streaming_History_Audio_9.json, line 4,402",
  },
];

export const report: ImportReport = {
  source: 2,
  name: "my_spotify_data.zip",
  files: 14,
  read: 213_368,
  added: 179_852,
  alreadyKnown: 18_226,
  merged: 1_995,
  setAside,
  refused: [
    { file: "Streaming_History_Audio_2013_1.json", why: "It ends in the middle of a row." },
  ],
  firstSecs: at("2013-10-14T12:00:00Z"),
  lastSecs: at("2024-05-09T12:00:00Z"),
  gapsClosed: 2,
  tookMs: 1_840,
};

export const running: Extract<ImportStatus, { kind: "running" }> = {
  kind: "running",
  name: report.name,
  rows: 132_288,
  doneKib: 135_700,
  totalKib: 214_000,
  secsLeft: 20,
  stage: "reading",
};

export function source(id: number, more: Partial<ArchiveSource> = {}): ArchiveSource {
  const { name, files, read, added, alreadyKnown, merged, firstSecs, lastSecs } = report;
  return {
    id,
    kind: "import",
    name,
    addedSecs: at("2026-07-10T12:02:00Z"),
    files,
    read,
    added,
    alreadyKnown,
    merged,
    setAside,
    plays: added,
    firstSecs,
    lastSecs,
    ...more,
  };
}

export function backup(name: string, takenSecs: number, why: Backup["why"] = "daily"): Backup {
  const [firstSecs, lastSecs] = [at("2013-10-14T12:00:00Z"), takenSecs - 3_600];
  return {
    name,
    takenSecs,
    kib: 42_400,
    why,
    tier: why === "daily" ? "daily" : null,
    fullest: false,
    content: { plays: 252_000, firstSecs, lastSecs },
  };
}

export function archive(more: Partial<ArchiveOverview> = {}): ArchiveOverview {
  const live = { kind: "live", name: "Recording", files: 0, read: 0, added: 8_404 } as const;
  return {
    plays: 252_508,
    firstSecs: at("2013-10-14T12:00:00Z"),
    lastSecs: at("2026-11-20T21:40:00Z"),
    years: Array.from({ length: 14 }, (_, index) => ({
      year: 2013 + index,
      extended: index > 11 ? 0 : index === 4 ? 0 : 9_000 + ((index * 7_919) % 14_000),
      account: index === 11 ? 9_300 : index === 12 ? 12_100 : 0,
      live: index > 11 ? 3_000 + index * 220 : 0,
    })),
    sources: [
      source(3, { ...live, plays: 8_404, alreadyKnown: 0, merged: 0, setAside: [] }),
      source(2),
    ],
    gaps: [
      {
        fromSecs: at("2025-08-20T10:00:00Z"),
        toSecs: at("2025-11-04T19:30:00Z"),
        kind: "mayBeMissing",
      },
      { fromSecs: at("2017-01-01T00:00:00Z"), toSecs: at("2017-12-31T23:00:00Z"), kind: "missing" },
    ],
    complete: [],
    backups: [
      backup("archive-2026-11-21.db", at("2026-11-21T06:00:00Z")),
      backup("archive-2026-07-10.db", at("2026-07-10T12:01:00Z"), "beforeImport"),
    ],
    file: "/home/maren/.local/share/tonearm/archive.db",
    kib: 43_120,
    onNetworkDrive: false,
    damage: null,
    recount: null,
    ...more,
  };
}

export const archiveTotals: ArchiveTotals = {
  tracks: 31_204,
  artists: 9_377,
  heardSecs: 41_047_200,
};

export function emptyArchive(more: Partial<ArchiveOverview> = {}): ArchiveOverview {
  return archive({
    plays: 0,
    firstSecs: null,
    lastSecs: null,
    years: [],
    sources: [],
    gaps: [],
    complete: [],
    backups: [],
    kib: 96,
    ...more,
  });
}
