// One sign-in: waits for the browser, and says how it ended. An answer that comes after a cancel or a newer sign-in is ignored.

import { createContext } from "svelte";
import type { UiError } from "../../shell/bindings";
import type { AppStatus } from "../../shell/status.svelte";
import type { Shell } from "../../shell/shell";

export const [signInState, provideSignInState] = createContext<SignInState>();

export class SignInState {
  phase = $state<"none" | "waiting" | "failed">("none");
  error = $state.raw<UiError | null>(null);
  /** What happened while waiting; the waiting goes on. */
  notice = $state.raw<UiError | null>(null);
  copied = $state(false);

  #shell: Shell;
  #status: AppStatus;
  #onSignedIn: () => void = () => {};
  #newest = 0;
  #resumed = false;

  constructor(shell: Shell, status: AppStatus) {
    this.#shell = shell;
    this.#status = status;
  }

  start(onSignedIn: () => void): void {
    this.#onSignedIn = onSignedIn;
    this.#shell.onSignInNotice((notice) => {
      if (this.phase === "waiting") this.notice = notice;
    });
  }

  async begin(): Promise<void> {
    const mine = ++this.#newest;
    this.#setPhase("waiting");
    const answer = await this.#shell.signIn();
    if (mine !== this.#newest) return;
    if (answer.status === "ok") {
      this.#setPhase("none");
      this.#status.receive(answer.data);
      this.#onSignedIn();
    } else {
      this.#setPhase("failed");
      this.error = answer.error;
    }
  }

  /** Ends a sign-in that an earlier run began. Says nothing of an answer that belongs to none: that is the caller's. */
  async finish(): Promise<UiError | null> {
    const mine = ++this.#newest;
    const answer = await this.#shell.finishSignIn();
    if (answer.status === "ok") {
      this.#status.receive(answer.data);
      this.#onSignedIn();
      return null;
    }
    if (mine === this.#newest && answer.error.kind !== "signInNotOurs") {
      this.#setPhase("failed");
      this.error = answer.error;
    }
    return answer.error;
  }

  /** A sign-in of the shell is under way that this window did not begin: it was closed and opened again. */
  resume(): void {
    if (this.phase !== "none") return;
    this.#setPhase("waiting");
    this.#resumed = true;
  }

  /** The shell says that the sign-in is over. Ends only a resumed one: the others get their answer. */
  waitingEnded(signedIn: boolean): void {
    if (!this.#resumed) return;
    this.#resumed = false;
    this.#setPhase("none");
    if (signedIn) this.#onSignedIn();
  }

  async cancel(): Promise<void> {
    this.#newest += 1;
    this.#setPhase("none");
    await this.#shell.cancelSignIn();
  }

  async reopenBrowser(): Promise<void> {
    const opened = await this.#shell.reopenBrowser();
    if (opened.status === "error") this.notice = opened.error;
  }

  async copyLink(): Promise<void> {
    const link = await this.#shell.signInLink();
    if (link.status !== "ok" || link.data === null) return;
    const copied = await this.#shell.copy(link.data);
    this.copied = copied.status === "ok";
    if (copied.status === "error") this.notice = copied.error;
  }

  dismiss(): void {
    this.#setPhase("none");
  }

  #setPhase(phase: SignInState["phase"]): void {
    this.phase = phase;
    this.error = null;
    this.notice = null;
    this.copied = false;
  }
}
