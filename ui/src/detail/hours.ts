// In which part of the day something is heard, as a heading: `A late-night artist`, `An artist for all hours`.
// With few plays, or where no part of the day stands out, the heading makes no claim.

import { total } from "../figure/clock";
import type { EntityKind } from "../shell/bindings";
import { sortNouns } from "../words/names";

// From the first hour up to, not including, the second; hours from 24 on are after midnight.
const periods = [
  ["morning", 5, 11],
  ["daytime", 11, 17],
  ["evening", 17, 22],
  ["late-night", 22, 29],
] as const;
/** With fewer plays, an hour with the most is chance. */
const minPlays = 12;
/** The heading where nothing is claimed. */
export const noClaim = "By hour of day";

/**
 * `A late-night artist` where that part of the day holds two fifths or more, and half as much again as any other;
 * `An artist for all hours` where each part holds a seventh or more; otherwise no claim.
 */
export function listeningHabit(hours: number[], plays: number, sort: EntityKind): string {
  const sum = total(hours);
  const noun = sortNouns[sort];
  if (plays < minPlays || sum === 0) return noClaim;
  const parts = periods
    .map(([name, from, to]) => {
      let held = 0;
      for (let hour = from; hour < to; hour += 1) held += hours[hour % 24] ?? 0;
      return { name, share: held / sum };
    })
    .toSorted((one, other) => other.share - one.share);
  const [first, second] = parts;
  if (!first || !second) return noClaim;
  if (first.share >= 0.4 && first.share >= second.share * 1.5) {
    return `${first.name === "evening" ? "An" : "A"} ${first.name} ${noun}`;
  }
  if (parts.every(({ share }) => share >= 1 / 7)) {
    return `${/^[aeiou]/.test(noun) ? "An" : "A"} ${noun} for all hours`;
  }
  return noClaim;
}
