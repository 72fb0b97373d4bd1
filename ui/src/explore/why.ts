// Explains the numbers in sentences: what counts, by which clock, on which days, and what is missing, estimated or left out.
// No part of the filter is in two sentences.

import type { DayRange, ExploreAnswer, ExploreQuestion, GapDays } from "../shell/bindings";
import { count, numeral } from "../words/amounts";
import { date, span } from "../words/days";
import { gapKinds } from "../words/gaps";
import { kindNames } from "../words/names";
import { ruleSentence } from "../words/rule";
import { chipsOf } from "./filter/chips";

/** A heading and the sentence under it. */
export type Reason = [about: string, sentence: string];

/** Parts of the filter that have a sentence of their own. */
const explainedAlone = new Set(["kinds", "hidden", "rule"]);
/** More gaps than this are counted, not listed. */
const maxListedGaps = 4;

/** `nameOf` gives the name that belongs to a key. */
export function reasons(
  answer: ExploreAnswer,
  question: ExploreQuestion,
  nameOf: (key: string) => string,
): Reason[] {
  const { filter, rule } = question;
  const { range, totals, estimated, hidden, lastExportDay } = answer;
  const all: Reason[] = [
    [
      "What counts",
      `${ruleSentence(rule)} Plays that do not count still add to the time listened.`,
    ],
    ["What kind", kindSentence(filter.kinds)],
    [
      "Whose clock",
      `Days and hours go by ${answer.zone}. A play belongs to the day and hour in which it began.`,
    ],
  ];
  const parts = chipsOf(question, nameOf).filter(({ id }) => !explainedAlone.has(id));
  if (parts.length > 0) {
    const list = parts.map(({ label, value }) => `${label} ${value}`).join("; ");
    all.push(["Which plays", `Only those that pass all of the filter. ${list}.`]);
  }
  if (range) all.push(["Which days", daysSentence(range, totals.days)]);
  const missing = answer.gaps.filter((gap) => range && overlaps(gap, range));
  if (missing.length > 0) all.push(["What is missing", gapSentence(missing)]);
  if (lastExportDay !== null && range && range.lastDay > lastExportDay) {
    const sentence = `Your export tells of plays up to ${date(lastExportDay)}; after it, Tonearm's own recording does.`;
    all.push(["Who tells", sentence]);
  }
  if (estimated > 0) {
    const one = estimated === 1;
    const subject = `How long ${one ? "one play" : `${numeral(estimated)} plays`} lasted is an estimate`;
    all.push([
      "What is guessed",
      `${subject}: a recording knows the track's length, not when it was left.`,
    ]);
  }
  if (hidden > 0) {
    const things = count(hidden, "hidden thing");
    const sentence = filter.withHidden ? `${things} count after all.` : `${things} left out.`;
    all.push(["What is hidden", sentence]);
  }
  if (totals.artists > 1) {
    const sentence =
      "Everyone credited on a track counts for it, so the artists add up to more than the whole.";
    all.push(["Who counts", sentence]);
  }
  return all;
}

function kindSentence(kinds: ExploreQuestion["filter"]["kinds"]): string {
  if (kinds.length === 0) return "Music only; podcasts and audiobooks are left out.";
  const words = kinds.map((kind) => kindNames[kind]).join(" and ");
  return `Only ${words}.`;
}

function daysSentence(range: DayRange, days: number): string {
  const length = range.lastDay - range.firstDay + 1;
  const played = days === 1 ? "1 of them has a play" : `${numeral(days)} of them have a play`;
  return `${span(range)}, ${count(length, "day")}; ${played}.`;
}

function gapSentence(gaps: GapDays[]): string {
  const listed = gaps.slice(0, maxListedGaps);
  const sentences = gapKinds.flatMap((kind) => {
    const spans = listed.filter((gap) => gap.kind === kind).map(span);
    const words = kind === "missing" ? "Plays are missing" : "Plays may be missing";
    return spans.length > 0 ? [`${words}: ${spans.join("; ")}.`] : [];
  });
  const more = gaps.length - listed.length;
  if (more > 0) sentences.push(`And ${count(more, "more gap")}.`);
  const sure = gaps.some(({ kind }) => kind === "missing");
  sentences.push(
    sure
      ? "What was played then is not in the number."
      : "If anything was played then, it is not in the number.",
  );
  return sentences.join(" ");
}

function overlaps(gap: DayRange, range: DayRange): boolean {
  return gap.firstDay <= range.lastDay && gap.lastDay >= range.firstDay;
}
