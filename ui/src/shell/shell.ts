// The one door to the desktop shell: every command as a promise of an answer, every event as a subscription.
// No promise from here ever rejects: what goes wrong on the way comes back as a UiError like any other.

import {
  commands,
  events,
  type FilesDragged,
  type ImportStatus,
  type Learning,
  type MachinesChanged,
  type Page,
  type Status,
  type UiError,
} from "./bindings";

export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: UiError };

export interface Shell extends Commands {
  onStatusChanged(listener: (status: Status) => void): void;
  onPlaysRecorded(listener: (count: number) => void): void;
  onPlaylistProgress(listener: (progress: { saved: number; of: number }) => void): void;
  onSignInNotice(listener: (notice: UiError) => void): void;
  onImportChanged(listener: (status: ImportStatus | null) => void): void;
  onArchiveChanged(listener: () => void): void;
  onFilesDragged(listener: (files: FilesDragged) => void): void;
  onSomethingHandedOver(listener: () => void): void;
  onLearningChanged(listener: (learning: Learning) => void): void;
  onMachinesChanged(listener: (changed: MachinesChanged) => void): void;
  onPageAsked(listener: (page: Page) => void): void;
}

type Commands = typeof commands;
type Command = (...given: unknown[]) => Promise<Answer<unknown>>;

export function tauriShell(): Shell {
  return {
    ...answering(commands),
    onStatusChanged: (listener) =>
      void events.statusChanged.listen((event) => listener(event.payload)),
    onPlaysRecorded: (listener) =>
      void events.playsRecorded.listen((event) => listener(event.payload.count)),
    onPlaylistProgress: (listener) =>
      void events.playlistProgress.listen((event) => listener(event.payload)),
    onSignInNotice: (listener) =>
      void events.signInNotice.listen((event) => listener(event.payload)),
    onImportChanged: (listener) =>
      void events.importChanged.listen((event) => listener(event.payload)),
    onArchiveChanged: (listener) => void events.archiveChanged.listen(() => listener()),
    onFilesDragged: (listener) =>
      void events.filesDragged.listen((event) => listener(event.payload)),
    onSomethingHandedOver: (listener) => void events.somethingHandedOver.listen(() => listener()),
    onLearningChanged: (listener) =>
      void events.learningChanged.listen((event) => listener(event.payload)),
    onMachinesChanged: (listener) =>
      void events.machinesChanged.listen((event) => listener(event.payload)),
    onPageAsked: (listener) => void events.pageAsked.listen((event) => listener(event.payload)),
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
