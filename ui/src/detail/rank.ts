// The heading of the ranks by year: when it was number one, or else its best rank and when.
// Names years, spans of years or a count of years, whichever is short.

import type { EntityKind, Rival, YearRank } from "../shell/bindings";
import { numeral } from "../words/amounts";
import { isFamily } from "../words/genres";
import { capital, listed, sortNouns } from "../words/names";
import { amongBest, lastRank } from "./bump";

/** The heading names what is ranked, except for artists. */
function noun(sort: EntityKind, key: string): string {
  if (sort === "artists") return "";
  return isFamily(key) ? " family" : ` ${sortNouns[sort]}`;
}
/** More years or spans than this are counted instead of listed. */
const maxListed = 3;
/** More years than this are not said one by one. */
const maxSaid = 6;

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

/** Where there are too few years for a chart: `Number 1 in 2021 and 2023, number 4 in 2022.` */
export function rankStory(years: YearRank[]): string {
  const ranked = years.flatMap(({ year, rank }) => (rank === null ? [] : [{ year, rank }]));
  if (ranked.length === 0) return "";
  if (ranked.length > maxSaid) {
    const among = ranked.filter(({ rank }) => amongBest(rank) !== null).length;
    const best = among === 0 ? "never" : among === 1 ? "once" : "twice";
    return `In the rankings of ${ranked.length} years, ${best} among the first ${lastRank}.`;
  }
  const ranks = [...new Set(ranked.map(({ rank }) => rank))];
  const said = ranks.map((each) => {
    const when = ranked.filter(({ rank }) => rank === each).map(({ year }) => String(year));
    return `number ${numeral(each)} in ${listed(when)}`;
  });
  return `${capital(said.join(", "))}.`;
}

/** Who was second while it was first: `Second place: Tamsin Achterveld in 4 years, Halloran Dusk in 2.` Empty where nobody is known. */
export function runnersUp(years: YearRank[], rivals: Pick<Rival, "name" | "ranks">[]): string {
  const seconds = rivals
    .map(({ name, ranks }) => {
      const times = ranks.filter((rank, at) => rank === 2 && years[at]?.rank === 1).length;
      return { name, times };
    })
    .filter(({ times }) => times > 0)
    .toSorted((one, other) => other.times - one.times);
  if (seconds.length === 0) return "";
  const [first, ...rest] = seconds.slice(0, maxListed - 1);
  if (!first) return "";
  const words = [
    `${first.name} in ${first.times === 1 ? "1 year" : `${first.times} years`}`,
    ...rest.map(({ name, times }) => `${name} in ${times}`),
  ];
  return `Second place: ${words.join(", ")}.`;
}

function inYears(years: number[], of: number, thisYear: number): string {
  if (of > 2 && years.length === of) return "in every year";
  const now = years.includes(thisYear);
  const past = spans(years.filter((year) => year !== thisYear));
  if (past.length + Number(now) > maxListed) {
    return `in ${years.length} of ${of} years${now ? ", including this one" : ""}`;
  }
  if (past.length === 0) return "this year";
  if (!now) return `in ${listed(past)}`;
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
