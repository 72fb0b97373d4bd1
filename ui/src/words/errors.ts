// Errors in the listener's words: what it is, how long it lasts, what still works, one thing to do.
// Pure and complete: every kind of UiError has its sentences here and nowhere else.

import type { UiError } from "../shell/bindings";
import { capital } from "./names";
import { remoteWords } from "./remote";
import { moment, wait, type Zone } from "./times";

/** What the button beside the sentence does. */
export type NextStep =
  | "signIn"
  | "retry"
  | "openDashboard"
  | "openGuide"
  | "useDeepLink"
  | "finish"
  | "connect"
  | "chooseFiles"
  | "showArchive";

export interface Problem {
  headline: string;
  sentence: string;
  /** What still works, where a list is concerned. */
  still: string | null;
  action: { step: NextStep; label: string } | null;
  /** When it is over by itself, in seconds since 1970. */
  untilSecs: number | null;
}

const still = "What is already here stays.";
const retry = { step: "retry", label: "Try again" } as const;
const signIn = { step: "signIn", label: "Sign in" } as const;
const signInAgain = { step: "signIn", label: "Sign in again" } as const;

export const consentEnded: Problem = list(
  "Spotify's consent has ended",
  `Spotify ends every consent after six months, or when you take it back.`,
  signInAgain,
);

/** A part of the window whose file could not be read. */
export const codeMissing: Problem = problem(
  "This part of Tonearm did not load",
  "Its file could not be read. Your library is not affected. Try again; if it stays like this, install Tonearm again.",
  retry,
);

/** A fault in the page itself. `what`: a part of a screen, or the screen. */
export function notDrawn(what: string, isScreen: boolean): Problem {
  const others = isScreen ? "The other screens work" : "The rest of this page works";
  return problem(
    `${what} could not be drawn`,
    `Something in Tonearm itself went wrong. ${others}, and your library is not affected.`,
    retry,
  );
}

/** After a recording was forgotten: these backups can't be read, so nobody knows whether they have it. */
export function stillInBackups(names: string[]): Problem {
  const [one, more] = ["A backup could not be read", "Backups could not be read"];
  return problem(
    names.length === 1 ? one : more,
    `What was forgotten may still be in ${names.join(", ")}, in the folder “backups” beside the archive. Delete it there by hand.`,
    { step: "showArchive", label: "Show in folder" },
  );
}

/** For Spotify's own rankings while nobody is signed in. `known`: there is a Client ID. */
export function needsSignIn(known: boolean): Problem {
  return problem(
    "Top needs a sign-in",
    "These rankings are Spotify's own, so Spotify has to know who asks. Your archive works without.",
    known ? signIn : { step: "connect", label: "Connect Spotify" },
  );
}

/** Who tries again when a pause is over: a list does by itself, everything else waits for the listener. */
export type Retry = "byItself" | "byHand";

