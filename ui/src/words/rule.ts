// The counting rule in a sentence.

import type { CountingRule } from "../shell/bindings";
import { count } from "./amounts";

export function ruleSentence(rule: CountingRule): string {
  switch (rule.kind) {
    case "atLeast":
      if (rule.secs === 0) return "Every play counts, however short.";
      return `A play counts once it was heard for ${count(rule.secs, "second")} or longer.`;
    case "halfTheTrack":
      return "A play counts once half of the track was heard.";
    case "toTheEnd":
      return "A play counts if it ended by itself.";
  }
}
