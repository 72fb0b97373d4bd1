// Pages of plays put together, newest first. Pure; no play is lost between two pages, and none is there twice.

import type { Gap, PlayPage, RecentPlays, PlayRow } from "../shell/bindings";

/** A newer first page, with all that was read beyond it before. */
export function joined(before: RecentPlays | null, first: RecentPlays): RecentPlays {
  const last = first.rows.at(-1);
  if (!before || !last || first.next === null) return first;
  const known = new Set(first.rows.map(keyOf));
  // With nothing in common there may be plays between the two that nobody has read.
  if (!before.rows.some((row) => known.has(keyOf(row)))) return first;
  const beyond = before.rows.filter(
    (row) => row.playedSecs <= last.playedSecs && !known.has(keyOf(row)),
  );
  if (beyond.length === 0) return first;
  const gaps = before.gaps.filter((gap) => gap.toSecs <= last.playedSecs);
  return {
    ...first,
    rows: [...first.rows, ...beyond],
    gaps: united(first.gaps, gaps),
    next: before.next,
  };
}

/** What was read, with the page after it. */
export function continued(before: RecentPlays, page: PlayPage): RecentPlays {
  const known = new Set(before.rows.map(keyOf));
  return {
    ...before,
    rows: [...before.rows, ...page.rows.filter((row) => !known.has(keyOf(row)))],
    gaps: united(before.gaps, page.gaps),
    next: page.next,
  };
}

function united(some: Gap[], more: Gap[]): Gap[] {
  const known = new Set(some.map((gap) => `${gap.fromSecs} ${gap.toSecs}`));
  return [...some, ...more.filter((gap) => !known.has(`${gap.fromSecs} ${gap.toSecs}`))];
}

function keyOf(play: PlayRow): string {
  return `${play.playedSecs} ${play.uri ?? play.name}`;
}
