// What counting again by better rules has changed, in the listener's words.

import type { Recount, RecountReason, ToldPlay } from "../shell/bindings";
import { count, numeral } from "./amounts";

/** One sentence: `1,234 plays had been counted twice, and 12 had not been counted.` */
export function recountSentence({ noLonger, newly }: Recount): string {
  const halves: string[] = [];
  if (noLonger > 0) halves.push(`${count(noLonger, "play")} had been counted twice`);
  if (newly > 0) {
    const plays = noLonger > 0 ? numeral(newly) : count(newly, "play");
    halves.push(`${plays} had not been counted`);
  }
  return `${halves.join(", and ")}.`;
}

/** Why a play counts differently, one sentence each. */
export const recountReasons: Record<RecountReason, string> = {
  movedStamp: "Spotify's list of recent plays told of it twice, some seconds apart.",
  accountInExtended: "Account data tells of it, and so does the extended history.",
  double: "The extended history tells of it twice.",
  otherEdition: "The extended history tells of it as two tracks.",
  accountRepeat: "Account data tells of it more than once.",
  recordedInExtended: "It was recorded, and the extended history tells of it as well.",
  recordedInAccount: "It was recorded, and account data tells of it as well.",
  otherAccount: "It was recorded for another account.",
  ownPlay: "It had been taken for another play, and is one of its own.",
  decided: "You decided that it is the same play.",
  unknown: "By the rules of another version of Tonearm.",
};

/** Who told of a play. */
export function teller({ source }: ToldPlay): string {
  return source ?? "An import that was undone";
}
