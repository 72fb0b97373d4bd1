// The parts of a filter as one reads them: a word for what they are about, what they say, and the question without them.

import { emptyFilter, defaultQuestion, runs } from "../../navigation/question";
import type { CountingRule, ExploreFilter, ExploreQuestion } from "../../shell/bindings";
import { countryName } from "../../words/countries";
import { kindNames, platformNames } from "../../words/names";
import { hourName, short, weekdayName } from "../../words/days";

export interface Chip {
  id: string;
  /** What it is about: `Genre`, `Not`, `Days`. */
  word: string;
  /** What it says: `Modal jazz, dub +2`. */
  value: string;
  /** At least so much: a sign before the value that the font has not. */
  atLeast?: boolean;
  /** The change that drops it; null where it can't be dropped, for something must count. */
  without: Partial<ExploreQuestion> | null;
}

const picks = [
  ["genres", "Genre"],
  ["artists", "Artist"],
  ["albums", "Album"],
  ["tracks", "Track"],
] as const;

/** In the order of the bar; the rule comes last and is always there. */
export function chipsOf(question: ExploreQuestion, nameOf: (key: string) => string): Chip[] {
  const { filter, rule } = question;
  const chips: Chip[] = [];
  const say = (id: string, word: string, value: string, open: Partial<ExploreFilter>) => {
    if (value) chips.push({ id, word, value, without: { filter: { ...filter, ...open } } });
  };
  for (const [dimension, word] of picks) {
    const { only, never } = filter[dimension];
    say(dimension, word, few(only.map(nameOf)), { [dimension]: { only: [], never } });
    say(`-${dimension}`, "Not", few(never.map(nameOf)), { [dimension]: { only, never: [] } });
  }
  say("days", "Days", weekdayRuns(filter.weekdays), { weekdays: [] });
  say("hours", "Hours", hourRuns(filter.hours), { hours: [] });
  say("kinds", "Kind", few(filter.kinds.map((each) => kindNames[each])), { kinds: [] });
  say("skipped", "Plays", pick(filter.skipped, "skipped", "not skipped"), { skipped: null });
  say("shuffle", "Shuffle", pick(filter.shuffle, "on", "off"), { shuffle: null });
  say("on", "On", few(filter.platforms.map((each) => platformNames[each])), { platforms: [] });
  say("in", "In", few(filter.countries.map(countryName)), { countries: [] });
  say("hidden", "With", filter.withHidden ? "what is hidden" : "", { withHidden: false });
  chips.push({
    id: "rule",
    word: "A play is",
    ...ruleWords(rule),
    without: usual(rule) ? null : { rule: defaultQuestion.rule },
  });
  return chips;
}

/** Without any of them; the range stays. */
export function bare({ filter }: ExploreQuestion): Partial<ExploreQuestion> {
  const { fromDay, toDay } = filter;
  return { filter: { ...emptyFilter, fromDay, toDay }, rule: defaultQuestion.rule };
}

/** `Mon–Fri, Sun` */
export function weekdayRuns(weekdays: number[]): string {
  return named(runs(weekdays, 7, 0), (day) => short(weekdayName(day)));
}

/** `22–03`: from the first hour's beginning to the last one's end. */
export function hourRuns(hours: number[]): string {
  return runs(hours, 24, 0)
    .split(",")
    .filter(Boolean)
    .map((run) => {
      const [from = 0, to = from] = run.split("-").map(Number);
      return `${hourName(from).slice(0, 2)}–${hourName(to + 1).slice(0, 2)}`;
    })
    .join(", ");
}

function ruleWords(rule: CountingRule): Pick<Chip, "value" | "atLeast"> {
  if (rule.kind === "atLeast") return { value: `${rule.secs} s`, atLeast: true };
  if (rule.kind === "toTheEnd") return { value: "to the end" };
  return { value: "half the track", atLeast: true };
}

function usual(rule: CountingRule): boolean {
  const { rule: plain } = defaultQuestion;
  return rule.kind === "atLeast" && plain.kind === "atLeast" && rule.secs === plain.secs;
}

function few(names: string[]): string {
  const more = names.length - 2;
  return names.slice(0, 2).join(", ") + (more > 0 ? ` +${more}` : "");
}

function pick(answer: boolean | null, yes: string, no: string): string {
  return answer === null ? "" : answer ? yes : no;
}

function named(text: string, nameOf: (n: number) => string): string {
  return text
    .replaceAll("-", "–")
    .replace(/\d+/g, (n) => nameOf(Number(n)))
    .replaceAll(",", ", ");
}
