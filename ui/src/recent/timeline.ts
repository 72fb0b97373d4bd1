// Plays and the gaps between them, newest first, in the listener's own days. Pure.
// A gap stands right under the last play before it was noticed; every play and every gap is there once.

import type { Gap, PlayRow } from "../shell/bindings";
import { byDay, type Zone } from "../words/times";

export type Part = { plays: PlayRow[] } | { gap: Gap };

export interface TimelineDay {
  key: string;
  name: string;
  parts: Part[];
}

export function timeline(
  plays: PlayRow[],
  gaps: Gap[],
  nowSecs: number,
  zone: Zone,
): TimelineDay[] {
  const left = gaps.toSorted((one, other) => other.toSecs - one.toSecs);
  const days: TimelineDay[] = [];
  for (const { key, name, rows } of byDay(plays, nowSecs, zone)) {
    const parts: Part[] = [];
    for (const play of rows) {
      // Before a day's first play it belongs to the day above, where there is one.
      const above = parts.length === 0 ? (days.at(-1)?.parts ?? parts) : parts;
      while (left[0] && left[0].toSecs > play.playedSecs) push(above, left.shift());
      const last = parts.at(-1);
      if (last && "plays" in last) last.plays.push(play);
      else parts.push({ plays: [play] });
    }
    days.push({ key, name, parts });
  }
  while (left.length > 0 && days.length > 0) push(days.at(-1)?.parts, left.shift());
  return days;
}

function push(parts: Part[] | undefined, gap: Gap | undefined): void {
  if (gap) parts?.push({ gap });
}
