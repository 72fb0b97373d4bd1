// One plain sentence about the artists of a range, at the head of Explore: whose year one year was, who was there in every year,
// or who is a large part of it. What it says is true of all artists, not only of the twelve in the stream. Pure.

import { total } from "../figure/clock";
import type { ExploreAnswer, Measure, Stream } from "../shell/bindings";
import { numeral, withUnit } from "../words/amounts";
import { yearOf } from "../words/days";

/** A year belongs to whoever has at least this part of it, and this many times what the next one has: as on the poster of a year. */
const [leastShare, leastLead] = [1 / 12, 1.5];
/** Of a year that is not whole, such as the first one, nothing is said. */
const monthsOfYear = 12;
/** A year with fewer plays, or with less than an hour, belongs to nobody. */
const leastOfYear: Record<Measure, number> = { plays: 50, time: 3600 };
/** Fewer years in a row are nothing to speak of. */
const fewestYears = 4;
/** An artist with less of a range is not worth the sentence, nor is a part of a few plays. */
const [leastOfRange, leastPart] = [0.1, { plays: 5, time: 1200 }];

/** `2021 belonged to Velvet Silence: 14 % of that year's plays.` Empty where nothing stands out. */
export function findingOf(answer: ExploreAnswer, measure: Measure): string {
  const { stream, totals } = answer;
  // Of a single artist, everything is theirs.
  if (stream.bands.length < 2) return "";
  const whole = measure === "plays" ? totals.plays : totals.secs;
  return yearOfOne(stream, measure) || everyYear(stream) || largePart(stream, whole, measure);
}

interface Year {
  year: number;
  /** Bins of the stream. */
  from: number;
  until: number;
}

/** The calendar years of the stream. Weeks may lie in two of them, so only a stream of months has any. */
function yearsOf({ bins }: Stream): Year[] {
  const years: Year[] = [];
  if (bins.unit !== "month") return years;
  for (const [at, start] of bins.starts.entries()) {
    const year = yearOf(start);
    const last = years.at(-1);
    if (last?.year === year) last.until = at + 1;
    else years.push({ year, from: at, until: at + 1 });
  }
  return years;
}

function yearOfOne(stream: Stream, measure: Measure): string {
  const { bands, others } = stream;
  const last = bands.at(-1);
  if (!last) return "";
  let best: { share: number; words: string } | null = null;
  for (const { year, from, until } of yearsOf(stream)) {
    if (until - from < monthsOfYear) continue;
    const within = (amounts: number[]) => total(amounts.slice(from, until));
    const ofYear = bands.map(({ name, amounts }) => ({ name, amount: within(amounts) }));
    const [first, second] = ofYear.toSorted((one, other) => other.amount - one.amount);
    // A play of two of the twelve is in both, so the year may have less than this, and nobody's share is said too large.
    const whole = within(others) + total(ofYear.map(({ amount }) => amount));
    if (!first || whole < leastOfYear[measure]) continue;
    // Nobody beyond the stream has more in any year than the last of it has in all.
    const unseen = Math.min(total(last.amounts), within(others));
    const next = Math.max(second?.amount ?? 0, unseen);
    const share = first.amount / whole;
    if (share < leastShare || first.amount < leastLead * next) continue;
    if (best && best.share >= share) continue;
    const percent = numeral(Math.floor(share * 100));
    const of = measure === "plays" ? "plays" : "listening time";
    best = {
      share,
      words: `${year} belonged to ${first.name}: ${withUnit(percent, "%")} of that year’s ${of}.`,
    };
  }
  return best?.words ?? "";
}

function everyYear(stream: Stream): string {
  const years = yearsOf(stream);
  if (years.length < fewestYears) return "";
  const constant = stream.bands.find(({ amounts }) =>
    years.every(({ from, until }) => total(amounts.slice(from, until)) > 0),
  );
  return constant ? `${constant.name} was with you in each of these ${years.length} years.` : "";
}

function largePart({ bands }: Stream, whole: number, measure: Measure): string {
  const [first] = bands;
  if (!first || whole === 0) return "";
  const part = total(first.amounts);
  const share = part / whole;
  if (share < leastOfRange || part < leastPart[measure]) return "";
  const of = measure === "plays" ? "these plays" : "this time";
  return `${first.name} is ${withUnit(numeral(Math.round(share * 100)), "%")} of ${of}.`;
}
