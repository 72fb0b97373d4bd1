// The listener's other machines: where they meet, how the last exchange went, one under way. The shell exchanges by itself; from here
// it can be asked to do so now, to stop, and to use another place or none.

import { createContext } from "svelte";
import type { OtherMachines, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Answer, Shell } from "../shell/shell";
import { DatabaseForm, FolderForm, type RemoteForm } from "./form.svelte";

export const [machinesState, provideMachinesState] = createContext<MachinesState>();

/** What the rest of the app has to know of other machines. */
export interface MachinesEvents {
  /** An exchange brought something, or took something away. */
  brought(): void;
  /** A sentence to show for a few seconds. */
  notify(text: string): void;
}

export class MachinesState {
  /** Null until the shell has answered. */
  current = $state.raw<OtherMachines | null>(null);
  /** Why it is not known how it stands. */
  error = $state.raw<UiError | null>(null);
  /** What the listener fills in to add a place, or to correct it. */
  form = $state.raw<RemoteForm | null>(null);
  readonly choosing = new Job<"folder">();
  readonly asking = new Job<"exchange" | "stop">();
  readonly removing = new Job<"remove">();

  #shell: Shell;
  #events: MachinesEvents | null = null;
  #newest = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  start(events: MachinesEvents): void {
    this.#events = events;
    this.#shell.onMachinesChanged(({ machines, brought }) => {
      this.#receive(machines);
      if (brought) events.brought();
    });
  }

  async load(): Promise<void> {
    const mine = ++this.#newest;
    const answer = await this.#shell.otherMachines();
    // Told of in the meantime by an event, which is newer.
    if (mine !== this.#newest) return;
    if (answer.status === "ok") this.#receive(answer.data);
    else this.error = answer.error;
  }

  /** Lets the listener choose a folder, and then asks for what else has to be known. */
  async chooseFolder(): Promise<void> {
    const chosen = await this.choosing.run("folder", () => this.#shell.chooseSharedFolder());
    if (!chosen?.data) return;
    this.form = new FolderForm(chosen.data, this.#machineName, this.#add);
  }

  /** Asks for a database; `again` for the one that is in use, whose password is not right perhaps. */
  useDatabase(again = false): void {
    const form = new DatabaseForm(this.#machineName, this.#add);
    const remote = this.current?.remote;
    if (again && remote) form.fill(remote);
    this.form = form;
  }

  closeForm(): void {
    this.form = null;
  }

  async exchange(): Promise<void> {
    await this.asking.run("exchange", () => this.#shell.exchangeNow());
  }

  async stop(): Promise<void> {
    await this.asking.run("stop", () => this.#shell.stopExchange());
  }

  /** False after an error. */
  async remove(): Promise<boolean> {
    const done = await this.removing.run("remove", () => this.#shell.removeRemote());
    if (!done) {
      // The place may be gone all the same, and only its password be left.
      void this.load();
      return false;
    }
    this.#receive(done.data);
    this.#events?.notify("This machine exchanges with no other any more. What it has stays.");
    return true;
  }

  /** The screen was left. What was typed goes, with the password in it. */
  leave(): void {
    this.form = null;
    for (const job of [this.choosing, this.asking, this.removing]) job.clear();
  }

  /** Another listener: everything is dropped. */
  reset(): void {
    this.leave();
    this.#newest += 1;
    this.current = null;
    this.error = null;
    for (const job of [this.choosing, this.asking, this.removing]) job.reset();
  }

  get #machineName(): string {
    return this.current?.remote?.machineName ?? this.current?.usualName ?? "";
  }

  #add = async (...given: Parameters<Shell["addRemote"]>): Promise<Answer<OtherMachines>> => {
    const answer = await this.#shell.addRemote(...given);
    if (answer.status === "ok") {
      this.#receive(answer.data);
      this.form = null;
    }
    return answer;
  };

  #receive(next: OtherMachines): void {
    this.#newest += 1;
    // An exchange may be over before the answer to the command that began it is there.
    if (this.current && next.revision < this.current.revision) return;
    this.current = next;
    this.error = null;
  }
}
