// The listening clock, a week of hours, summed by hour of day and by weekday. Pure.

/** Amounts by hour, 0 to 23, of a clock that begins with Monday's first hour. */
export function hoursOf(clock: number[]): number[] {
  return sums(24, (hour) => clock.filter((_, cell) => cell % 24 === hour));
}

/** Amounts by weekday, Monday first. */
export function weekdaysOf(clock: number[]): number[] {
  return sums(7, (weekday) => clock.slice(weekday * 24, weekday * 24 + 24));
}

/** The index of the largest amount: the first of several equal ones, -1 where all are 0. */
export function busiest(amounts: number[]): number {
  const most = Math.max(0, ...amounts);
  return most === 0 ? -1 : amounts.indexOf(most);
}

export function total(amounts: number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function sums(length: number, of: (index: number) => number[]): number[] {
  return Array.from({ length }, (_, index) => total(of(index)));
}
