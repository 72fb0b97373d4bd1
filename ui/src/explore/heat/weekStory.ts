// What the listening clock says, as one sentence: the hours of working days, and those of weekends where they differ. Pure.
// Says nothing of a pattern where there are too few plays for one.

import { total } from "../../figure/clock";
import type { Measure } from "../../shell/bindings";
import { hourName, two, weekdayName } from "../../words/days";
import { measured } from "../../words/measured";
import { listed } from "../../words/names";

/** From an hour to another, both included; past midnight, the second is the smaller one. */
interface Span {
  from: number;
  to: number;
  amount: number;
}

/** An hour stands out with this many times the mean of its day. */
const loudFrom = 1.4;
/** Less than this makes no pattern: a play for each hour of the day. Of time, as many songs. */
const leastForPattern: Record<Measure, number> = { plays: 24, time: 24 * 200 };
const mostSpans = 3;
/** Weekends are alike where this share of the hours is in both. */
const alikeFrom = 0.5;

/** `filtered`: cells that the filter leaves out are 0, which says nothing of the listener. */
export function weekStory(cells: number[], measure: Measure, filtered: boolean): string {
  const whole = total(cells);
  if (whole === 0) return "Nothing in these hours.";
  const most = Math.max(...cells);
  const peaks = cells.flatMap((amount, at) => (amount === most ? [at] : []));
  const [at = 0] = peaks;
  const busiest = `${weekdayName(Math.floor(at / 24))} at ${hourName(at % 24)}`;
  // Of several equal hours, none is the busiest.
  const peak = peaks.length === 1 ? ` Most on ${busiest}: ${measured(most, measure)}.` : "";
  if (filtered) return peak.trim();
  if (whole < leastForPattern[measure]) {
    return `${measured(whole, measure)}: too few for a pattern.${peak}`;
  }
  return `${patternOf(cells, measure)}.${peak}`;
}

function patternOf(cells: number[], measure: Measure): string {
  const [workdays, weekends] = [dayOf(cells, 0, 5), dayOf(cells, 5, 7)];
  const enough = (day: number[]) => total(day) >= leastForPattern[measure];
  if (!enough(workdays)) return `You listen on weekends${hoursOn(weekends)}`;
  if (!enough(weekends)) return `You listen on working days${hoursOn(workdays)}`;
  if (alike(loudHours(workdays), loudHours(weekends))) {
    const week = dayOf(cells, 0, 7);
    const spans = spansOf(week);
    return spans.length > 0
      ? `You listen ${clockWords(spans)}`
      : "You listen about as much at any hour";
  }
  const [usual, other] = [spansOf(workdays), spansOf(weekends)];
  const first = usual.length > 0 ? clockWords(usual) : "about as much at any hour";
  const then = other.length > 0 ? partsOfDay(other) : "about as much at any hour";
  return `You listen ${first}; on weekends ${then}`;
}

function hoursOn(day: number[]): string {
  const spans = spansOf(day);
  return spans.length > 0 ? `, ${clockWords(spans)}` : ", about as much at any hour";
}

/** Amounts by hour, of weekdays from one up to another. */
function dayOf(cells: number[], from: number, until: number): number[] {
  return Array.from({ length: 24 }, (_, hour) =>
    total(cells.filter((_amount, at) => at % 24 === hour && at >= from * 24 && at < until * 24)),
  );
}

function loudHours(day: number[]): number[] {
  const mean = total(day) / 24;
  return day.flatMap((amount, hour) => (amount > 0 && amount >= mean * loudFrom ? [hour] : []));
}

function alike(one: number[], other: number[]): boolean {
  const both = one.filter((hour) => other.includes(hour)).length;
  const either = new Set([...one, ...other]).size;
  return either === 0 || both / either >= alikeFrom;
}

/** The loudest spans of loud hours, in the order of the day. */
function spansOf(day: number[]): Span[] {
  const loud = new Set(loudHours(day));
  const spans: Span[] = [];
  for (const from of loud) {
    if (loud.has((from + 23) % 24)) continue;
    let [to, amount] = [from, day[from] ?? 0];
    while (loud.has((to + 1) % 24) && (to + 1) % 24 !== from) {
      to = (to + 1) % 24;
      amount += day[to] ?? 0;
    }
    spans.push({ from, to, amount });
  }
  return spans
    .toSorted((one, other) => other.amount - one.amount)
    .slice(0, mostSpans)
    .toSorted((one, other) => one.from - other.from);
}

/** `at 07 and 20 to 23` */
function clockWords(spans: Span[]): string {
  return `at ${listed(
    spans.map(({ from, to }) => (from === to ? two(from) : `${two(from)} to ${two(to)}`)),
  )}`;
}

/** `late in the morning and in the evening` */
function partsOfDay(spans: Span[]): string {
  const names = spans.map(({ from, to }) => {
    const length = (to - from + 24) % 24;
    return length > 6 ? clockWords([{ from, to, amount: 0 }]) : partOfDay((from + length / 2) % 24);
  });
  return listed([...new Set(names)]);
}

function partOfDay(hour: number): string {
  if (hour < 5) return "at night";
  if (hour < 9) return "early in the morning";
  if (hour < 12) return "late in the morning";
  if (hour < 14) return "around noon";
  if (hour < 18) return "in the afternoon";
  return hour < 22 ? "in the evening" : "late in the evening";
}
