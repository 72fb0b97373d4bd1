// One import on its way from files to the archive: what was dropped or chosen, how far it is, how it ended.
// The shell imports; this shows what it said last. A report that was put away stays away.

import { createContext } from "svelte";
import type { FilesDragged, ImportStatus, UiError } from "../../shell/bindings";
import { Job } from "../../shell/job.svelte";
import type { Shell } from "../../shell/shell";

export interface ImportNews {
  /** An import was begun in this window. */
  begun(): void;
  /** One that was running has ended. */
  ended(status: ImportStatus): void;
}

export const [importState, provideImportState] = createContext<ImportState>();

export class ImportState {
  status = $state.raw<ImportStatus | null>(null);
  /** Files hang over the window. */
  dragged = $state(false);
  readonly choosing = new Job<"files" | "folder">();
  readonly starting = new Job<"import">();
  readonly cancelling = new Job<"import">();

  #shell: Shell;
  #news: ImportNews | null = null;
  #newest = 0;
  #paths: string[] = [];
  #putAway: string | null = null;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  start(news: ImportNews): void {
    this.#news = news;
    this.#shell.onImportChanged((status) => {
      this.#newest += 1;
      this.#take(status);
    });
    this.#shell.onFilesDragged((files) => this.#drag(files));
  }

  get running() {
    return this.status?.kind === "running" ? this.status : null;
  }

  /** Whole per cents of what there is to read; the last one is for the writing. */
  get percent(): number {
    const { running } = this;
    if (!running || running.totalKib === 0) return 0;
    return Math.min(Math.floor((running.doneKib / running.totalKib) * 100), 99);
  }

  get report() {
    return this.status?.kind === "done" ? this.status.report : null;
  }

  /** Why it came to nothing: it was not begun, or it failed. */
  get error(): UiError | null {
    const { status } = this;
    const failed = status?.kind === "failed" ? status.error : null;
    return this.choosing.error ?? this.starting.error ?? this.cancelling.error ?? failed;
  }

  /** How it stands, from the shell: the window may be younger than the import. */
  async read(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.#shell.importStatus();
    if (mine === this.#newest && answer.status === "ok") this.#take(answer.data);
  }

  async choose(what: "files" | "folder"): Promise<void> {
    const chosen = await this.choosing.run(what, () =>
      this.#shell.chooseHistory(what === "folder"),
    );
    if (chosen && chosen.data.length > 0) await this.begin(chosen.data);
  }

  async begin(paths: string[]): Promise<void> {
    if (this.starting.busy) return;
    this.choosing.clear();
    this.cancelling.clear();
    this.#news?.begun();
    const begun = await this.starting.run("import", () => this.#shell.importHistory(paths));
    if (!begun) return;
    this.#paths = paths;
    await this.read();
  }

  /** The same files again, or others where these are not known. */
  async retry(): Promise<void> {
    if (this.#paths.length > 0) await this.begin(this.#paths);
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
    this.#putAway = JSON.stringify(this.status);
    this.status = null;
    await this.#shell.dismissImport();
  }

  reset(): void {
    this.#newest += 1;
    this.status = null;
    this.#putAway = null;
    this.#paths = [];
    for (const job of [this.choosing, this.starting, this.cancelling]) job.reset();
  }

  #take(status: ImportStatus | null): void {
    // News of it may have been on the way while it was put away.
    if (this.#putAway !== null && JSON.stringify(status) === this.#putAway) return;
    const before = this.status;
    this.status = status;
    if (status?.kind === "running") this.#putAway = null;
    else {
      // What could not be begun or stopped meanwhile is over with it.
      this.starting.clear();
      this.cancelling.reset();
    }
    if (before?.kind === "running" && status && status.kind !== "running") {
      this.#news?.ended(status);
    }
  }

  #drag({ over, dropped }: FilesDragged): void {
    this.dragged = over && dropped.length === 0;
    if (dropped.length > 0) void this.begin(dropped);
  }
}
