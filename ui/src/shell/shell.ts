// The one door to the desktop shell: every command as a promise of an answer, every event as a subscription.
// No promise from here ever rejects; what goes wrong on the way is told as a UiError like any other.

import {
  commands,
  events,
  type FilesDragged,
  type ImportStatus,
  type Status,
  type UiError,
} from "./bindings";

export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: UiError };

export interface Shell extends Commands {
  onStatusChanged(tell: (status: Status) => void): void;
  onPlaysRecorded(tell: (count: number) => void): void;
  onPlaylistProgress(tell: (progress: { saved: number; of: number }) => void): void;
  onSignInNotice(tell: (notice: UiError) => void): void;
  onImportChanged(tell: (standing: ImportStatus | null) => void): void;
  onArchiveChanged(tell: () => void): void;
  onFilesDragged(tell: (files: FilesDragged) => void): void;
}

type Commands = typeof commands;
type Command = (...given: unknown[]) => Promise<Answer<unknown>>;

export function tauriShell(): Shell {
  return {
    ...answering(commands),
    onStatusChanged: (tell) => void events.statusChanged.listen((event) => tell(event.payload)),
    onPlaysRecorded: (tell) =>
      void events.playsRecorded.listen((event) => tell(event.payload.count)),
    onPlaylistProgress: (tell) =>
      void events.playlistProgress.listen((event) => tell(event.payload)),
    onSignInNotice: (tell) => void events.signInNotice.listen((event) => tell(event.payload)),
    onImportChanged: (tell) => void events.importChanged.listen((event) => tell(event.payload)),
    onArchiveChanged: (tell) => void events.archiveChanged.listen(() => tell()),
    onFilesDragged: (tell) => void events.filesDragged.listen((event) => tell(event.payload)),
  };
}

function answering(all: Commands): Commands {
  const guarded = Object.entries(all).map(([name, command]) => [name, guard(command as Command)]);
  return Object.fromEntries(guarded) as Commands;
}

// The bindings throw where the shell itself breaks (a panic, a command that is not allowed).
function guard(command: Command): Command {
  return async (...given) => {
    try {
      return await command(...given);
    } catch {
      const what = "Tonearm's own engine did not answer.";
      return { status: "error", error: { kind: "unexpected", what } };
    }
  };
}
