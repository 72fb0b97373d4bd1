// What the stream says, as one sentence: how much of the whole the named ones are, and how many others there are. Pure.

import { total } from "../../figure/clock";
import type { Measure, Stream, StreamOf } from "../../shell/bindings";
import { count, numeral, shareOf } from "../../words/amounts";
import { families } from "../../words/genres";
import { cutWords } from "./cut";
import type { Form } from "./form";

interface Told {
  form: Form;
  /** The whole amount; null where it is not known. */
  whole: number | null;
  of: StreamOf;
  /** One of the bands. */
  shown: "artist" | "genre" | "family";
  measure: Measure;
}

/** `The top 12 are 14 % of these plays; 2,570 others below`, and what is cut off. Empty where nothing is drawn. */
export function storyOf(stream: Stream, told: Told): string {
  const shares = sharesOf(stream, told);
  const cut = shares && cutWords(told.form, stream, told.measure);
  return cut ? `${shares}; ${cut}` : shares;
}

function sharesOf(stream: Stream, { form, whole, of, shown, measure }: Told): string {
  const { bands, otherCount } = stream;
  const others = total(stream.others);
  const summed = total(bands.map(({ amounts }) => total(amounts)));
  const [first] = bands;
  if (!first || summed === 0) return "";
  const these = measure === "plays" ? "these plays" : "this time";
  const several = bands.length > 1;
  if (others === 0) {
    if (!several) return `All of ${these} ${measure === "plays" ? "are" : "is"} ${first.name}`;
    const named = shown === "family" ? families(bands.length) : count(bands.length, shown);
    return `All of ${these} ${measure === "plays" ? "are" : "is"} of ${named}`;
  }
  // A play of two artists is in both of their bands, so bands may add up to more than there is. What others have is in no band.
  const all = Math.max(whole ?? summed + others, others);
  const share = shareOf(all - others, all);
  const rest = restWords(of, shown, otherCount);
  const lead = form === "ridges" ? `No ${shown} stands out: the` : "The";
  const subject = several ? `${lead} top ${numeral(bands.length)} are` : `${first.name} is`;
  return `${subject} ${share} of ${these}; ${rest} below`;
}

/** What the strip is. Of genres, it has the plays that have no genre at all, too. */
function restWords(of: StreamOf, shown: Told["shown"], otherCount: number): string {
  if (of === "artists") return count(otherCount, "other");
  if (otherCount === 0) return "what has no genre is";
  return `other ${shown === "family" ? "families" : "genres"}, or none,`;
}