export function problemOf(
  error: UiError,
  nowSecs: number,
  zone: Zone,
  after: Retry = "byHand",
): Problem {
  switch (error.kind) {
    case "signedOut":
      return list("You are signed out", `Sign in to Spotify to read on.`, signIn);
    case "missingScope":
      return list(
        "Your consent does not cover this",
        `Spotify has to be asked again for all that Tonearm does. Sign in again and say yes.`,
        signInAgain,
      );
    case "notOnTheList":
      return list(
        "Your account is not on the list",
        `Spotify lets in only the accounts named under User Management in the Client ID's dashboard, five at most. Add yours there, then try again.`,
        { step: "openDashboard", label: "Open the dashboard" },
      );
    case "ownerNeedsPremium":
      return list(
        "The Client ID's owner needs Premium",
        `Since February 2026 Spotify answers only to Client IDs whose owner has Premium.`,
        { step: "openGuide", label: "Use another Client ID" },
      );
    case "rateLimited":
      return {
        ...list(
          "Spotify asked for a pause",
          `Too many calls in a short time. ${goesOn(error.untilSecs, nowSecs, zone, after)}`,
          null,
        ),
        untilSecs: error.untilSecs,
      };
    case "quotaExceeded":
      return {
        ...list(
          "The day's calls are used up",
          `Spotify gives every Client ID a number of calls a day. ${goesOn(error.untilSecs, nowSecs, zone, after)}`,
          null,
        ),
        untilSecs: error.untilSecs,
      };
    case "offline":
      return list(
        "Can't reach Spotify",
        `This computer seems to be offline, or Spotify cannot be reached.`,
        retry,
      );
    case "unconfirmed":
      return list(
        "Spotify's answer was lost",
        `The connection broke on the way back, so it may be done already. Look in Spotify before you try again.`,
        retry,
      );
    case "gone":
      return list("Spotify no longer has this", `It was taken away on Spotify's side.`, retry);
    case "unexpected":
      return list("That did not work", `${error.what} The log tells more.`, retry);
    case "clientIdMissing":
      return problem(
        "There is no Client ID yet",
        "Spotify wants every listener to bring their own. The guide makes one in about three minutes.",
        { step: "openGuide", label: "Open the guide" },
      );
    case "clientIdWrong":
      return problem("That is not a Client ID", error.why, {
        step: "openGuide",
        label: "Open the guide",
      });
    case "signInCancelled":
      return problem(
        "You said no in the browser",
        "Spotify gave Tonearm nothing, and nothing was changed. Without consent there is nothing to show.",
        signInAgain,
      );
    case "signInExpired":
      return problem(
        "The sign-in ran out of time",
        "Spotify's answer has to come within five minutes. Start again whenever you like.",
        signInAgain,
      );
    case "signInCodeRejected":
      return problem(
        "Spotify didn't accept the answer",
        "The code from the browser was used before or is too old. A new sign-in brings a new one.",
        signInAgain,
      );
    case "signInNotOurs":
      return problem(
        "That answer belongs to another sign-in",
        "It was ignored. This sign-in still waits for your browser.",
        null,
      );
    case "unknownClient":
      return problem(
        "Spotify does not know this Client ID",
        "A character may be missing, or the app was deleted in the dashboard. Compare the two.",
        { step: "openGuide", label: "Check the Client ID" },
      );
    case "signInRefused":
      return problem(
        "Spotify refused the sign-in",
        `Spotify says “${error.why}”. Check the setup in the guide, step by step.`,
        { step: "openGuide", label: "Open the guide" },
      );
    case "portTaken":
      return problem(
        `Port ${error.port} is taken`,
        `Another program listens at port ${error.port}, where the browser should come back to. Register http://127.0.0.1/callback at Spotify, which works with any port, or come back by the tonearm: link.`,
        { step: "useDeepLink", label: "Use the tonearm: link" },
      );
    case "noBrowser":
      return problem(
        "The browser did not open",
        "Copy the link and open it in a browser on this computer. The sign-in waits for five minutes.",
        null,
      );
    case "invented":
      return problem(
        "Spotify has no page for this",
        "It is part of the sample, which is invented. Leave the sample and connect Spotify to open your own.",
        null,
      );
    case "nothingToSave":
      return problem(
        "There is nothing to save",
        "Not one track of this list can go into a playlist. Another range may have some.",
        null,
      );
    case "nothingToDraw":
      return problem("There is nothing to draw", error.why, null);
    case "playlistNameWrong":
      return problem("Spotify would not take this name", error.why, null);
    case "playlistUnfinished": {
      const why = problemOf(error.why, nowSecs, zone);
      const when =
        why.untilSecs === null
          ? ""
          : ` ${capital(moment(why.untilSecs, nowSecs, zone))} it can go on.`;
      // A call whose answer was lost may have succeeded.
      const least = error.why.kind === "unconfirmed" ? "At least " : "";
      const saved = error.playlist.saved;
      return {
        ...problem(
          least && saved === 0
            ? "Playlist created; tracks not confirmed"
            : `${least}${saved} of ${error.of} tracks are saved`,
          `“${error.playlist.name}” is in Spotify, but not whole: ${lower(why.headline)}.${when} Finishing adds the rest, and no track twice.`,
          { step: "finish", label: "Finish" },
        ),
        untilSecs: why.untilSecs,
      };
    }
    case "importRunning":
      return problem(
        "An import is running already",
        "One at a time: wait until it is done, or cancel it, then try again.",
        null,
      );
    case "importRefused":
      return problem("This cannot be imported", error.why, {
        step: "chooseFiles",
        label: "Choose other files",
      });
    case "importCancelled":
      return problem("The import was cancelled", "Nothing of it was stored.", {
        step: "retry",
        label: "Import it again",
      });
    case "archiveTooNew":
      return problem(
        "The archive is from a newer Tonearm",
        "This version would spoil it, so it leaves it alone. Update Tonearm, then open it again.",
        null,
      );
    case "archiveReadOnly":
      return problem(
        "The archive cannot be written to",
        "Its file or its folder is read-only. Allow writing there, then try again; what is in it stays.",
        { step: "showArchive", label: "Show in folder" },
      );
    case "diskFull":
      return problem(
        "The disk is full",
        "There was no room to write, and nothing was half written. Free some, then try again.",
        retry,
      );
    case "archiveBusy":
      return problem(
        "Another program holds the archive",
        "Close what has its file open, a second Tonearm perhaps, then try again.",
        retry,
      );
    case "archiveUnavailable":
      return problem("The archive does not open", `${error.what} The log tells more.`, retry);
    case "backupUnusable":
      return problem(
        "This backup cannot be used",
        `${error.why} The archive is as it was; choose another backup.`,
        null,
      );
    case "sourceGone":
      return problem(
        "This import is undone already",
        "Nothing of it is left in the archive. The same files can be imported again.",
        null,
      );
    case "exportFailed":
      return problem("The file was not written", error.why, {
        step: "retry",
        label: "Try another place",
      });
    case "serverRefused":
      return problem("That server can't be asked", error.why, null);
    case "remoteFailed": {
      const { headline, sentence } = remoteWords(error.problem);
      return problem(headline, sentence, null);
    }
  }
}

function goesOn(untilSecs: number, nowSecs: number, zone: Zone, after: Retry): string {
  if (untilSecs <= nowSecs) {
    return after === "byItself" ? "Tonearm tries again now." : "You can try again now.";
  }
  const what = after === "byItself" ? "Tonearm goes on by itself" : "You can try again";
  return `${what} ${moment(untilSecs, nowSecs, zone)}, in ${wait(untilSecs - nowSecs)}.`;
}

/** A problem with a list: what was read before can still be seen. */
function list(headline: string, sentence: string, action: Problem["action"]): Problem {
  return { ...problem(headline, sentence, action), still };
}

function problem(headline: string, sentence: string, action: Problem["action"]): Problem {
  return { headline, sentence, still: null, action, untilSecs: null };
}

function lower(text: string): string {
  return text.startsWith("Spotify") ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
