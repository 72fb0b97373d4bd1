// The large numbers of Explore in words: each with what it is a part of, and with the change against the period before.
// Rounding never claims all or nothing of what is neither.

import type { ExploreAnswer, ExploreTotals, Measure } from "../shell/bindings";
import { count, listeningTime, numeral, withUnit } from "../words/amounts";
import { date, span } from "../words/days";

export interface KeyNumber {
  amount: string;
  /** What it counts. */
  name: string;
  /** More about it: its share, or what it means. */
  words: string;
  /** `+12 % against 12,030`; empty without a period before. */
  change: string;
}

/** Nothing limits the days, so there is nothing to compare with, and everybody was new at some time. */
export function coversLife({ life, range }: Pick<ExploreAnswer, "life" | "range">): boolean {
  return life !== null && life.firstDay === range?.firstDay && life.lastDay === range.lastDay;
}

/** The largest number: plays or minutes, by the measure. `withHidden`: hidden plays count, too. */
export function headline(answer: ExploreAnswer, measure: Measure, withHidden = false): KeyNumber {
  const { totals, totalsBefore, before } = answer;
  const amount = (of: ExploreTotals) => (measure === "plays" ? of.plays : minutesOf(of.secs));
  const whole = measure === "plays" ? answer.wholePlays : minutesOf(answer.wholeSecs);
  const change = changeText(amount(totals), totalsBefore && amount(totalsBefore));
  return {
    amount: numeral(amount(totals)),
    name: plural(amount(totals), measure === "plays" ? "play" : "minute"),
    words: sinceFirst(answer, share(amount(totals), whole, answer.hidden > 0 && !withHidden)),
    change: change && before ? `${change}, ${unbroken(span(before))}` : change,
  };
}

/** Of the whole life: `The first was Glass Tram by Velvet Silence.` Empty for other ranges. */
export function firstEver(answer: ExploreAnswer): string {
  const { first } = answer;
  if (!first || !coversLife(answer)) return "";
  return `The first was ${first.track.name}${first.under ? ` by ${first.under}` : ""}.`;
}

/** Of the whole life, everything is since the first play. */
function sinceFirst(answer: ExploreAnswer, words: string): string {
  if (!coversLife(answer) || !answer.life || words !== everything) return words;
  return `everything since ${unbroken(date(answer.life.firstDay))}`;
}

/** A line ends between two dates, and never within one. */
function unbroken(dates: string): string {
  return dates.replaceAll(" ", "\u00a0").replace("–\u00a0", "– ");
}

/** The three smaller numbers beside it. */
export function keyNumbers(answer: ExploreAnswer, measure: Measure): KeyNumber[] {
  const { totals, totalsBefore: earlier, half, stayed } = answer;
  // A few hours are given in minutes: rounded to hours, a change would not show.
  const inMinutes = totals.secs < fewHours && (earlier?.secs ?? 0) < fewHours;
  const time = inMinutes ? minutes(totals.secs) : listeningTime(totals.secs);
  const first: KeyNumber =
    measure === "plays"
      ? {
          amount: time.amount,
          name: time.unit,
          words: fullDays(totals.secs),
          change: earlier
            ? changeText(totals.secs, earlier.secs, timeText(earlier.secs, inMinutes))
            : "",
        }
      : {
          amount: numeral(totals.plays),
          name: plural(totals.plays, "play"),
          words: `on ${count(totals.days, "day")}`,
          change: changeText(totals.plays, earlier && earlier.plays),
        };
  if (coversLife(answer)) return [first, ...ofALife(answer, measure)];
  return [
    first,
    {
      amount: numeral(totals.artists),
      name: plural(totals.artists, "artist"),
      words: totals.artists > 1 ? halfWords(half, measure) : "",
      change: changeText(totals.artists, earlier && earlier.artists),
    },
    {
      amount: numeral(totals.newArtists),
      name: "new to you",
      words: totals.newArtists > 0 ? `${numeral(stayed)} you came back to` : "",
      change: changeText(totals.newArtists, earlier && earlier.newArtists),
    },
  ];
}

/** Of a whole life: how few artists are half of it, and its best day. How many were new says nothing, for all of them were. */
function ofALife(answer: ExploreAnswer, measure: Measure): KeyNumber[] {
  const { totals, half, bestDay } = answer;
  // With a filter, these are not all that the listener played.
  const whose =
    totals.plays < answer.wholePlays
      ? { plays: "of these plays", time: "of this time" }
      : { plays: "your plays", time: "your time" };
  const artists: KeyNumber =
    totals.artists > 1
      ? {
          amount: numeral(half),
          name: `${plural(half, "artist")} ${half === 1 ? "is" : "are"} half ${whose[measure]}`,
          words: `of ${numeral(totals.artists)} in all`,
          change: "",
        }
      : {
          amount: numeral(totals.artists),
          name: plural(totals.artists, "artist"),
          words: "",
          change: "",
        };
  // A life of one day has no best one.
  if (!bestDay || totals.days < 2) return [artists];
  const { amount, unit } =
    measure === "plays"
      ? { amount: numeral(bestDay.plays), unit: plural(bestDay.plays, "play") }
      : listeningTime(bestDay.secs);
  return [
    artists,
    {
      amount,
      name: unit,
      words: `your best day: ${unbroken(date(bestDay.day))}`,
      change: "",
    },
  ];
}

/** `4 are half of these plays` */
function halfWords(half: number, measure: Measure): string {
  return `${numeral(half)} ${half === 1 ? "is" : "are"} half of ${measure === "plays" ? "these plays" : "this time"}`;
}

const everything = "everything in this range";

/** `34 % of the 39,603 in this range`; `hides`: something is hidden and not counted. */
export function share(part: number, whole: number, hides = false): string {
  if (whole === 0) return "nothing in this range";
  if (part >= whole) return hides ? "all but what is hidden" : everything;
  if (part === 0) return `none of the ${numeral(whole)} in this range`;
  const percent = (part / whole) * 100;
  const rounded = Math.round(percent);
  const text = rounded === 0 ? "under 1" : rounded === 100 ? "over 99" : String(rounded);
  return `${withUnit(text, "%")} of the ${numeral(whole)} in this range`;
}

function changeText(now: number, before: number | null, beforeText = numeral(before ?? 0)): string {
  if (before === null) return "";
  if (before === 0) return now === 0 ? "" : "none before";
  if (now === 0) return `against ${beforeText}`;
  const percent = Math.round(((now - before) / before) * 100);
  // "3 times" is easier to read than "+200 %".
  if (now >= before * 3) return `${numeral(Math.round(now / before))} times the ${beforeText}`;
  if (now === before) return `no change against ${beforeText}`;
  if (percent === 0)
    return `under ${withUnit(1, "%")} ${now > before ? "more" : "less"} than ${beforeText}`;
  const sign = percent > 0 ? "+" : "−";
  return `${sign}${withUnit(Math.abs(percent), "%")} against ${beforeText}`;
}

function fullDays(secs: number): string {
  const days = Math.round(secs / 86_400);
  return days > 0 ? `${count(days, "full day")} of music` : "";
}

function minutesOf(secs: number): number {
  return Math.round(secs / 60);
}

const fewHours = 10 * 3600;

function minutes(secs: number): { amount: string; unit: string } {
  const amount = minutesOf(secs);
  return { amount: numeral(amount), unit: plural(amount, "minute") };
}

function timeText(secs: number, inMinutes: boolean): string {
  const { amount, unit } = inMinutes ? minutes(secs) : listeningTime(secs);
  return `${amount} ${unit}`;
}

function plural(n: number, one: string): string {
  return n === 1 ? one : `${one}s`;
}
