// Learning in words: how far it is, what it waits for, who says that an artist has a genre. Pure.

import type { ArtistGenres, GenreMiss, Learning, LearningTrouble } from "../shell/bindings";
import { count, numeral, shareOf } from "../words/amounts";
import { serviceNames } from "../words/genres";
import { date, moment, wait, type Zone } from "../words/times";

/** What there is to tell of learning in one line: a few words in bold, and the rest. */
export interface LearningWords {
  lead: string;
  rest: string;
}

/** `340 of 12,000 artists, 71 % of your plays` */
export function progressWords({ artistsDone, artists, playsPermille }: Learning): string {
  const done = `${numeral(artistsDone)} of ${count(artists, "artist")}`;
  return `${done}, ${shareOf(playsPermille, 1000)} of your plays`;
}

/** `MusicBrainz does not answer; goes on at 14:05` */
export function troubleWords(trouble: LearningTrouble, nowSecs: number, zone: Zone): string {
  const { service, untilSecs } = trouble;
  const when = untilSecs > nowSecs ? `goes on ${moment(untilSecs, nowSecs, zone)}` : "tries again";
  return `${serviceNames[service]} does not answer; ${when}`;
}

/** `about 12 min left`; empty while nothing is. */
export function leftWords({ left, secsLeft }: Learning): string {
  return left > 0 && secsLeft > 0 ? `about ${wait(secsLeft)} left` : "";
}

export function learningWords(learning: Learning, nowSecs: number, zone: Zone): LearningWords {
  const progress = progressWords(learning);
  if (learning.consent !== "given") {
    const nothing = learning.artistsDone === 0 ? "Nothing has been sent." : "Nothing is sent.";
    return { lead: nothing, rest: "Change your mind at any time in Settings." };
  }
  if (learning.activity === "paused") return { lead: "Learning is paused:", rest: progress };
  if (learning.left === 0) return { lead: "Learned about your music:", rest: progress };
  if (learning.activity === "waiting" && learning.trouble) {
    const trouble = troubleWords(learning.trouble, nowSecs, zone);
    return { lead: `${trouble}.`, rest: `So far ${progress}` };
  }
  return { lead: "Learning about your music:", rest: progress };
}

const misses: Record<GenreMiss, string> = {
  unknown: "MusicBrainz does not know this name",
  undecided: "Several artists have this name, and it is not sure which one this is",
  noGenres: "MusicBrainz knows this artist, but no genre",
};

/** Who says so: `from MusicBrainz, 28 November`, `Your correction`. */
export function sourceWords(
  { source, miss, answeredSecs, genres }: ArtistGenres,
  nowSecs: number,
  zone: Zone,
): string {
  if (source === "listener") return genres.length > 0 ? "Your correction" : "None: your correction";
  const when = answeredSecs === null ? "" : `, ${dayWithoutThisYear(answeredSecs, nowSecs, zone)}`;
  if (genres.length === 0) return miss ? misses[miss] + when : "Nobody was asked yet";
  if (source === null) return "";
  return source === "spotify" ? "from Spotify" : `from ${serviceNames[source]}${when}`;
}

function dayWithoutThisYear(secs: number, nowSecs: number, zone: Zone): string {
  const [day, today] = [date(secs, zone), date(nowSecs, zone)];
  return day.slice(-4) === today.slice(-4) ? day.slice(0, -5) : day;
}
