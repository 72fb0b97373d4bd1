// What the calendar says: the best day and the longest run of days with a play, among the days that are shown as they are. Pure.
// Neither is named where it would say nothing: of many days that are equally good, or of less than three days in a row.

import type { Calendar, DayRange, Measure } from "../../shell/bindings";
import { count } from "../../words/amounts";
import { dayAndMonth } from "../../words/days";
import { measured } from "../../words/measured";
import { capital } from "../../words/names";
import type { DayKind } from "./calendar";

export interface YearMarks {
  /** As places within the year. */
  best: number | null;
  run: DayRange | null;
}

/** More equal days than these, and none of them is the best. */
const mostEqual = 3;
const shortestRun = 3;

/** `weekdays`: those of the filter; with any, days in a row are broken by it and tell nothing. */
export function yearMarks({ days }: Calendar, kinds: DayKind[], weekdays: number[]): YearMarks {
  const shown = days.map((amount, at) => (kinds[at] === "in" ? amount : 0));
  const most = Math.max(0, ...shown);
  const equal = shown.filter((amount) => amount === most).length;
  // Of a few that are equal, the latest.
  const best = most > 0 && equal <= mostEqual ? shown.lastIndexOf(most) : null;
  let run: DayRange | null = null;
  let from = 0;
  for (let at = 0; at <= shown.length; at += 1) {
    if ((shown[at] ?? 0) > 0) continue;
    const length = at - from;
    if (length >= shortestRun && length >= lengthOf(run)) run = { firstDay: from, lastDay: at - 1 };
    from = at + 1;
  }
  return { best, run: weekdays.length > 0 ? null : run };
}

export function lengthOf(run: DayRange | null): number {
  return run ? run.lastDay - run.firstDay + 1 : 0;
}

/** `Best day 12 Mar, 14 plays; longest run 26 days, 3 – 28 May.` */
export function yearStory(
  { firstDay, days }: Calendar,
  { best, run }: YearMarks,
  measure: Measure,
): string {
  if (days.every((amount) => amount === 0)) return "";
  const parts = [];
  if (best !== null) {
    parts.push(`best day ${dayAndMonth(firstDay + best)}, ${measured(days[best] ?? 0, measure)}`);
  }
  if (run) {
    const all = lengthOf(run) === days.length;
    const [from, to] = [run.firstDay, run.lastDay].map((at) => dayAndMonth(firstDay + at));
    parts.push(
      all ? "a play on every day" : `longest run ${count(lengthOf(run), "day")}, ${from} – ${to}`,
    );
  }
  const sentence = parts.join("; ");
  return sentence && `${capital(sentence)}.`;
}
