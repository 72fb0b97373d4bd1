// The heading of the ranks by year: when it was number one, or else its best rank and when.
// Names years, spans of years or a count of years, whichever is short.

import type { EntityKind, YearRank } from "../shell/bindings";
import { numeral } from "../words/amounts";
import { isFamily } from "../words/genres";
import { sortNouns } from "../words/names";

/** The heading names what is ranked, except for artists. */
function noun(sort: EntityKind, key: string): string {
  if (sort === "artists") return "";
  return isFamily(key) ? " family" : ` ${sortNouns[sort]}`;
}
/** More years or spans than this are counted instead of listed. */
const maxListed = 4;

/** `Your number one in 2020, 2021 and again now`, `Your number 14 at best, in 2019`. */
export function rankTitle(
  years: YearRank[],
  { sort, key }: { sort: EntityKind; key: string },
  thisYear: number,
): string {
  const ranked = years.filter(({ rank }) => rank !== null);
  const best = Math.min(...ranked.map(({ rank }) => rank ?? Infinity));
  if (ranked.length === 0) return "In no year's ranking";
  const bestYears = ranked.filter(({ rank }) => rank === best).map(({ year }) => year);
  const when = inYears(bestYears, years.length, thisYear);
  if (best === 1) return `Your number one${noun(sort, key)} ${when}`;
  const atBest = ranked.length > 1 ? "at best, " : "";
  return `Your number ${numeral(best)}${noun(sort, key)} ${atBest}${when}`;
}

function inYears(years: number[], of: number, thisYear: number): string {
  if (of > 2 && years.length === of) return "in every year";
  const now = years.includes(thisYear);
  const past = spans(years.filter((year) => year !== thisYear));
  if (past.length > maxListed) {
    return `in ${years.length} of ${of} years${now ? ", this one among them" : ""}`;
  }
  if (past.length === 0) return "this year";
  if (!now) return `in ${list(past)}`;
  const ending = years.includes(thisYear - 1) ? "now" : "again now";
  return `in ${past.join(", ")} and ${ending}`;
}

/** Three or more years in a row are one span. */
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
