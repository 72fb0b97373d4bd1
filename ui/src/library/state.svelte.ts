// The Library: what the archive holds, and what can be done with it: import, undo, back up, restore, export.
// The archive belongs to the shell; this keeps what was read last, and runs one job of each kind at a time.

import { createContext } from "svelte";
import type {
  ArchiveOverview,
  ArchiveTotals,
  CompleteTime,
  ExportedFile,
  ExportFormat,
  FirstPlay,
  ImportStatus,
  RestorePreview,
} from "../shell/bindings";
import { defaultQuestion } from "../navigation/question";
import { Cached } from "../shell/cached.svelte";
import { Job } from "../shell/job.svelte";
import type { Answer, Shell } from "../shell/shell";
import { count } from "../words/amounts";
import { HiddenState } from "./hidden.svelte";
import { ImportState } from "./import/state.svelte";
import { RecountState } from "./recount.svelte";

/** What the rest of the app has to know of the Library. */
export interface LibraryEvents {
  importBegun(): void;
  importEnded(status: ImportStatus): void;
  /** Plays or gaps came or went, and not by recording. */
  playsRewritten(): void;
  /** The archive changed, for whatever reason. */
  archiveChanged(): void;
  /** A sentence to show for a few seconds. */
  notify(text: string): void;
}

export const [libraryState, provideLibraryState] = createContext<LibraryState>();

export class LibraryState {
  readonly archive: Cached<ArchiveOverview & { error: null }>;
  /** How much was played in all. Only the screen itself asks for it: that takes the whole history in memory. */
  readonly totals: Cached<ArchiveTotals & { error: null }>;
  readonly importing: ImportState;
  readonly recount: RecountState;
  readonly undoing = new Job<number>();
  readonly backingUp = new Job<"backup">();
  readonly restoring = new Job<string>();
  readonly previewing = new Job<string>();
  readonly exporting = new Job<ExportFormat>();
  readonly showingFile = new Job<"file">();
  readonly completing = new Job<number>();
  readonly dismissingDamage = new Job<"damage">();
  /** Backups that may still have what was forgotten, because they can't be read. */
  unreadableBackups = $state.raw<string[]>([]);
  /** The first play of all, once the report of a first import asked for it. */
  firstEver = $state.raw<FirstPlay | null>(null);
  /** The file that was exported last. */
  exported = $state.raw<ExportedFile | null>(null);

  #shell: Shell;
  #events: LibraryEvents | null = null;

  constructor(shell: Shell, nowSecs: () => number) {
    this.#shell = shell;
    this.importing = new ImportState(shell);
    this.recount = new RecountState(shell, () => this.archive.load());
    this.archive = new Cached(async () => whole(await shell.archive()), nowSecs);
    this.totals = new Cached(async () => whole(await shell.archiveTotals()), nowSecs);
  }

