// What the large numbers of Explore say, each with its whole or its meaning, and with the time before where there is one.

import type { ExploreAnswer, ExploreTotals, Measure } from "../shell/bindings";
import { count, numeral, listeningTime } from "../words/amounts";
import { span } from "../words/days";

export interface Figure {
  amount: string;
  /** What it counts. */
  name: string;
  /** What else there is to know of it. */
  words: string;
  /** `+12 % against 12,030`; empty without a time before. */
  change: string;
}

/** `withHidden`: what is hidden counts after all. */
export function headline(answer: ExploreAnswer, measure: Measure, withHidden = false): Figure {
  const { totals, totalsBefore, before } = answer;
  const amount = (of: ExploreTotals) => (measure === "plays" ? of.plays : minutesOf(of.secs));
  const whole = measure === "plays" ? answer.wholePlays : minutesOf(answer.wholeSecs);
  const change = changed(amount(totals), totalsBefore && amount(totalsBefore));
  return {
    amount: numeral(amount(totals)),
    name: plural(amount(totals), measure === "plays" ? "play" : "minute"),
    words: share(amount(totals), whole, answer.hidden > 0 && !withHidden),
    change: change && before ? `${change}, ${span(before)}` : change,
  };
}

export function figures(answer: ExploreAnswer, measure: Measure): Figure[] {
  const { totals, totalsBefore: was, half, stayed } = answer;
  // Of a few hours the next figure would say little, and a change of them could not be seen.
  const inMinutes = totals.secs < fewHours && (was?.secs ?? 0) < fewHours;
  const time = inMinutes ? minutes(totals.secs) : listeningTime(totals.secs);
  const first: Figure =
    measure === "plays"
      ? {
          amount: time.amount,
          name: time.unit,
          words: endToEnd(totals.secs),
          change: was ? changed(totals.secs, was.secs, long(was.secs, inMinutes)) : "",
        }
      : {
          amount: numeral(totals.plays),
          name: plural(totals.plays, "play"),
          words: `on ${count(totals.days, "day")}`,
          change: changed(totals.plays, was && was.plays),
        };
  return [
    first,
    {
      amount: numeral(totals.artists),
      name: plural(totals.artists, "artist"),
      words: totals.artists > 1 ? `${numeral(half)} made half of it` : "",
      change: changed(totals.artists, was && was.artists),
    },
    {
      amount: numeral(totals.newArtists),
      name: "new to you",
      words: totals.newArtists > 0 ? `${numeral(stayed)} stayed` : "",
      change: changed(totals.newArtists, was && was.newArtists),
    },
  ];
}

/** `34 % of the 39,603 in this range`. Never all where some are missing, never none where there are some. */
export function share(part: number, whole: number, hides = false): string {
  if (whole === 0) return "nothing in this range";
  if (part >= whole) return hides ? "all but what is hidden" : "everything in this range";
  if (part === 0) return `none of the ${numeral(whole)} in this range`;
  const percent = (part / whole) * 100;
  const near = Math.round(percent);
  const said = near === 0 ? "under 1" : near === 100 ? "over 99" : String(near);
  return `${said} % of the ${numeral(whole)} in this range`;
}

function changed(now: number, before: number | null, said = numeral(before ?? 0)): string {
  if (before === null) return "";
  if (before === 0) return now === 0 ? "" : "none before";
  if (now === 0) return `against ${said}`;
  const percent = Math.round(((now - before) / before) * 100);
  // Three times as many is easier read than 200 % more.
  if (now >= before * 3) return `${numeral(Math.round(now / before))} times the ${said}`;
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "±";
  return `${sign}${Math.abs(percent)} % against ${said}`;
}

function endToEnd(secs: number): string {
  const days = Math.round(secs / 86_400);
  return days > 0 ? `${count(days, "day")} end to end` : "";
}

function minutesOf(secs: number): number {
  return Math.round(secs / 60);
}

const fewHours = 10 * 3600;

function minutes(secs: number): { amount: string; unit: string } {
  const amount = minutesOf(secs);
  return { amount: numeral(amount), unit: plural(amount, "minute") };
}

function long(secs: number, inMinutes: boolean): string {
  const { amount, unit } = inMinutes ? minutes(secs) : listeningTime(secs);
  return `${amount} ${unit}`;
}

function plural(n: number, one: string): string {
  return n === 1 ? one : `${one}s`;
}
