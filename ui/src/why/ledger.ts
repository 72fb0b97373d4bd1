// The ledger behind a number, in words: the rows of each kind of source, and what is left out.

import type { CountingRule, Provenance } from "../shell/bindings";
import { numeral } from "../words/amounts";

export const sourceNames: Record<Provenance, string> = {
  extendedHistory: "Extended history",
  accountData: "Account data",
  recorded: "Recorded",
};

/** What each kind of source tells. */
export const sourceWords: Record<Provenance, string> = {
  extendedHistory: "when each ended, how long it was heard",
  accountData: "names and minutes only",
  recorded: "by Tonearm, from Spotify's recent plays",
};

/** A typographic minus, and nothing before a 0. */
export function less(amount: number): string {
  return amount === 0 ? "0" : `\u2212${numeral(amount)}`;
}

/** `2,968 shorter starts are left out.`; empty where none are. */
export function leftOut(uncounted: number, rule: CountingRule): string {
  if (uncounted === 0) return "";
  const one = uncounted === 1;
  const are = one ? "is" : "are";
  if (rule.kind === "toTheEnd") {
    const starts = one ? "start that did" : "starts that did";
    return `${numeral(uncounted)} ${starts} not end by ${one ? "itself" : "themselves"} ${are} left out.`;
  }
  return `${numeral(uncounted)} shorter ${one ? "start" : "starts"} ${are} left out.`;
}
