// What a gap says: plays are missing, which is sure, or may be missing. The same words everywhere.

import type { GapDays, GapKind } from "../shell/bindings";
import { span } from "./days";

/** Within a sentence. */
export const gapWords: Record<GapKind, string> = {
  missing: "plays are missing",
  mayBeMissing: "plays may be missing",
};

/** The sure kind first. */
export const gapKinds: readonly GapKind[] = ["missing", "mayBeMissing"];

/** One phrase for each kind: `plays are missing 20 Jun – 4 Nov 2012, 3 – 5 May 2013`. */
export function gapPhrases(gaps: GapDays[]): string[] {
  return gapKinds.flatMap((kind) => {
    const spans = gaps.filter((gap) => gap.kind === kind).map(span);
    return spans.length > 0 ? [`${gapWords[kind]} ${spans.join(", ")}`] : [];
  });
}

/** What hatching stands for in a figure that has these gaps. */
export function hatchingWords(gaps: { kind: GapKind }[]): string {
  const kinds = gapKinds.filter((kind) => gaps.some((gap) => gap.kind === kind));
  return kinds.length > 1 ? "plays are missing, or may be" : gapWords[kinds[0] ?? "missing"];
}
