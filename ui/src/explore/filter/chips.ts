// The parts of a filter in words, as chips: what each is about, its value, and the question without it.
// The counting rule is always among them, because something always counts.

import { emptyFilter, runs } from "../../navigation/question";
import { sameRule, usualRule } from "../../navigation/rule.svelte";
import type { CountingRule, ExploreFilter, ExploreQuestion } from "../../shell/bindings";
import { withUnit } from "../../words/amounts";
import { countryName } from "../../words/countries";
import { filterName } from "../../words/genres";
import { kindNames, platformNames } from "../../words/names";
import { hourName, short, weekdayName } from "../../words/days";

export interface Chip {
  id: string;
  /** What it is about: `Genre`, `Not`, `Days`. */
  label: string;
  /** `Modal jazz, dub +2`. */
  value: string;
  /** The value is a minimum. The font lacks the sign for it, so it is drawn. */
  atLeast?: boolean;
  /** The change that drops it; null for the usual rule, which cannot be dropped. */
  without: Partial<ExploreQuestion> | null;
}

const keyFilters = [
  ["genres", "Genre"],
  ["artists", "Artist"],
  ["albums", "Album"],
  ["tracks", "Track"],
] as const;

/** In the order of the bar; the rule comes last. */
export function chipsOf(question: ExploreQuestion, nameOf: (key: string) => string): Chip[] {
  const { filter, rule } = question;
  const chips: Chip[] = [];
  const add = (id: string, label: string, value: string, empty: Partial<ExploreFilter>) => {
    if (value) chips.push({ id, label, value, without: { filter: { ...filter, ...empty } } });
  };
  for (const [dimension, label] of keyFilters) {
    const { only, never } = filter[dimension];
    const named = (keys: string[]) =>
      firstTwo(
        dimension === "genres" ? keys.map((key) => filterName(key, nameOf(key))) : keys.map(nameOf),
      );
    add(dimension, label, named(only), { [dimension]: { only: [], never } });
    add(`-${dimension}`, "Not", named(never), { [dimension]: { only, never: [] } });
  }
  add("days", "Days", weekdayRuns(filter.weekdays), { weekdays: [] });
  add("hours", "Hours", hourRuns(filter.hours), { hours: [] });
  add("kinds", "Kind", firstTwo(filter.kinds.map((each) => kindNames[each])), { kinds: [] });
  add("skipped", "Plays", yesOrNo(filter.skipped, "skipped", "not skipped"), { skipped: null });
  add("shuffle", "Shuffle", yesOrNo(filter.shuffle, "on", "off"), { shuffle: null });
  add("on", "On", firstTwo(filter.platforms.map((each) => platformNames[each])), { platforms: [] });
  add("in", "In", firstTwo(filter.countries.map(countryName)), { countries: [] });
  add("hidden", "With", filter.withHidden ? "what is hidden" : "", { withHidden: false });
  chips.push({
    id: "rule",
    label: "A play is",
    ...ruleWords(rule),
    without: sameRule(rule, usualRule()) ? null : { rule: usualRule() },
  });
  return chips;
}

/** The change that drops all of them; the days stay. */
export function withoutFilter({ filter }: ExploreQuestion): Partial<ExploreQuestion> {
  const { fromDay, toDay } = filter;
  return { filter: { ...emptyFilter, fromDay, toDay }, rule: usualRule() };
}

/** `Mon–Fri, Sun` */
export function weekdayRuns(weekdays: number[]): string {
  return withNames(runs(weekdays, 7, 0), (day) => short(weekdayName(day)));
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
  if (rule.kind === "atLeast") return { value: withUnit(rule.secs, "s"), atLeast: true };
  if (rule.kind === "toTheEnd") return { value: "to the end" };
  return { value: "half the track", atLeast: true };
}

function firstTwo(names: string[]): string {
  const more = names.length - 2;
  return names.slice(0, 2).join(", ") + (more > 0 ? ` +${more}` : "");
}

function yesOrNo(answer: boolean | null, yes: string, no: string): string {
  return answer === null ? "" : answer ? yes : no;
}

function withNames(text: string, nameOf: (n: number) => string): string {
  return text
    .replaceAll("-", "–")
    .replace(/\d+/g, (n) => nameOf(Number(n)))
    .replaceAll(",", ", ");
}
