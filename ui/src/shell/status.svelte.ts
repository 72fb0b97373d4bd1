// The newest status from the shell: account, consent, settings, how many plays there are.
// Each command that changes it answers with the new one. An older status never replaces a newer one.

import { createContext } from "svelte";
import type {
  CountingRule,
  Notifications,
  RedirectChoice,
  Status,
  Theme,
  UiError,
} from "./bindings";
import type { Answer, Shell } from "./shell";

export const [appStatus, provideAppStatus] = createContext<AppStatus>();

type StatusListener = (now: Status, before: Status | null) => void;

export class AppStatus {
  current = $state.raw<Status | null>(null);
  /** Why there is no status, or why the last change failed. */
  error = $state.raw<UiError | null>(null);

  #shell: Shell;
  #onchange: StatusListener = () => {};

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async start(onchange: StatusListener): Promise<void> {
    this.#onchange = onchange;
    this.#shell.onStatusChanged((status) => this.receive(status));
    await this.refresh();
  }

  async refresh(): Promise<void> {
    await this.#change(this.#shell.status());
  }

  /** The zone that days and times are of: the listener's choice or the computer's. The page's own guess while there is no status. */
  get zone(): string {
    return this.current?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** No account, no sample, and no plays to show either. */
  get empty(): boolean {
    return this.anonymous && this.current?.archivePlays === 0;
  }

  /** No account and no sample. */
  get anonymous(): boolean {
    const { current: status } = this;
    return (
      status !== null &&
      !status.sample &&
      status.account === null &&
      (status.connection === "signedOut" || status.connection === "signingIn")
    );
  }

  get consentEnded(): boolean {
    return this.current?.connection === "consentEnded" && !this.current.sample;
  }

  /** Clears the error when another screen is opened. Without a status it stays: there is nothing else to show. */
  clearError(): void {
    if (this.current !== null) this.error = null;
  }

  receive(status: Status): void {
    const before = this.current;
    // With two requests at once, the older answer may arrive last.
    if (before && status.revision < before.revision) return;
    this.current = status;
    this.#onchange(status, before);
  }

  setTheme(theme: Theme): Promise<boolean> {
    return this.#change(this.#shell.setTheme(theme));
  }

  setRedirect(redirect: RedirectChoice): Promise<boolean> {
    return this.#change(this.#shell.setRedirect(redirect));
  }

  /** A zone by its name; null for the computer's. */
  setZone(zone: string | null): Promise<boolean> {
    return this.#change(this.#shell.setZone(zone));
  }

  setCountingRule(rule: CountingRule): Promise<boolean> {
    return this.#change(this.#shell.setCountingRule(rule));
  }

  setNotifications(notifications: Notifications): Promise<boolean> {
    return this.#change(this.#shell.setNotifications(notifications));
  }

  setStartAtLogin(on: boolean): Promise<boolean> {
    return this.#change(this.#shell.setStartAtLogin(on));
  }

  resumeRecording(): Promise<boolean> {
    return this.#change(this.#shell.pauseRecording(false));
  }

  disconnect(): Promise<boolean> {
    return this.#change(this.#shell.disconnect());
  }

  lookAround(): Promise<boolean> {
    return this.#change(this.#shell.lookAround());
  }

  leaveSample(): Promise<boolean> {
    return this.#change(this.#shell.leaveSample());
  }

  /** False after an error. */
  async #change(changing: Promise<Answer<Status>>): Promise<boolean> {
    const answer = await changing;
    this.error = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.receive(answer.data);
    return answer.status === "ok";
  }
}

/** Whether the consent ends within two weeks, and the listener should be warned. */
export function endsSoon({ connection, consent }: Status): boolean {
  return connection === "signedIn" && consent !== null && consent.daysLeft < 14;
}

/** Whether both statuses are of the same listener, both in the sample or both outside. Then what was fetched may stay. */
export function sameListener(now: Status, before: Status): boolean {
  return (
    now.sample === before.sample && (now.account?.uri ?? null) === (before.account?.uri ?? null)
  );
}
