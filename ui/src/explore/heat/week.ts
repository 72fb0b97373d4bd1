// The places of the listening clock: where each is, where an arrow key leads, and which filter a choice of places means.
// An empty list of weekdays or hours means any of them; a full list is never made.

export interface WeekFilter {
  /** 0 is Monday; none means any. */
  weekdays: number[];
  /** None means any. */
  hours: number[];
}

/** A week as it is drawn: 25 places in a row, first the weekday's name; below the seven rows, the hours' names. */
export const placesInRow = 25;
const hoursRow = 7;

export function placeOf(weekday: number, hour: number): number {
  return weekday * placesInRow + hour + 1;
}

/** Where an arrow key leads; null where it is no such key. */
export function nextPlace(place: number, key: string): number | null {
  const row = Math.floor(place / placesInRow);
  const at = place % placesInRow;
  // The corner below the weekdays' names is no place.
  const first = row === hoursRow ? 1 : 0;
  const last = at === 0 ? hoursRow - 1 : hoursRow;
  const to = (newRow: number, newAt: number) =>
    Math.min(Math.max(newRow, 0), last) * placesInRow +
    Math.min(Math.max(newAt, first), placesInRow - 1);
  if (key === "ArrowLeft") return to(row, at - 1);
  if (key === "ArrowRight") return to(row, at + 1);
  if (key === "ArrowUp") return to(row - 1, at);
  if (key === "ArrowDown") return to(row + 1, at);
  if (key === "Home") return to(row, 0);
  return key === "End" ? to(row, placesInRow - 1) : null;
}

/** What is let through after choosing from one place to another: names go in and out, cells make a block. */
export function chosen(from: number, to: number, now: WeekFilter): WeekFilter {
  const [weekday, hour] = [Math.floor(from / placesInRow), (from % placesInRow) - 1];
  const [lastDay, lastHour] = [Math.floor(to / placesInRow), (to % placesInRow) - 1];
  if (from === to && hour < 0) return { ...now, weekdays: toggled(now.weekdays, weekday, 7) };
  if (from === to && weekday === hoursRow) return { ...now, hours: toggled(now.hours, hour, 24) };
  if (hour < 0 && lastHour < 0) return { ...now, weekdays: some(weekday, lastDay, 7) };
  if (weekday === hoursRow && lastDay === hoursRow) {
    return { ...now, hours: some(hour, lastHour, 24) };
  }
  const next = {
    weekdays: some(Math.min(weekday, 6), Math.min(lastDay, 6), 7),
    hours: some(Math.max(hour, 0), Math.max(lastHour, 0), 24),
  };
  // The one cell that is left in, chosen again, lets all back in.
  const same = from === to && String(Object.values(next)) === String([now.weekdays, now.hours]);
  return same ? { weekdays: [], hours: [] } : next;
}

/** Whether a place lies between two others, as a block. */
export function inBlock(place: number, from: number, to: number): boolean {
  const between = (of: (place: number) => number) =>
    (of(place) - of(from)) * (of(place) - of(to)) <= 0;
  return between((at) => Math.floor(at / placesInRow)) && between((at) => at % placesInRow);
}

/** With the value if it was not there, without it if it was; all of them becomes any. */
function toggled(now: number[], value: number, of: number): number[] {
  const rest = now.filter((each) => each !== value);
  const next = rest.length < now.length ? rest : [...now, value];
  return anyOf(
    next.toSorted((one, other) => one - other),
    of,
  );
}

/** Whether a list of the filter allows it. */
export function allows(only: number[], value: number): boolean {
  return only.length === 0 || only.includes(value);
}

function some(one: number, other: number, of: number): number[] {
  const from = Math.min(one, other);
  const all = Array.from({ length: Math.abs(one - other) + 1 }, (_, at) => from + at);
  return anyOf(all, of);
}

function anyOf(all: number[], of: number): number[] {
  return all.length === of ? [] : all;
}
