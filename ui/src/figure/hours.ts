// When in a day and a week something is heard: sums of the listening clock, and what kind of listening they tell of. Pure.

import type { EntityKind } from "../shell/bindings";

/** Amounts by hour, 0 to 23, of a clock that begins with Monday's first hour. */
export function hoursOf(clock: number[]): number[] {
  return sums(24, (hour) => clock.filter((_, cell) => cell % 24 === hour));
}

/** Amounts by weekday, Monday first. */
export function weekdaysOf(clock: number[]): number[] {
  return sums(7, (weekday) => clock.slice(weekday * 24, weekday * 24 + 24));
}

/** Where the most is; the first of several alike, -1 where there is nothing. */
export function busiest(amounts: number[]): number {
  const most = Math.max(0, ...amounts);
  return most === 0 ? -1 : amounts.indexOf(most);
}

export function total(amounts: number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** `19 %`; what is there is never said to be none, and only all is all. */
export function shareOf(part: number, whole: number): string {
  const percent = whole > 0 ? (part / whole) * 100 : 0;
  if (percent > 0 && percent < 1) return "under 1 %";
  return `${part < whole ? Math.min(Math.round(percent), 99) : Math.round(percent)} %`;
}

// From the first hour to before the second; the night goes past midnight.
const periods = [
  ["morning", 5, 11],
  ["daytime", 11, 17],
  ["evening", 17, 22],
  ["late-night", 22, 29],
] as const;
const nouns: Record<EntityKind, string> = {
  artists: "artist",
  albums: "album",
  tracks: "track",
  genres: "genre",
};
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
  const noun = nouns[sort];
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

function sums(length: number, of: (index: number) => number[]): number[] {
  return Array.from({ length }, (_, index) => total(of(index)));
}
