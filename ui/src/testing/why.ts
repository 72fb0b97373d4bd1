// Explanations, for tests: plays that one, two or three rows tell of, and the ledger behind a number.

import type {
  ExplainedPlay,
  ExplainedRow,
  Explanation,
  PlayAmongOthers,
  Provenance,
  RecountReason,
} from "../shell/bindings";
import { at } from "./archive";
import { play } from "./shell";

/** It began at 22:14:05 in Berlin and was heard for 3 min 42 s. */
export const began = at("2021-06-11T20:14:05Z");
export const ended = began + 222;

export function row(
  provenance: Provenance,
  stampSecs: number,
  joined: RecountReason | null = null,
  more: Partial<ExplainedRow> = {},
): ExplainedRow {
  const recorded = provenance === "recorded";
  return {
    row: `${provenance} ${stampSecs}`,
    told: {
      play: play("Room With Two Clocks", stampSecs, {
        heardSecs: recorded ? 0 : 222,
        estimated: recorded,
      }),
      source: recorded ? "Recording" : `${provenance}.zip`,
    },
    provenance,
    times: recorded ? "end" : "endAndLength",
    stampSecs,
    joined,
    decided: false,
    ...more,
  };
}

export const exported = row("extendedHistory", ended);
export const ofAccount = row("accountData", ended - (ended % 60), "accountInExtended");
export const recorded = row("recorded", began, "recordedInExtended", { times: "begin" });

export function explained(...rows: ExplainedRow[]): ExplainedPlay {
  return { beganSecs: began, msPlayed: 222_000, rows };
}

export function amongOthers(it: ExplainedPlay, ...others: ExplainedPlay[]): PlayAmongOthers {
  return { play: it, others };
}

/** 16 rows tell of 13 plays, of which two rules join some. */
export function explanation(more: Partial<Explanation> = {}): Explanation {
  return {
    rows: [
      { provenance: "recorded", rows: 1 },
      { provenance: "accountData", rows: 2 },
      { provenance: "extendedHistory", rows: 13 },
    ],
    joined: [
      { reason: "recordedInExtended", rows: 1, example: explained(exported, recorded) },
      {
        reason: "accountInExtended",
        rows: 2,
        example: explained(exported, ofAccount, recorded),
      },
    ],
    plays: 13,
    uncounted: 4,
    latest: explained(exported),
    ...more,
  };
}
