// What went wrong, in the listener's words: what it is, how long it lasts, what still works, one thing to do.
// Pure and complete: every kind of UiError has its sentence here and nowhere else.

import type { UiError } from "../shell/bindings";
import { moment, wait, type Zone } from "./times";

/** What a button beside the sentence does. */
export type Deed =
  | "signIn"
  | "retry"
  | "openDashboard"
  | "openGuide"
  | "useDeepLink"
  | "finish"
  | "connect"
  | "chooseFiles"
  | "showArchive";

export interface Told {
  headline: string;
  sentence: string;
  /** What goes on working meanwhile, where a list is concerned. */
  still: string | null;
  action: { deed: Deed; label: string } | null;
  /** When it ends by itself. */
  untilSecs: number | null;
}

const still = "What is already here stays.";
const retry = { deed: "retry", label: "Try again" } as const;
const signIn = { deed: "signIn", label: "Sign in" } as const;
const signInAgain = { deed: "signIn", label: "Sign in again" } as const;

export const consentEnded: Told = list(
  "Spotify's consent has ended",
  `Spotify ends every consent after six months, or when you take it back.`,
  signInAgain,
);

/** Spotify's own rankings, with nobody signed in. */
export function needsSignIn(known: boolean): Told {
  return told(
    "Top needs a sign-in",
    "These rankings are Spotify's own, so Spotify has to know who asks. Your archive works without.",
    known ? signIn : { deed: "connect", label: "Connect Spotify" },
  );
}

/** A list asks again when a pause is over; anything else waits for the listener to. */
export type After = "byItself" | "byHand";

