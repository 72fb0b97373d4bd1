// What a hidden thing is called in the list of them. An artist, album or track has its name; days have theirs from their dates.

import type { HiddenThing } from "../shell/bindings";
import { sortNouns } from "../words/names";
import { date, dateAndTime, span, timeOfDay, type Zone } from "../words/times";

export function hiddenName({ sort, name, fromSecs, toSecs }: HiddenThing, zone: Zone): string {
  if (sort !== null) return name;
  const [first, last] = [fromSecs, toSecs && toSecs - 1].map((at) => at && date(at, zone));
  if (!first || !last) return first ? `Since ${first}` : last ? `Until ${last}` : "Everything";
  return first === last ? first : span(fromSecs ?? 0, (toSecs ?? 1) - 1, zone);
}

/** `artist`, `days`; with the hours where days do not begin and end at midnight. */
export function hiddenKind({ sort, fromSecs, toSecs }: HiddenThing, zone: Zone): string {
  if (sort !== null) return sortNouns[sort];
  if (fromSecs === null || toSecs === null) return "days";
  const isMidnight = (secs: number) => timeOfDay(secs, zone) === "00:00";
  if (isMidnight(fromSecs) && isMidnight(toSecs)) return "days";
  return `${dateAndTime(fromSecs, zone)} – ${dateAndTime(toSecs, zone)}`;
}
