// Plays and the gaps between them, newest first, grouped by day in the listener's zone. Pure.
// A gap comes right after the last play that is newer than it. Every play is there once, and with any play every gap too.

import type { Gap, PlayRow } from "../shell/bindings";
import { byDay, type Zone } from "../words/times";

/** What a day shows in one piece: plays without a gap between them, or a gap. */
export type DayPart = { plays: PlayRow[] } | { gap: Gap };

export interface PlayDay {
  key: string;
  name: string;
  parts: DayPart[];
}

export function playDays(plays: PlayRow[], gaps: Gap[], nowSecs: number, zone: Zone): PlayDay[] {
  const remaining = gaps.toSorted((one, other) => other.toSecs - one.toSecs);
  const days: PlayDay[] = [];
  for (const { key, name, rows } of byDay(plays, nowSecs, zone)) {
    const parts: DayPart[] = [];
    for (const play of rows) {
      // A gap above a day's newest play belongs to the day above, where there is one.
      const above = parts.length === 0 ? (days.at(-1)?.parts ?? parts) : parts;
      while (remaining[0] && remaining[0].toSecs > play.playedSecs) {
        pushGap(above, remaining.shift());
      }
      const last = parts.at(-1);
      if (last && "plays" in last) last.plays.push(play);
      else parts.push({ plays: [play] });
    }
    days.push({ key, name, parts });
  }
  while (remaining.length > 0 && days.length > 0) pushGap(days.at(-1)?.parts, remaining.shift());
  return days;
}

function pushGap(parts: DayPart[] | undefined, gap: Gap | undefined): void {
  if (gap) parts?.push({ gap });
}
