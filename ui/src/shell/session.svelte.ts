// How things stand between the listener, Tonearm and Spotify. Shows what the shell last said, decides nothing else.

import type { RedirectChoice, Status, Theme, UiError } from "./bindings";
import type { Answer, Shell } from "./shell";

type Changed = (now: Status, before: Status | null) => void;

export class Session {
  status = $state.raw<Status | null>(null);
  /** Why there is no status, or why the last wish was not granted. */
  trouble = $state.raw<UiError | null>(null);

  #shell: Shell;
  #changed: Changed = () => {};

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async start(changed: Changed): Promise<void> {
    this.#changed = changed;
    this.#shell.onStatusChanged((status) => this.take(status));
    await this.refresh();
  }

  async refresh(): Promise<void> {
    await this.#wish(this.#shell.status());
  }

  /** No account, no sample world, and no plays to show either. */
  get empty(): boolean {
    return this.nobody && this.status?.archivePlays === 0;
  }

  /** Nobody is here: no account, no sample world. */
  get nobody(): boolean {
    const { status } = this;
    return (
      status !== null &&
      !status.sample &&
      status.account === null &&
      (status.connection === "signedOut" || status.connection === "signingIn")
    );
  }

  get consentEnded(): boolean {
    return this.status?.connection === "consentEnded" && !this.status.sample;
  }

  /** What went wrong elsewhere is not said here; with nothing to show, it is all there is to say. */
  forgetTrouble(): void {
    if (this.status !== null) this.trouble = null;
  }

  take(status: Status): void {
    const before = this.status;
    // Two were on their way at once, and the older one came later.
    if (before && status.revision < before.revision) return;
    this.status = status;
    this.#changed(status, before);
  }

  setTheme(theme: Theme): Promise<boolean> {
    return this.#wish(this.#shell.setTheme(theme));
  }

  setRedirect(redirect: RedirectChoice): Promise<boolean> {
    return this.#wish(this.#shell.setRedirect(redirect));
  }

  disconnect(): Promise<boolean> {
    return this.#wish(this.#shell.disconnect());
  }

  lookAround(): Promise<boolean> {
    return this.#wish(this.#shell.lookAround());
  }

  leaveSample(): Promise<boolean> {
    return this.#wish(this.#shell.leaveSample());
  }

  async #wish(asked: Promise<Answer<Status>>): Promise<boolean> {
    const answer = await asked;
    this.trouble = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.take(answer.data);
    return answer.status === "ok";
  }
}

/** The consent ends within two weeks: time to say so. */
export function endsSoon({ connection, consent }: Status): boolean {
  return connection === "signedIn" && consent !== null && consent.daysLeft < 14;
}

/** Two statuses of the same listener in the same world may share what was fetched. */
export function sameListener(now: Status, before: Status): boolean {
  return (
    now.sample === before.sample && (now.account?.uri ?? null) === (before.account?.uri ?? null)
  );
}
