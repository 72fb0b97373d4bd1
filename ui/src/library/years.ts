// The chart of years as plain numbers: how high each part of a bar is, and where the gaps are. Draws nothing.
// Bars begin at zero and share one scale; a year without plays that a gap covers is never silent.

import type { ArchiveYear, Gap, GapKind } from "../shell/bindings";

export type Provenance = "extended" | "account" | "live";
/** The most detailed first, which is also the order in a bar from below. */
export const provenances: readonly Provenance[] = ["extended", "account", "live"];

export const provenanceNames: Record<Provenance, string> = {
  extended: "extended history",
  account: "account data",
  live: "recorded by Tonearm",
};

export interface YearBar {
  year: number;
  plays: number;
  /** From below; parts of the tallest bar, 0 to 1. */
  parts: { provenance: Provenance; share: number }[];
  /** The kind of the gap that the year lies in, if it has no plays. */
  gap: GapKind | null;
}

export interface Stretch {
  /** Parts of the whole width, 0 to 1. */
  from: number;
  to: number;
}

export interface YearsChart {
  bars: YearBar[];
  /** The bar that gets a label. */
  tallest: YearBar | null;
  gaps: (Stretch & { kind: GapKind })[];
  /** For each provenance with plays: how many, and the years from its first to its last. */
  coverage: { provenance: Provenance; plays: number; stretch: Stretch }[];
}

export function yearsChart(years: ArchiveYear[], gaps: Gap[]): YearsChart {
  const first = years[0]?.year ?? 0;
  const highest = Math.max(...years.map(playsOf), 1);
  const position = (secs: number) => clamp((yearAt(secs) - first) / years.length);
  const bars = years.map((each) => ({
    year: each.year,
    plays: playsOf(each),
    parts: provenances
      .filter((provenance) => each[provenance] > 0)
      .map((provenance) => ({ provenance, share: each[provenance] / highest })),
    gap: playsOf(each) === 0 ? kindIn(gaps, each.year) : null,
  }));
  return {
    bars,
    tallest: bars.find(({ plays }) => plays === highest) ?? null,
    gaps: gaps.map(({ fromSecs, toSecs, kind }) => ({
      from: position(fromSecs),
      to: position(toSecs),
      kind,
    })),
    coverage: provenances.flatMap((provenance) => {
      const from = years.findIndex((each) => each[provenance] > 0);
      if (from < 0) return [];
      const to = years.findLastIndex((each) => each[provenance] > 0) + 1;
      const plays = years.reduce((sum, each) => sum + each[provenance], 0);
      return { provenance, plays, stretch: { from: from / years.length, to: to / years.length } };
    }),
  };
}

export function playsOf({ extended, account, live }: ArchiveYear): number {
  return extended + account + live;
}

/** 2017.5 in the middle of 2017; the few hours between time zones do not show in a chart of years. */
function yearAt(secs: number): number {
  const year = new Date(secs * 1000).getUTCFullYear();
  const [start, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  return year + (secs * 1000 - start) / (end - start);
}

/** If several gaps overlap the year, what one of them is sure of is sure. */
function kindIn(gaps: Gap[], year: number): GapKind | null {
  const kinds = gaps.filter((gap) => overlaps(gap, year)).map(({ kind }) => kind);
  return kinds.find((kind) => kind === "missing") ?? kinds[0] ?? null;
}

function overlaps(gap: Gap, year: number): boolean {
  return yearAt(gap.fromSecs) < year + 1 && yearAt(gap.toSecs) > year;
}

function clamp(part: number): number {
  return Math.min(Math.max(part, 0), 1);
}
