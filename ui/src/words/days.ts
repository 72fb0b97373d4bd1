// Calendar days as the engine numbers them, days since 1 January 1970, in the listener's words. Pure.
// A day has no time zone any more: the engine applied it, and here a day is the same everywhere.

import type { DayRange, BinUnit } from "../shell/bindings";

/** Monday first, as everywhere in Tonearm. */
export const weekdayNames = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export interface DayParts {
  year: number;
  /** 0 is January. */
  month: number;
  /** From 1. */
  date: number;
}

const dayMs = 86_400_000;

/** The number of a day. A month above 11 or a date past the end of its month runs on into the next. */
export function dayOf(year: number, month = 0, ofMonth = 1): number {
  return Date.UTC(year, month, ofMonth) / dayMs;
}

export function partsOf(day: number): DayParts {
  const at = new Date(day * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() };
}

export function yearOf(day: number): number {
  return partsOf(day).year;
}

/** `step` days or months later. A date that the month does not have becomes its last. */
export function stepped(day: number, by: "month" | "day", step: number): number {
  if (by === "day") return day + step;
  const { year, month, date: of } = partsOf(day);
  const lastOfMonth = dayOf(year, month + step + 1) - 1;
  return Math.min(dayOf(year, month + step, of), lastOfMonth);
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** From 1 January to 31 December. */
export function yearBounds(year: number): DayRange {
  return { firstDay: dayOf(year), lastDay: dayOf(year + 1) - 1 };
}

/** `12 Mar 2019` */
export function date(day: number): string {
  const { year } = partsOf(day);
  return `${dayAndMonth(day)} ${year}`;
}

/** `12 Mar` */
export function dayAndMonth(day: number): string {
  const { month, date: of } = partsOf(day);
  return `${of} ${short(monthNames[month])}`;
}

/** `Tuesday 12 March 2019` */
export function longDate(day: number): string {
  const { year, month, date: of } = partsOf(day);
  return `${weekdayName(weekdayOf(day))} ${of} ${monthNames[month]} ${year}`;
}

/** `Mar 2019` */
export function monthAndYear(day: number): string {
  const { year, month } = partsOf(day);
  return `${short(monthNames[month])} ${year}`;
}

/** `2019-03-12` */
export function isoDay(day: number): string {
  const { year, month, date: of } = partsOf(day);
  return `${String(year).padStart(4, "0")}-${two(month + 1)}-${two(of)}`;
}

/** Null for what is no day of the calendar, or one before 1900 or after 2399. */
export function parseDay(text: string | null): number | null {
  const found = /^((?:19|2[0-3])\d\d)-(\d\d)-(\d\d)$/.exec(text ?? "");
  if (!found) return null;
  const day = dayOf(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return isoDay(day) === text ? day : null;
}

/** From one day to the other, with the year once where both share it: `12 Mar 2019 – 4 Aug 2021`, `3 – 9 Mar 2019`. */
export function span({ firstDay, lastDay }: DayRange): string {
  if (firstDay === lastDay) return date(firstDay);
  const [from, to] = [partsOf(firstDay), partsOf(lastDay)];
  if (from.year !== to.year) return `${date(firstDay)} – ${date(lastDay)}`;
  const first = from.month === to.month ? String(from.date) : dayAndMonth(firstDay);
  return `${first} – ${date(lastDay)}`;
}

/** What a bin of a chart covers: `12 Mar 2019, 14:00`, `12 Mar 2019`, `week of 11 Mar 2019`, `Mar 2019`. */
export function binName(start: number, unit: BinUnit): string {
  if (unit === "hour") return `${date(Math.floor(start))}, ${hourName(hourOf(start))}`;
  if (unit === "month") return monthAndYear(start);
  return unit === "week" ? `week of ${date(start)}` : date(start);
}

/** The hour at which a bin of an hour begins, which is a fraction of a day. */
export function hourOf(start: number): number {
  return Math.round((start - Math.floor(start)) * 24);
}

/** 0 is `Monday`. */
export function weekdayName(weekday: number): string {
  return weekdayNames[weekday] ?? "";
}

/** `09:00`, `24:00` */
export function hourName(hour: number): string {
  return minuteName(hour * 60);
}

/** A minute of a day: `23:10`. */
export function minuteName(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `Mar`, `Mon`: the first three letters of a month or weekday. */
export function short(name: string | undefined): string {
  return name?.slice(0, 3) ?? "";
}

/** `03` */
export function two(n: number): string {
  return String(n).padStart(2, "0");
}
