// The latest plays as the quick view lists them: by day, with the gaps between them. Pure.

import type { Gap, GapKind, LatestPlay } from "../shell/bindings";
import { byDay, type Zone } from "../words/times";

/** What a day lists: a play, or that plays are missing there or may be. */
export type QuickRow = { play: LatestPlay } | { gap: GapKind };

export interface QuickDay {
  key: string;
  /** `Today`, `Yesterday`, `Tuesday 17 November`. */
  name: string;
  rows: QuickRow[];
}

/** Both newest first. Of several gaps between two plays, one in which plays are missing for sure is told. */
export function quickDays(
  plays: LatestPlay[],
  gaps: Gap[],
  nowSecs: number,
  zone: Zone,
): QuickDay[] {
  const before = new Map(plays.map((play, at) => [play, plays[at + 1]]));
  return byDay(plays, nowSecs, zone).map(({ key, name, rows }) => ({
    key,
    name,
    rows: rows.flatMap((play): QuickRow[] => {
      const gap = gapBetween(before.get(play), play, gaps);
      return gap ? [{ play }, { gap }] : [{ play }];
    }),
  }));
}

function gapBetween(
  before: LatestPlay | undefined,
  after: LatestPlay,
  gaps: Gap[],
): GapKind | undefined {
  if (!before) return undefined;
  const between = gaps.filter(
    (gap) => gap.toSecs > before.playedSecs && gap.fromSecs < after.playedSecs,
  );
  return between.find((gap) => gap.kind === "missing")?.kind ?? between[0]?.kind;
}
