// A day as somebody types it. A text that is no day is never guessed at.

import { monthNames, parseDay, two } from "../../words/days";
import { monthFirst } from "../../words/locale";

/**
 * The day of `2019-03-12`, `12.3.2019`, `12 Mar 2019` or `Mar 12, 2019`, and of `12/3/2019` in the order of the listener's
 * system. A year or a month alone is its first day, or with `last` its last. Else null.
 */
export function typedDay(
  typed: string,
  last: boolean,
  monthBeforeDay: boolean = monthFirst,
): number | null {
  const text = typed.trim().toLowerCase();
  const yearOrMonth = /^(\d{4})(?:-(\d{1,2}))?$/.exec(text);
  if (yearOrMonth) {
    const month = yearOrMonth[2] ? Number(yearOrMonth[2]) : last ? 12 : 1;
    const first = parseDay(`${yearOrMonth[1]}-${two(month)}-01`);
    if (first === null || !last) return first;
    const after =
      month === 12 ? [Number(yearOrMonth[1]) + 1, 1] : [Number(yearOrMonth[1]), month + 1];
    const next = parseDay(`${after[0]}-${two(after[1] ?? 1)}-01`);
    return next === null ? null : next - 1;
  }
  const parts = text.split(/[-./, ]+/);
  const [first = "", second = "", third = ""] = parts;
  if (parts.length !== 3) return null;
  if (/^\d{4}$/.test(first)) return dayNamed(first, second, third);
  const month = /^[a-z]/.test(first) || (monthBeforeDay && text.includes("/"));
  return month ? dayNamed(third, first, second) : dayNamed(third, second, first);
}

/** The month by its number or its English name. */
function dayNamed(year: string, month: string, date: string): number | null {
  const named = monthNames.findIndex(
    (name) => month.length >= 3 && name.toLowerCase().startsWith(month),
  );
  const numbers = [Number(month) || named + 1, Number(date)];
  return parseDay([year, ...numbers.map(two)].join("-"));
}
