// The first play in sentences: on which day and at what time, and how often it was played again that day.
// Says only what is recorded, and nothing where there is no first play.

import type { Detail } from "../shell/bindings";
import {
  date,
  minuteName,
  monthNames,
  partsOf,
  weekdayName,
  weekdayOf,
  yearOf,
} from "../words/days";

type FirstPlay = Pick<Detail, "sort" | "first" | "firstDayPlays" | "today">;

/** `You discovered them on a Tuesday in 2017.` */
export function discovery({ sort, first, today }: FirstPlay): string {
  if (!first) return "";
  const lead = sort === "artists" ? "You discovered them" : "You first heard it";
  if (first.day === today) return `${lead} today.`;
  if (first.day === today - 1) return `${lead} yesterday.`;
  return `${lead} on a ${weekdayName(weekdayOf(first.day))} in ${yearOf(first.day)}.`;
}

/** `14 March, 23:41.` */
export function firstPlayTime({ first }: FirstPlay): string {
  if (!first) return "";
  const { month, date: of } = partsOf(first.day);
  return `${of} ${monthNames[month]}, ${minuteName(first.minute)}.`;
}

/** `You played it twice more before midnight.`; nothing where it was played once. */
export function laterThatDay({ sort, first, firstDayPlays }: FirstPlay): string {
  if (!first || firstDayPlays < 2) return "";
  const more = firstDayPlays - 1;
  const times = more === 1 ? "once" : more === 2 ? "twice" : `${more} times`;
  const hour = Math.floor(first.minute / 60);
  // Plays after midnight belong to the next day, so a late evening is counted up to midnight.
  const until = hour >= 21 ? "before midnight" : hour >= 18 ? "that evening" : "that day";
  return `You played ${sort === "artists" ? "them" : "it"} ${times} more ${until}.`;
}

/** `yesterday, 22:14`, `18 Jul 2026, 22:14` */
export function dayAndTime(at: { day: number; minute: number }, today: number): string {
  const day = at.day === today ? "today" : at.day === today - 1 ? "yesterday" : date(at.day);
  return `${day}, ${minuteName(at.minute)}`;
}