export function tell(trouble: UiError, nowSecs: number, zone: Zone, after: After = "byHand"): Told {
  switch (trouble.kind) {
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
        { deed: "openDashboard", label: "Open the dashboard" },
      );
    case "ownerNeedsPremium":
      return list(
        "The Client ID's owner needs Premium",
        `Since February 2026 Spotify answers only to Client IDs whose owner has Premium.`,
        { deed: "openGuide", label: "Use another Client ID" },
      );
    case "rateLimited":
      return {
        ...list(
          "Spotify asked for a pause",
          `Too many calls in a short time. ${goesOn(trouble.untilSecs, nowSecs, zone, after)}`,
          null,
        ),
        untilSecs: trouble.untilSecs,
      };
    case "quotaExceeded":
      return {
        ...list(
          "The day's calls are used up",
          `Spotify gives every Client ID a number of calls a day. ${goesOn(trouble.untilSecs, nowSecs, zone, after)}`,
          null,
        ),
        untilSecs: trouble.untilSecs,
      };
    case "offline":
      return list(
        "No way to Spotify",
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
      return list("That did not work", `${trouble.what} The log tells more.`, retry);
    case "clientIdMissing":
      return told(
        "There is no Client ID yet",
        "Spotify wants every listener to bring their own. The guide makes one in about three minutes.",
        { deed: "openGuide", label: "Open the guide" },
      );
    case "clientIdWrong":
      return told("That is not a Client ID", trouble.why, {
        deed: "openGuide",
        label: "Open the guide",
      });
    case "signInCancelled":
      return told(
        "You said no in the browser",
        "Spotify gave Tonearm nothing, and nothing was changed. Without consent there is nothing to show.",
        signInAgain,
      );
    case "signInExpired":
      return told(
        "The sign-in ran out of time",
        "Spotify's answer has to come within five minutes. Start again whenever you like.",
        signInAgain,
      );
    case "signInCodeRejected":
      return told(
        "Spotify did not take the answer",
        "The code from the browser was used before or is too old. A new sign-in brings a new one.",
        signInAgain,
      );
    case "signInNotOurs":
      return told(
        "An answer came that is not ours",
        "It belongs to another sign-in and was put aside. This one still waits for your browser.",
        null,
      );
    case "unknownClient":
      return told(
        "Spotify does not know this Client ID",
        "A character may be missing, or the app was deleted in the dashboard. Compare the two.",
        { deed: "openGuide", label: "Check the Client ID" },
      );
    case "signInRefused":
      return told(
        "Spotify refused the sign-in",
        `Spotify's word for it is “${trouble.why}”. Check the setup in the guide, step by step.`,
        { deed: "openGuide", label: "Open the guide" },
      );
    case "portTaken":
      return told(
        `Port ${trouble.port} is taken`,
        `Another program listens at port ${trouble.port}, where the browser should come back to. Close that program and try again, or come back by the tonearm: link.`,
        { deed: "useDeepLink", label: "Use the tonearm: link" },
      );
    case "noBrowser":
      return told(
        "The browser did not open",
        "Copy the link and open it in a browser on this computer. The sign-in waits for five minutes.",
        null,
      );
    case "invented":
      return told(
        "Spotify has no page for this",
        "It is part of the sample, which is invented. Leave the sample and connect Spotify to open your own.",
        null,
      );
    case "nothingToSave":
      return told(
        "There is nothing to save",
        "Not one track of this list can go into a playlist. Another range may have some.",
        null,
      );
    case "playlistNameWrong":
      return told("Spotify would not take this name", trouble.why, null);
    case "playlistUnfinished": {
      const why = tell(trouble.why, nowSecs, zone);
      const when =
        why.untilSecs === null
          ? ""
          : ` ${capital(moment(why.untilSecs, nowSecs, zone))} it can go on.`;
      // What a lost answer was about may have arrived all the same.
      const least = trouble.why.kind === "unconfirmed" ? "At least " : "";
      return {
        ...told(
          `${least}${trouble.playlist.saved} of ${trouble.of} tracks are saved`,
          `“${trouble.playlist.name}” is in Spotify, but not whole: ${lower(why.headline)}.${when} Finishing adds the rest, and no track twice.`,
          { deed: "finish", label: "Finish" },
        ),
        untilSecs: why.untilSecs,
      };
    }
    case "importRunning":
      return told(
        "An import is running already",
        "One at a time: wait until it is done, or cancel it, then try again.",
        null,
      );
    case "importRefused":
      return told("This cannot be imported", trouble.why, {
        deed: "chooseFiles",
        label: "Choose other files",
      });
    case "importCancelled":
      return told("The import was cancelled", "Nothing of it was stored.", {
        deed: "retry",
        label: "Import it again",
      });
    case "archiveTooNew":
      return told(
        "The archive is from a newer Tonearm",
        "This version would spoil it, so it leaves it alone. Update Tonearm, then open it again.",
        null,
      );
    case "archiveReadOnly":
      return told(
        "The archive cannot be written to",
        "Its file or its folder is read-only. Allow writing there, then try again; what is in it stays.",
        { deed: "showArchive", label: "Show in folder" },
      );
    case "diskFull":
      return told(
        "The disk is full",
        "There was no room to write, and nothing was half written. Free some, then try again.",
        retry,
      );
    case "archiveBusy":
      return told(
        "Another program holds the archive",
        "Close what has its file open, a second Tonearm perhaps, then try again.",
        retry,
      );
    case "archiveUnavailable":
      return told("The archive does not open", `${trouble.what} The log tells more.`, retry);
    case "backupUnusable":
      return told(
        "This backup cannot be used",
        `${trouble.why} The archive is as it was; choose another backup.`,
        null,
      );
    case "sourceGone":
      return told(
        "This import is undone already",
        "Nothing of it is left in the archive. The same files can be imported again.",
        null,
      );
    case "exportFailed":
      return told("The file was not written", trouble.why, {
        deed: "retry",
        label: "Try another place",
      });
  }
}

function goesOn(untilSecs: number, nowSecs: number, zone: Zone, after: After): string {
  if (untilSecs <= nowSecs) {
    return after === "byItself" ? "Tonearm tries again now." : "You can try again now.";
  }
  const what = after === "byItself" ? "Tonearm goes on by itself" : "You can try again";
  return `${what} ${moment(untilSecs, nowSecs, zone)}, in ${wait(untilSecs - nowSecs)}.`;
}

/** A trouble with a list: what was read before can still be seen. */
function list(headline: string, sentence: string, action: Told["action"]): Told {
  return { ...told(headline, sentence, action), still };
}

function told(headline: string, sentence: string, action: Told["action"]): Told {
  return { headline, sentence, still: null, action, untilSecs: null };
}

function lower(text: string): string {
  return text.startsWith("Spotify") ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
