// Puts pages of plays together, newest first. Pure; no play is lost between two pages, and none is repeated.

import type { Gap, PlayPage, RecentPlays, PlayRow } from "../shell/bindings";

/** The first page, read again, followed by the older plays that were read before. */
export function withFirstPage(before: RecentPlays | null, first: RecentPlays): RecentPlays {
  const last = first.rows.at(-1);
  if (!before || !last || first.next === null) return first;
  const onFirst = new Set(first.rows.map(playKey));
  // If the two have no play in common, there may be unread plays between them.
  if (!before.rows.some((row) => onFirst.has(playKey(row)))) return first;
  const older = before.rows.filter(
    (row) => row.playedSecs <= last.playedSecs && !onFirst.has(playKey(row)),
  );
  if (older.length === 0) return first;
  const olderGaps = before.gaps.filter((gap) => gap.toSecs <= last.playedSecs);
  return {
    ...first,
    rows: [...first.rows, ...older],
    gaps: mergeGaps(first.gaps, olderGaps),
    next: before.next,
  };
}

/** What was read before, followed by the next older page. */
export function withOlderPage(before: RecentPlays, page: PlayPage): RecentPlays {
  const known = new Set(before.rows.map(playKey));
  return {
    ...before,
    rows: [...before.rows, ...page.rows.filter((row) => !known.has(playKey(row)))],
    gaps: mergeGaps(before.gaps, page.gaps),
    next: page.next,
  };
}

function mergeGaps(some: Gap[], more: Gap[]): Gap[] {
  const known = new Set(some.map(gapKey));
  return [...some, ...more.filter((gap) => !known.has(gapKey(gap)))];
}

function gapKey(gap: Gap): string {
  return `${gap.fromSecs} ${gap.toSecs}`;
}

function playKey(play: PlayRow): string {
  return `${play.playedSecs} ${play.uri ?? play.name}`;
}
