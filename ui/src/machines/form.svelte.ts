// What the listener fills in to say where the machines meet, and whether it can be used: the shell sees to that before it is kept.

import type { Listener, Remote, RemotePlace, SharedFolder, UiError } from "../shell/bindings";
import { Job } from "../shell/job.svelte";
import type { Shell } from "../shell/shell";

type Add = Shell["addRemote"];

export type RemoteForm = FolderForm | DatabaseForm;

abstract class Form {
  /** What this machine is called. */
  machine = $state("");
  readonly checking = new Job<"check">();
  #add: Add;

  constructor(machine: string, add: Add) {
    this.machine = machine;
    this.#add = add;
  }

  get error(): UiError | null {
    return this.checking.error;
  }

  protected async check(
    place: RemotePlace,
    password: string | null,
    listener: string | null,
  ): Promise<void> {
    await this.checking.run("check", () => this.#add(place, password, listener, this.machine));
  }
}

export class FolderForm extends Form {
  readonly kind = "folder";
  readonly folder: SharedFolder;

  constructor(folder: SharedFolder, machine: string, add: Add) {
    super(machine, add);
    this.folder = folder;
  }

  async save(): Promise<void> {
    await this.check({ kind: "folder", choice: this.folder.choice }, null, null);
  }
}

export class DatabaseForm extends Form {
  readonly kind = "database";
  /** One address instead of its parts. */
  byUrl = $state(false);
  url = $state("");
  host = $state("");
  port = $state("");
  database = $state("");
  user = $state("");
  password = $state("");
  /** Who can be chosen from, once the database has said that there are several. */
  listeners = $state.raw<Listener[]>([]);
  /** The id or the name of the one that was chosen. */
  listener = $state.raw<string | null>(null);

  /** Begins with a database that is in use. Nobody knows its password here. */
  fill({ address, listener, machineName }: Remote): void {
    this.byUrl = true;
    this.url = address;
    this.listener = listener;
    this.machine = machineName;
  }

  /** Listeners to choose from are no error: they are the next question. */
  override get error(): UiError | null {
    const error = super.error;
    return isQuestion(error) ? null : error;
  }

  async save(): Promise<void> {
    const { host, port, database, user, url } = this;
    const place: RemotePlace = this.byUrl
      ? { kind: "url", url: url.trim() }
      : { kind: "database", host, port, database, user };
    await this.check(place, this.password || null, this.listener);
    const problem = this.checking.error;
    if (problem?.kind === "remoteFailed" && problem.problem.kind === "severalListeners") {
      this.listeners = problem.problem.listeners;
      this.listener = this.listeners[0]?.id ?? null;
    }
  }

  /** Whether the address is typed whole. What was wrong with the other fields is of no use beside these. */
  setByUrl(byUrl: boolean): void {
    this.byUrl = byUrl;
    this.checking.clear();
    this.editPlace();
  }

  /** Another database has other listeners. */
  editPlace(): void {
    this.listeners = [];
    this.listener = null;
  }
}

function isQuestion(error: UiError | null): boolean {
  return error?.kind === "remoteFailed" && error.problem.kind === "severalListeners";
}
