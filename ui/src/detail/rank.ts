// A thing's ranks over the years in a true sentence: when it was number one, or how near it came. Pure.

import type { EntityKind, YearRank } from "../shell/bindings";
import { sortNouns } from "../words/names";

/** Artists are what a rank is about unless something else is said. */
const noun = (sort: EntityKind) => (sort === "artists" ? "" : ` ${sortNouns[sort]}`);
/** More years than these are counted instead of listed. */
const listed = 4;

/** `Your number one in 2020, 2021 and again now`, `Your number 14 at best, in 2019`. */
export function rankTitle(years: YearRank[], sort: EntityKind, thisYear: number): string {
  const ranked = years.filter(({ rank }) => rank !== null);
  const best = Math.min(...ranked.map(({ rank }) => rank ?? Infinity));
  if (ranked.length === 0) return "In no year's ranking";
  const at = ranked.filter(({ rank }) => rank === best).map(({ year }) => year);
  const when = inYears(at, years.length, thisYear);
  if (best === 1) return `Your number one${noun(sort)} ${when}`;
  const among = ranked.length > 1 ? "at best, " : "";
  return `Your number ${best}${noun(sort)} ${among}${when}`;
}

function inYears(at: number[], of: number, thisYear: number): string {
  if (of > 2 && at.length === of) return "in every year";
  const now = at.includes(thisYear);
  const past = spans(at.filter((year) => year !== thisYear));
  if (past.length > listed) {
    return `in ${at.length} of ${of} years${now ? ", this one among them" : ""}`;
  }
  if (past.length === 0) return "this year";
  if (!now) return `in ${list(past)}`;
  const on = at.includes(thisYear - 1) ? "now" : "again now";
  return `in ${past.join(", ")} and ${on}`;
}

/** Three years in a row and more are one span. */
function spans(years: number[]): string[] {
  const runs: number[][] = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run?.at(-1) === year - 1) run.push(year);
    else runs.push([year]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run.map(String)));
}

function list(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
