// Amounts in charts as a listener reads them: plays, or seconds of listening, by the measure. Pure.

import type { Measure } from "../shell/bindings";
import { count, numeral, withUnit } from "./amounts";

/** What a column of a table holds. */
export const unitOf: Record<Measure, string> = { plays: "plays", time: "minutes" };
/** What a chart shows, before `per month`. */
export const thingOf: Record<Measure, string> = { plays: "plays", time: "time" };

/** `1,204 plays`, `586 min`, `1,204 h`. */
export function measured(amount: number, measure: Measure): string {
  if (measure === "plays") return count(amount, "play");
  const minutes = tableAmount(amount, measure);
  return minutes < 1000
    ? withUnit(minutes, "min")
    : withUnit(numeral(Math.round(minutes / 60)), "h");
}

/** Plays, or whole minutes, at least one where anything was heard. */
export function tableAmount(amount: number, measure: Measure): number {
  if (measure === "plays" || amount === 0) return amount;
  return Math.max(1, Math.round(amount / 60));
}
