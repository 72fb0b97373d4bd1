// One import: the files that were dropped or chosen, how far it is, and how it ended.
// The shell imports; this keeps what it said last. A report that was dismissed does not come back.

import { createContext } from "svelte";
import type { FilesDragged, ImportStatus, UiError } from "../../shell/bindings";
import { Job } from "../../shell/job.svelte";
import type { Shell } from "../../shell/shell";

export interface ImportEvents {
  /** An import was begun in this window. */
  begun(): void;
  /** One that was running has ended. */
  ended(status: ImportStatus): void;
}

export const [importState, provideImportState] = createContext<ImportState>();

export class ImportState {
  status = $state.raw<ImportStatus | null>(null);
  /** Files are being dragged over the window. */
  dragged = $state(false);
  readonly choosing = new Job<"files" | "folder">();
  readonly starting = new Job<"import">();
  readonly cancelling = new Job<"import">();

  #shell: Shell;
  #events: ImportEvents | null = null;
  #newest = 0;
  /** The shell's number for the files that were imported last. */
  #choice: number | null = null;
  #dismissed: string | null = null;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  start(events: ImportEvents): void {
    this.#events = events;
    this.#shell.onImportChanged((status) => {
      this.#newest += 1;
      this.#receive(status);
    });
    this.#shell.onFilesDragged((files) => this.#filesDragged(files));
  }

  get running() {
    return this.status?.kind === "running" ? this.status : null;
  }

  /** Whole per cents of what there is to read; 100 is never shown, for after reading comes writing. */
  get percent(): number {
    const { running } = this;
    if (!running || running.totalKib === 0) return 0;
    return Math.min(Math.floor((running.doneKib / running.totalKib) * 100), 99);
  }

  /** The name of an import that failed or is reported. */
  get endedName(): string | undefined {
    return this.status?.kind === "failed" ? this.status.name : this.report?.name;
  }

  get report() {
    return this.status?.kind === "done" ? this.status.report : null;
  }

  /** Why an import was not begun or not cancelled, or why it failed. */
  get error(): UiError | null {
    const { status } = this;
    const failed = status?.kind === "failed" ? status.error : null;
    return this.choosing.error ?? this.starting.error ?? this.cancelling.error ?? failed;
  }

  /** Asks the shell how far the import is: it may have begun before the window was opened. */
  async read(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.#shell.importStatus();
    if (mine === this.#newest && answer.status === "ok") this.#receive(answer.data);
  }

  async choose(what: "files" | "folder"): Promise<void> {
    const chosen = await this.choosing.run(what, () =>
      this.#shell.chooseHistory(what === "folder"),
    );
    if (chosen && chosen.data !== null) await this.begin(chosen.data);
  }

  async begin(choice: number): Promise<void> {
    if (this.starting.busy) return;
    this.choosing.clear();
    this.cancelling.clear();
    this.#events?.begun();
    const begun = await this.starting.run("import", () => this.#shell.importHistory(choice));
    if (!begun) return;
    this.#choice = choice;
    await this.read();
  }

  /** Imports the same files again, or lets others be chosen where this window does not know them. */
  async retry(): Promise<void> {
    if (this.#choice !== null) await this.begin(this.#choice);
    else await this.choose("files");
  }

  async cancel(): Promise<void> {
    await this.cancelling.run("import", () => this.#shell.cancelImport());
  }

  async dismiss(): Promise<void> {
    this.choosing.clear();
    this.starting.clear();
    this.cancelling.clear();
    if (!this.status || this.running) return;
    this.#newest += 1;
    this.#dismissed = JSON.stringify(this.status);
    this.status = null;
    await this.#shell.dismissImport();
  }

  reset(): void {
    this.#newest += 1;
    this.status = null;
    this.#dismissed = null;
    this.#choice = null;
    for (const job of [this.choosing, this.starting, this.cancelling]) job.reset();
  }

  #receive(status: ImportStatus | null): void {
    // The same status may have been on its way while it was dismissed.
    if (this.#dismissed !== null && JSON.stringify(status) === this.#dismissed) return;
    const before = this.status;
    this.status = status;
    if (status?.kind === "running") this.#dismissed = null;
    else {
      // Errors about another import, or about cancelling this one, end with it.
      this.starting.clear();
      this.cancelling.reset();
    }
    if (before?.kind === "running" && status && status.kind !== "running") {
      this.#events?.ended(status);
    }
  }

  #filesDragged({ over, dropped }: FilesDragged): void {
    this.dragged = over && dropped === null;
    if (dropped !== null) void this.begin(dropped);
  }
}
