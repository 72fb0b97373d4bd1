// Numbers and sizes as a listener reads them. Pure; never rounds something down to nothing.

import { numberFormat } from "./locale";

// Made once: making a formatter takes longer than formatting a thousand numbers.
const figures = numberFormat();
const tenths = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `148,732`, or `148.732` where the listener's system writes it so. */
export function numeral(amount: number): string {
  // A shortcut for the most common case: a chart has hundreds of small numbers in every frame.
  return Number.isInteger(amount) && Math.abs(amount) < 1000
    ? String(amount)
    : figures.format(amount);
}

/** `1 play`, `148,732 plays`. */
export function count(amount: number, one: string): string {
  return `${numeral(amount)} ${amount === 1 ? one : `${one}s`}`;
}

/** `586 min`: no line ends between a number and its unit. */
export function withUnit(amount: number | string, unit: string): string {
  return `${amount}\u00a0${unit}`;
}

/** A file's size in the units of file managers: `812 kB`, `44 MB`, `1.2 GB`. */
export function size(kib: number): string {
  const kb = kib * 1.024;
  if (kb < 1000) return withUnit(Math.max(1, Math.round(kb)), "kB");
  const [amount, unit] = kb < 1e6 ? [kb / 1e3, "MB"] : [kb / 1e6, "GB"];
  return withUnit(amount < 10 ? tenths.format(amount) : numeral(Math.round(amount)), unit);
}

/** Whole hours, or minutes where there is not one yet: `11,402 hours`, `38 minutes`. */
export function listeningTime(secs: number): { amount: string; unit: string } {
  const hours = Math.floor(secs / 3600);
  if (hours > 0) return { amount: numeral(hours), unit: hours === 1 ? "hour" : "hours" };
  const minutes = Math.ceil(secs / 60);
  return { amount: numeral(minutes), unit: minutes === 1 ? "minute" : "minutes" };
}

/** How long something took: `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return withUnit(tenths.format(Math.max(0.1, ms / 1000)), "s");
  const secs = Math.round(ms / 1000);
  if (secs < 90) return withUnit(secs, "s");
  return `${withUnit(Math.floor(secs / 60), "min")} ${withUnit(secs % 60, "s")}`;
}

/** `19 %`. Never 0 % of something that is there, and 100 % only for all of it. */
export function shareOf(part: number, whole: number): string {
  const percent = whole > 0 ? (part / whole) * 100 : 0;
  if (percent > 0 && percent < 1) return `under ${withUnit(1, "%")}`;
  return withUnit(part < whole ? Math.min(Math.round(percent), 99) : Math.round(percent), "%");
}
