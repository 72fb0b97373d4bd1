// One play and the rows that tell of it, along one axis of time, and in words. Pure.

import type { ExplainedPlay, ExplainedRow } from "../shell/bindings";
import { credits } from "../parts/row";
import { recountReasons, teller } from "../words/recount";
import { date, dayKey, secondOfDay, timeOfDay, type Zone } from "../words/times";

/** A stretch of the axis, in per cent of its width. */
export interface Stretch {
  left: number;
  width: number;
}

/** What is drawn of a row: how far it knows that the play was heard, how far it does not, and its stamp. */
export interface Mark {
  /** As long as it says that the play was heard; of the row that counts, the play. */
  heard: Stretch | null;
  /** Where the row tells nothing, and another one does. */
  unknown: Stretch | null;
  /** The minute of a source that tells no seconds. */
  minute: Stretch | null;
  /** A moment, in per cent. */
  at: number | null;
}

export interface Tick {
  at: number;
  text: string;
}

export interface Axis {
  /** Where the play began and ended, in per cent. */
  play: Stretch;
  ticks: Tick[];
  marks: Mark[];
}

const minuteSecs = 60;
const stepsSecs = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 10_800, 43_200, 86_400, 604_800];
/** More ticks would run into each other. */
const mostTicks = 4;
/** Around the first and the last time, as a part of what lies between. */
const margin = 0.05;

export function axisOf(play: ExplainedPlay, rows: ExplainedRow[], zone: Zone): Axis {
  const began = play.beganSecs;
  const ended = began + Math.round(play.msPlayed / 1000);
  const times = [began, ended, ...rows.flatMap(timesOf)];
  const [first, last] = [Math.min(...times), Math.max(...times, Math.min(...times) + 1)];
  const pad = (last - first) * margin;
  const length = last - first + 2 * pad;
  const at = (secs: number) => ((secs - first + pad) / length) * 100;
  const stretch = (from: number, to: number): Stretch => ({
    left: at(Math.min(from, to)),
    width: at(Math.max(from, to)) - at(Math.min(from, to)),
  });
  const step = stepsSecs.find((secs) => length / secs <= mostTicks) ?? length / 2;
  const ticks: Tick[] = [];
  for (let secs = Math.ceil((first - pad) / step) * step; secs <= last + pad; secs += step) {
    ticks.push({ at: at(secs), text: tickText(secs, step, zone) });
  }
  const marks = rows.map((row): Mark => {
    const stamp = row.stampSecs;
    const counts = row.joined === null;
    const heardSecs = row.told.play.heardSecs;
    const isMinute = row.provenance === "accountData";
    const told =
      row.times === "endAndLength" && !isMinute ? stretch(stamp - heardSecs, stamp) : null;
    return {
      heard: counts ? stretch(began, ended) : told,
      unknown: counts || told ? null : stretch(row.times === "begin" ? ended : began, stamp),
      minute: isMinute ? stretch(stamp, stamp + minuteSecs) : null,
      at: isMinute ? null : at(stamp),
    };
  });
  return { play: stretch(began, ended), ticks, marks };
}

function timesOf({ provenance, stampSecs }: ExplainedRow): number[] {
  return provenance === "accountData" ? [stampSecs, stampSecs + minuteSecs] : [stampSecs];
}

function tickText(secs: number, step: number, zone: Zone): string {
  if (step >= 86_400) return date(secs, zone);
  return step < minuteSecs ? secondOfDay(secs, zone) : timeOfDay(secs, zone);
}

/** `end 22:17:47`; with the day where it is another one than the play's. */
export function stampWords(row: ExplainedRow, play: ExplainedPlay, zone: Zone): string {
  const { stampSecs, times, provenance } = row;
  const clock = provenance === "accountData" ? timeOfDay : secondOfDay;
  const name = times === "begin" ? "start" : "end";
  const sameDay = dayKey(stampSecs, zone) === dayKey(play.beganSecs, zone);
  return `${name} ${sameDay ? "" : `${date(stampSecs, zone)}, `}${clock(stampSecs, zone)}`;
}

function nameOf({ told }: ExplainedRow): string {
  return [told.play.name, credits(told.play)].filter(Boolean).join(", ");
}

/** What a row calls the play, where the row that counts calls it otherwise. */
export function otherName(row: ExplainedRow, play: ExplainedPlay): string | null {
  const first = play.rows[0];
  return first && nameOf(row) !== nameOf(first) ? nameOf(row) : null;
}

/** The file that tells it; empty for what Tonearm recorded itself. */
export function fileOf({ told, provenance }: ExplainedRow): string {
  return provenance === "recorded" && told.source === "Recording" ? "" : teller(told);
}

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** `One play, three rows` */
export function rowsTitle({ rows }: ExplainedPlay): string {
  return `One play, ${small[rows.length] ?? rows.length} ${rows.length === 1 ? "row" : "rows"}`;
}

/** Why the rows are one play, each rule once. */
export function whyOne({ rows }: ExplainedPlay): string {
  const reasons = rows.flatMap(({ joined }) => (joined ? [recountReasons[joined]] : []));
  if (rows[0]?.decided) reasons.unshift("You decided that it is a play of its own.");
  return reasons.length === 0 ? "One row tells of it." : [...new Set(reasons)].join(" ");
}
