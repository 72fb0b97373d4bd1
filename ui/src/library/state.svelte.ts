// What is kept of one's listening, and what can be done with all of it: import, undo, back up, restore, take away.
// The archive is the shell's; this shows how it stood when last read, and asks for one thing of a kind at a time.

import { createContext } from "svelte";
import type {
  ArchiveOverview,
  ExportedFile,
  ExportFormat,
  ImportStatus,
  SourceKind,
} from "../shell/bindings";
import { Cached } from "../shell/cached.svelte";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";
import { count } from "../words/amounts";
import { Hidden } from "./hidden.svelte";
import { ImportState } from "./import/state.svelte";

export interface LibraryNews {
  /** An import was begun: its place is the Library. */
  begun(): void;
  ended(status: ImportStatus): void;
  /** Plays came or went otherwise than by recording. */
  rewritten(): void;
  /** The archive is another than a moment ago, for whatever reason. */
  changed(): void;
  /** Something to say in passing. */
  say(words: string): void;
}

/** What is said of an import before it is undone, or of a recording before it is forgotten. */
export interface Undoable {
  id: number;
  kind: SourceKind;
  name: string;
  /** Plays that stand on it. */
  plays: number;
}

export const [libraryState, provideLibraryState] = createContext<LibraryState>();

export class LibraryState {
  readonly archive: Cached<ArchiveOverview & { error: null }>;
  readonly importing: ImportState;
  readonly undoing = new Job<number>();
  readonly backingUp = new Job<"backup">();
  readonly restoring = new Job<string>();
  readonly exporting = new Job<ExportFormat>();
  readonly showing = new Job<"file">();
  readonly goingOn = new Job<"damage">();
  /** An import that may be undone, once the listener has said so. */
  asked = $state.raw<Undoable | null>(null);
  /** The last file written. */
  exported = $state.raw<ExportedFile | null>(null);

  #shell: Shell;
  #news: LibraryNews | null = null;

  constructor(shell: Shell, nowSecs: () => number) {
    this.#shell = shell;
    this.importing = new ImportState(shell);
    this.archive = new Cached(async () => {
      const answer = await shell.archive();
      return answer.status === "ok"
        ? { status: "ok", data: { ...answer.data, error: null } }
        : answer;
    }, nowSecs);
  }

  start(news: LibraryNews): void {
    this.#news = news;
    this.#shell.onArchiveChanged(() => {
      void this.archive.load();
      news.changed();
    });
    this.importing.start({
      begun: () => news.begun(),
      ended: (status) => {
        if (status.kind === "done") this.#rewritten();
        news.ended(status);
      },
    });
  }

  /** The list of what is hidden, and the form that hides days, for one visit of the screen. */
  hiddenThings(): Hidden {
    return new Hidden(this.#shell);
  }

  get damage() {
    return this.archive.answer?.damage ?? null;
  }

  async show(): Promise<void> {
    await Promise.all([this.archive.load(), this.importing.read()]);
  }

  /** Asks before an import is undone; without one, before the import that is reported. */
  askUndo(source: Undoable | undefined = this.reported): void {
    this.asked = source ?? null;
  }

  /** The import that is reported, if it can be undone. */
  get reported(): Undoable | undefined {
    const { report } = this.importing;
    if (!report || report.source === null) return undefined;
    const { source: id, name, added } = report;
    const found = this.archive.answer?.sources.find((source) => source.id === id);
    return { id, kind: "import", name, plays: found?.plays ?? added };
  }

  async undo(source: number): Promise<boolean> {
    const undone = await this.undoing.run(source, () => this.#shell.undoImport(source));
    if (!undone) {
      // It may be gone already.
      void this.archive.load();
      return false;
    }
    if (this.importing.report?.source === source) await this.importing.dismiss();
    this.asked = null;
    this.#rewritten();
    this.#news?.say(`Undone: ${count(undone.data.plays, "play")} taken out of the archive.`);
    return true;
  }

  async backUp(): Promise<void> {
    const made = await this.backingUp.run("backup", () => this.#shell.backUp());
    if (made) await this.archive.load();
  }

  async restore(name: string): Promise<boolean> {
    const done = await this.restoring.run(name, () => this.#shell.restoreBackup(name));
    if (!done) return false;
    // What the report could undo may not be in there.
    await this.importing.dismiss();
    this.#rewritten();
    this.#news?.say("The backup is in place again.");
    return true;
  }

  async goOn(): Promise<void> {
    const done = await this.goingOn.run("damage", () => this.#shell.dismissDamage());
    if (done) await this.archive.load();
  }

  async export(format: ExportFormat): Promise<void> {
    this.exported = null;
    const done = await this.exporting.run(format, () => this.#shell.exportHistory(format));
    if (done) this.exported = done.data;
  }

  async showFile(): Promise<void> {
    await this.showing.run("file", () => this.#shell.showArchive());
  }

  /** The screen was left: what it said of things done is not said again. */
  leave(): void {
    this.asked = null;
    this.exported = null;
    for (const job of this.#jobs) job.clear();
  }

  reset(): void {
    this.leave();
    this.archive.reset();
    this.importing.reset();
    for (const job of this.#jobs) job.reset();
  }

  get #jobs() {
    const { undoing, backingUp, restoring, exporting, showing, goingOn } = this;
    return [undoing, backingUp, restoring, exporting, showing, goingOn];
  }

  #rewritten(): void {
    void this.archive.load();
    this.#news?.rewritten();
  }
}
