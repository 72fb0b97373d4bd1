// One import on its way from files to the archive: what was dropped or chosen, how far it is, how it ended.
// The shell imports; this shows what it said last. A report that was put away stays away.

import { createContext } from "svelte";
import type { FilesDragged, ImportStatus, UiError } from "../../shell/bindings";
import { Errand } from "../../shell/errand.svelte";
import type { Shell } from "../../shell/shell";

export interface ImportNews {
  /** An import was begun in this window. */
  begun(): void;
  /** One that was running has ended. */
  ended(standing: ImportStatus): void;
}

export const [importState, provideImportState] = createContext<ImportState>();

export class ImportState {
  standing = $state.raw<ImportStatus | null>(null);
  /** Files hang over the window. */
  dragged = $state(false);
  readonly choosing = new Errand<"files" | "folder">();
  readonly starting = new Errand<"import">();
  readonly cancelling = new Errand<"import">();

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
    this.#shell.onImportChanged((standing) => {
      this.#newest += 1;
      this.#take(standing);
    });
    this.#shell.onFilesDragged((files) => this.#drag(files));
  }

  get running() {
    return this.standing?.kind === "running" ? this.standing : null;
  }

  /** Whole per cents of what there is to read; the last one is for the writing. */
  get percent(): number {
    const { running } = this;
    if (!running || running.totalKib === 0) return 0;
    return Math.min(Math.floor((running.doneKib / running.totalKib) * 100), 99);
  }

  get report() {
    return this.standing?.kind === "done" ? this.standing.report : null;
  }

  /** Why it came to nothing: it was not begun, or it failed. */
  get trouble(): UiError | null {
    const { standing } = this;
    const failed = standing?.kind === "failed" ? standing.error : null;
    return this.choosing.trouble ?? this.starting.trouble ?? this.cancelling.trouble ?? failed;
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
    this.choosing.settle();
    this.cancelling.settle();
    this.#news?.begun();
    const begun = await this.starting.run("import", () => this.#shell.importHistory(paths));
    if (!begun) return;
    this.#paths = paths;
    await this.read();
  }

  /** The same files again, or others where these are not known. */
  async again(): Promise<void> {
    if (this.#paths.length > 0) await this.begin(this.#paths);
    else await this.choose("files");
  }

  async cancel(): Promise<void> {
    await this.cancelling.run("import", () => this.#shell.cancelImport());
  }

  async dismiss(): Promise<void> {
    this.choosing.settle();
    this.starting.settle();
    this.cancelling.settle();
    if (!this.standing || this.running) return;
    this.#newest += 1;
    this.#putAway = JSON.stringify(this.standing);
    this.standing = null;
    await this.#shell.dismissImport();
  }

  forget(): void {
    this.#newest += 1;
    this.standing = null;
    this.#putAway = null;
    this.#paths = [];
    for (const errand of [this.choosing, this.starting, this.cancelling]) errand.forget();
  }

  #take(standing: ImportStatus | null): void {
    // News of it may have been on the way while it was put away.
    if (this.#putAway !== null && JSON.stringify(standing) === this.#putAway) return;
    const before = this.standing;
    this.standing = standing;
    if (standing?.kind === "running") this.#putAway = null;
    else {
      // What could not be begun or stopped meanwhile is over with it.
      this.starting.settle();
      this.cancelling.forget();
    }
    if (before?.kind === "running" && standing && standing.kind !== "running") {
      this.#news?.ended(standing);
    }
  }

  #drag({ over, dropped }: FilesDragged): void {
    this.dragged = over && dropped.length === 0;
    if (dropped.length > 0) void this.begin(dropped);
  }
}
