// The chart of years as plain numbers: how high each part of a bar is, where the gaps lie. Pure.
// Bars stand on zero and share one scale; a year without plays that a gap covers is missing, not silent.

import type { ArchiveYear, Gap } from "../shell/bindings";

export type Witness = "extended" | "account" | "live";
/** Best witness first, which is also the order in a bar from below. */
export const witnesses: readonly Witness[] = ["extended", "account", "live"];

export const witnessNames: Record<Witness, string> = {
  extended: "extended history",
  account: "account data",
  live: "recorded by Tonearm",
};

export interface YearBar {
  year: number;
  plays: number;
  /** From below; parts of the tallest bar, 0 to 1. */
  parts: { witness: Witness; share: number }[];
  missing: boolean;
}

export interface Stretch {
  /** Parts of the whole width, 0 to 1. */
  from: number;
  to: number;
}

export interface YearsChart {
  bars: YearBar[];
  /** The bar to name. */
  tallest: YearBar | null;
  gaps: Stretch[];
  told: { witness: Witness; plays: number; stretch: Stretch }[];
}

export function yearsChart(years: ArchiveYear[], gaps: Gap[]): YearsChart {
  const first = years[0]?.year ?? 0;
  const most = Math.max(...years.map(playsOf), 1);
  const along = (secs: number) => clamp((yearAt(secs) - first) / years.length);
  const bars = years.map((each) => ({
    year: each.year,
    plays: playsOf(each),
    parts: witnesses
      .filter((witness) => each[witness] > 0)
      .map((witness) => ({ witness, share: each[witness] / most })),
    missing: playsOf(each) === 0 && gaps.some((gap) => touches(gap, each.year)),
  }));
  return {
    bars,
    tallest: bars.find(({ plays }) => plays === most) ?? null,
    gaps: gaps.map(({ fromSecs, toSecs }) => ({ from: along(fromSecs), to: along(toSecs) })),
    told: witnesses.flatMap((witness) => {
      const from = years.findIndex((each) => each[witness] > 0);
      if (from < 0) return [];
      const to = years.findLastIndex((each) => each[witness] > 0) + 1;
      const plays = years.reduce((sum, each) => sum + each[witness], 0);
      return { witness, plays, stretch: { from: from / years.length, to: to / years.length } };
    }),
  };
}

export function playsOf({ extended, account, live }: ArchiveYear): number {
  return extended + account + live;
}

/** 2017.5 in the middle of 2017; a few hours of zone do not show in a chart of years. */
function yearAt(secs: number): number {
  const year = new Date(secs * 1000).getUTCFullYear();
  const [start, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  return year + (secs * 1000 - start) / (end - start);
}

function touches(gap: Gap, year: number): boolean {
  return yearAt(gap.fromSecs) < year + 1 && yearAt(gap.toSecs) > year;
}

function clamp(part: number): number {
  return Math.min(Math.max(part, 0), 1);
}
