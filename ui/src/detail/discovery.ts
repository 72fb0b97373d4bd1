// How it began, in sentences no truer and no warmer than what is recorded: the day of the first play, and of that day the rest. Pure.

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

type Began = Pick<Detail, "sort" | "first" | "firstDayPlays" | "today">;

/** `You discovered them on a Tuesday in 2017.` */
export function discovery({ sort, first, today }: Began): string {
  if (!first) return "";
  const lead = sort === "artists" ? "You discovered them" : "You first heard it";
  if (first.day === today) return `${lead} today.`;
  if (first.day === today - 1) return `${lead} yesterday.`;
  return `${lead} on a ${weekdayName(weekdayOf(first.day))} in ${yearOf(first.day)}.`;
}

/** `14 March, 23:41.` */
export function discoveredAt({ first }: Began): string {
  if (!first) return "";
  const { month, date: of } = partsOf(first.day);
  return `${of} ${monthNames[month]}, ${minuteName(first.minute)}.`;
}

/** `You played it twice more before midnight.`; nothing where once was enough. */
export function andThen({ sort, first, firstDayPlays }: Began): string {
  if (!first || firstDayPlays < 2) return "";
  const more = firstDayPlays - 1;
  const times = more === 1 ? "once" : more === 2 ? "twice" : `${more} times`;
  const hour = Math.floor(first.minute / 60);
  // The day ends at midnight, the night does not.
  const until = hour >= 21 ? "before midnight" : hour >= 18 ? "that evening" : "that day";
  return `You played ${sort === "artists" ? "them" : "it"} ${times} more ${until}.`;
}

/** `yesterday, 22:14`, `18 Jul 2026, 22:14` */
export function when(at: { day: number; minute: number }, today: number): string {
  const day = at.day === today ? "today" : at.day === today - 1 ? "yesterday" : date(at.day);
  return `${day}, ${minuteName(at.minute)}`;
}
