// What kind of listening the hours of a thing speak for: late at night, in the morning, at all hours. Pure.
// With few plays, or where no part of the day stands out, nothing is claimed.

import { total } from "../figure/clock";
import type { EntityKind } from "../shell/bindings";
import { sortNouns } from "../words/names";

// From the first hour to before the second; the night goes past midnight.
const periods = [
  ["morning", 5, 11],
  ["daytime", 11, 17],
  ["evening", 17, 22],
  ["late-night", 22, 29],
] as const;
/** Fewer plays tell of nothing. */
const fewest = 12;
/** The heading where nothing is claimed. */
export const noClaim = "By hour of day";

/**
 * `A late-night artist` where that part of the day holds two fifths or more, and half as much again as any other;
 * `An artist for all hours` where each part holds a seventh or more; else no claim is made.
 */
export function listening(hours: number[], plays: number, sort: EntityKind): string {
  const whole = total(hours);
  const noun = sortNouns[sort];
  if (plays < fewest || whole === 0) return noClaim;
  const parts = periods
    .map(([name, from, to]) => {
      let held = 0;
      for (let hour = from; hour < to; hour += 1) held += hours[hour % 24] ?? 0;
      return { name, share: held / whole };
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
