// The place where the listener's machines meet, a folder or a database, and what is wrong with it: what it is, and what to do.
// Pure, and complete: every kind of RemoteProblem has its sentences here.

import type { RemoteProblem } from "../shell/bindings";
import { capital } from "./names";

export interface RemoteWords {
  headline: string;
  sentence: string;
}

const nothingLost = "What was exchanged before stays.";

export function remoteWords(problem: RemoteProblem): RemoteWords {
  switch (problem.kind) {
    case "badAddress":
      return say("This address cannot be used", sentence(problem.why));
    case "folderMissing":
      return say(
        "The folder is not there",
        `${problem.folder} is gone, or has nothing of Tonearm in it. If it is on a drive or in the network, connect that. If it was moved, remove it here and choose it again.`,
      );
    case "noDrive":
      return say(
        "The drive is not connected",
        `There is no drive at ${problem.place}. Connect it and try again, or choose another folder.`,
      );
    case "notSetUp":
      return say(
        "The database is empty",
        `${problem.database} has nothing of Tonearm in it any more. Remove it here and add it again to set it up.`,
      );
    case "tooNew":
      return say(
        "A newer Tonearm is at work there",
        "It was set up by a newer version. Update Tonearm on this machine, then try again.",
      );
    case "tooOld":
      return say(
        "It was set up by an older Tonearm",
        "Bringing it up to date takes the owner of the database. Sign in as the owner once, or ask whoever looks after it.",
      );
    case "fileFailed":
      return say(
        "A file could not be read or written",
        `${problem.path}: ${problem.why}. See that the folder can be written to and has room, then try again.`,
      );
    case "damaged":
      return say(
        "Something there is damaged",
        `${sentence(problem.why)} Another machine that has it whole repairs it at its next exchange.`,
      );
    case "unreachable":
      return say(
        "The server does not answer",
        `${problem.server} cannot be reached: ${problem.why}. See that it runs, that this computer is online, and that the host and the port are right.`,
      );
    case "wrongPassword":
      return say(
        "The password is not right",
        `${problem.server} does not let ${problem.user} in with it. Enter it again, or ask whoever looks after the server.`,
      );
    case "noSuchDatabase":
      return say(
        "There is no such database",
        `${problem.server} has none named ${problem.database}. Correct the name, or create the database there first.`,
      );
    case "noTls":
      return say(
        "The server offers no encrypted connection",
        `Everything sent to ${problem.server} could be read on the way. Turn TLS on there: ssl = on in postgresql.conf.`,
      );
    case "notTrusted":
      return say(
        "The server's certificate is not trusted",
        `${problem.server}: ${problem.why}. If the certificate is your own, add ?sslrootcert= and the path of its PEM file to the address.`,
      );
    case "badCertificates":
      return say(
        "The file has no certificates",
        `${problem.file} cannot be used: ${problem.why}. Name a PEM file after sslrootcert=.`,
      );
    case "noRights":
      return say(
        "The user may not do that",
        `The database says: ${problem.why}. Sign in as its owner, or ask whoever looks after it for the right.`,
      );
    case "serverTooOld":
      return say(
        "The server is too old",
        `It is PostgreSQL ${problem.version}; Tonearm needs 13 or newer. Update the server, or use another.`,
      );
    case "notUnicode":
      return say(
        "The database cannot keep all names",
        `It keeps texts as ${problem.encoding}. Create one with the encoding UTF8: createdb -E UTF8.`,
      );
    case "readOnlyServer":
      return say(
        "The server can only be read",
        `${problem.server} is a copy that follows another server. Connect to the one that it follows.`,
      );
    case "noSuchListener":
      return say(
        "That listener is not there",
        `The database has no ${problem.wanted}. Remove it here, add it again and choose one that it has.`,
      );
    case "noListener":
      return say(
        "Nobody's history is there for you",
        "The database has no listener that this user may see. Ask whoever looks after it to add you.",
      );
    case "severalListeners":
      return say(
        "The database has several listeners",
        "Choose the one whose history this is, so that no two people's plays are mixed.",
      );
    case "anotherListener":
      return say(
        "Somebody else's history is there",
        "It belongs to another Spotify account, and nothing was exchanged: two people's plays cannot be told apart once they are mixed. Choose another place.",
      );
    case "connectionLost":
      return say(
        "The connection was lost",
        `It broke on the way: ${problem.why}. The next exchange goes on from where it was.`,
      );
    case "busy":
      return say(
        "Other machines are writing there",
        `They have been for too long to wait. Try again later. ${nothingLost}`,
      );
    case "other":
      return say("The exchange failed", `${sentence(problem.why)} ${nothingLost}`);
  }
}

function say(headline: string, words: string): RemoteWords {
  return { headline, sentence: words };
}

/** A reason as a sentence of its own. */
function sentence(why: string): string {
  const text = why.trim();
  // `capital` is for names.
  const first = /^[a-z]/.test(text) ? capital(text.charAt(0)) + text.slice(1) : text;
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
