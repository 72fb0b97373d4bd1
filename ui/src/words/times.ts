// Times, days and waits in the listener's words. Pure: the zone and the present are arguments.

import { numeral, withUnit } from "./amounts";
import { two } from "./days";

export type Zone = string;

export interface Day<T> {
  /** `2026-11-17` in the listener's zone. */
  key: string;
  name: string;
  rows: T[];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:02` */
export function timeOfDay(secs: number, zone: Zone): string {
  return format(secs, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** `14:02:05` */
export function secondOfDay(secs: number, zone: Zone): string {
  const shape = {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  } as const;
  return format(secs, zone, shape);
}

/** `Today`, `Yesterday`, `Tuesday 17 November`, with the year where it is not this one. */
export function dayName(secs: number, nowSecs: number, zone: Zone): string {
  const key = dayKey(secs, zone);
  const today = dayKey(nowSecs, zone);
  if (key === today) return "Today";
  if (key === shifted(today, -1)) return "Yesterday";
  const name = format(secs, zone, { weekday: "long", day: "numeric", month: "long" });
  const year = key.slice(0, 4);
  return (year === today.slice(0, 4) ? name : `${name} ${year}`).replace(",", "");
}

/** A time within a sentence: `at 14:02`, `tomorrow at 09:12`, `on 17 November at 14:02`. */
export function moment(secs: number, nowSecs: number, zone: Zone): string {
  const key = dayKey(secs, zone);
  const today = dayKey(nowSecs, zone);
  const at = `at ${timeOfDay(secs, zone)}`;
  if (key === today) return at;
  if (key === shifted(today, 1)) return `tomorrow ${at}`;
  if (key === shifted(today, -1)) return `yesterday ${at}`;
  return `on ${date(secs, zone).slice(0, -5)} ${at}`;
}

/** When it was, as short as it is clear: `20:30`, `yesterday, 20:30`, `17 November 2026`. */
export function pastMoment(secs: number, nowSecs: number, zone: Zone): string {
  const key = dayKey(secs, zone);
  const today = dayKey(nowSecs, zone);
  if (key === today) return timeOfDay(secs, zone);
  if (key === shifted(today, -1)) return `yesterday, ${timeOfDay(secs, zone)}`;
  return date(secs, zone);
}

/** `17 November 2026` */
export function date(secs: number, zone: Zone): string {
  return format(secs, zone, { day: "numeric", month: "long", year: "numeric" });
}

/** `10 July 2026, 14:02` */
export function dateAndTime(secs: number, zone: Zone): string {
  return `${date(secs, zone)}, ${timeOfDay(secs, zone)}`;
}

/** From one time to the other, no word twice: `3 August 2026, 14:02 – 18:30`, `20 August – 4 November 2025`. */
export function span(fromSecs: number, toSecs: number, zone: Zone): string {
  const [from, to] = [date(fromSecs, zone), date(toSecs, zone)];
  if (from === to) return `${dateAndTime(fromSecs, zone)} – ${timeOfDay(toSecs, zone)}`;
  const sameYear = from.slice(-4) === to.slice(-4);
  return `${sameYear ? from.slice(0, -5) : from} – ${to}`;
}

/** Plays, newest first, by days in the listener's zone. */
export function byDay<T extends { playedSecs: number }>(
  plays: T[],
  nowSecs: number,
  zone: Zone,
): Day<T>[] {
  const days: Day<T>[] = [];
  for (const play of plays) {
    const key = dayKey(play.playedSecs, zone);
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(play);
    else days.push({ key, name: dayName(play.playedSecs, nowSecs, zone), rows: [play] });
  }
  return days;
}

/** A track's length or position: `3:05`, `1:02:05`. */
export function length(secs: number): string {
  const hours = Math.floor(secs / 3600);
  const minutes = Math.floor((secs % 3600) / 60);
  const rest = `${two(secs % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** `1 day`, `9 days`. */
export function inDays(count: number): string {
  return count === 1 ? "1 day" : `${numeral(count)} days`;
}

/** How long is left, rounded up: `38 s`, `4 min`, `13 h 20 min`. */
export function wait(secs: number): string {
  if (secs < 90) return withUnit(Math.max(0, secs), "s");
  const minutes = Math.ceil(secs / 60);
  if (minutes < 60) return withUnit(minutes, "min");
  const rest = minutes % 60;
  const hours = withUnit(numeral(Math.floor(minutes / 60)), "h");
  return rest === 0 ? hours : `${hours} ${withUnit(rest, "min")}`;
}

export function dayKey(secs: number, zone: Zone): string {
  // Swedish dates have the form of ISO 8601.
  return formatted("sv-SE", secs, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
}

function shifted(key: string, by: number): string {
  const noon = Date.parse(`${key}T12:00:00Z`);
  return new Date(noon + by * 86_400_000).toISOString().slice(0, 10);
}

function format(secs: number, zone: Zone, shape: Intl.DateTimeFormatOptions): string {
  return formatted("en-GB", secs, zone, shape);
}

function formatted(
  locale: string,
  secs: number,
  zone: Zone,
  shape: Intl.DateTimeFormatOptions,
): string {
  const name = `${locale} ${zone} ${JSON.stringify(shape)}`;
  let found = formats.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...shape, timeZone: zone });
    formats.set(name, found);
  }
  return found.format(secs * 1000);
}

/** `America/Argentina/Buenos_Aires` as `America/Argentina/Buenos Aires`. */
export function zoneWords(zone: Zone): string {
  return zone.replaceAll("_", " ");
}