  start(events: LibraryEvents): void {
    this.#events = events;
    this.#shell.onArchiveChanged(() => {
      void this.archive.load();
      // Right after an import, the first answer may still be about the plays before it.
      if (this.firstEver) void this.readFirst();
      events.archiveChanged();
    });
    this.importing.start({
      begun: () => events.importBegun(),
      ended: (status) => {
        if (status.kind === "done") this.#playsRewritten();
        events.importEnded(status);
      },
    });
  }

  /** The hidden things, for one visit of the screen. */
  hiddenThings(): HiddenState {
    return new HiddenState(this.#shell);
  }

  get damage() {
    return this.archive.answer?.damage ?? null;
  }

  async show(): Promise<void> {
    await Promise.all([this.archive.load(), this.importing.read()]);
  }

  /** The import that is reported, if it can be undone. */
  get reportedSource(): number | null {
    return this.importing.report?.source ?? null;
  }

  /** The import that is reported is the first: nobody has seen yet what is in it. */
  get reportsFirstImport(): boolean {
    const imports = this.archive.answer?.sources.filter(({ kind }) => kind === "import") ?? [];
    return imports.length === 1 && imports[0]?.id === this.reportedSource;
  }

  /** Asks for the first play of all. Without an answer, the report does without. */
  async readFirst(): Promise<void> {
    const answer = await this.#shell.explore(defaultQuestion);
    this.firstEver = answer.status === "ok" ? answer.data.first : null;
  }

  /** Nothing is missing in this time, whatever it looks like. */
  async callComplete({ fromSecs, toSecs }: CompleteTime): Promise<void> {
    const time = { fromSecs, toSecs };
    if (await this.completing.run(fromSecs, () => this.#shell.callComplete(time))) {
      this.#playsRewritten();
    }
  }

  async takeBackComplete(time: CompleteTime): Promise<void> {
    if (await this.completing.run(time.fromSecs, () => this.#shell.takeBackComplete(time))) {
      this.#playsRewritten();
    }
  }

  /** Undoes an import or forgets a recording, after the system's own dialog has asked. Without one, the import that is reported. */
  async undo(source: number | null = this.reportedSource): Promise<void> {
    if (source === null) return;
    const asked = await this.undoing.run(source, () => this.#shell.undoImport(source));
    if (!asked) {
      // It may be gone already.
      void this.archive.load();
      return;
    }
    if (!asked.data) return;
    const { plays, backups, unreadable } = asked.data;
    this.unreadableBackups = unreadable;
    if (this.importing.report?.source === source) await this.importing.dismiss();
    this.#playsRewritten();
    const everywhere = backups > 0 ? `, and out of ${count(backups, "backup")}` : "";
    this.#events?.notify(`Undone: ${count(plays, "play")} taken out of the archive${everywhere}.`);
  }

  async backUp(): Promise<void> {
    const made = await this.backingUp.run("backup", () => this.#shell.backUp());
    if (made) await this.archive.load();
  }

  /** What restoring a backup would change; null after an error. */
  async previewRestore(name: string): Promise<RestorePreview | null> {
    const seen = await this.previewing.run(name, () => this.#shell.previewRestore(name));
    return seen?.data ?? null;
  }

  /** False after an error. */
  async restore(name: string): Promise<boolean> {
    const done = await this.restoring.run(name, () => this.#shell.restoreBackup(name));
    if (!done) return false;
    // The backup may not have the import that the report offers to undo.
    await this.importing.dismiss();
    this.#playsRewritten();
    this.#events?.notify("The backup is in place again.");
    return true;
  }

  async dismissDamage(): Promise<void> {
    const done = await this.dismissingDamage.run("damage", () => this.#shell.dismissDamage());
    if (done) await this.archive.load();
  }

  async export(format: ExportFormat): Promise<void> {
    this.exported = null;
    const done = await this.exporting.run(format, () => this.#shell.exportHistory(format));
    if (done) this.exported = done.data;
  }

  async showFile(): Promise<void> {
    await this.showingFile.run("file", () => this.#shell.showArchive());
  }

  /** The screen was left: its questions, errors and results are not shown again. */
  leave(): void {
    this.unreadableBackups = [];
    this.exported = null;
    for (const job of this.#jobs) job.clear();
  }

  reset(): void {
    this.leave();
    this.archive.reset();
    this.totals.reset();
    this.importing.reset();
    this.recount.reset();
    this.firstEver = null;
    for (const job of this.#jobs) job.reset();
  }

  get #jobs() {
    const { undoing, backingUp, restoring, previewing, exporting } = this;
    const { showingFile, completing, dismissingDamage } = this;
    const ofFiles = [undoing, backingUp, restoring, previewing, exporting, showingFile];
    return [...ofFiles, completing, dismissingDamage];
  }

  #playsRewritten(): void {
    void this.archive.load();
    this.#events?.playsRewritten();
  }
}

/** An answer that is there or not, and never with an error beside it. */
function whole<T>(answer: Answer<T>): Answer<T & { error: null }> {
  return answer.status === "ok" ? { status: "ok", data: { ...answer.data, error: null } } : answer;
}
