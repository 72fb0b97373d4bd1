// One sign-in under way: the browser has the word, this waits, and says how it ended.

import { createContext } from "svelte";
import type { UiError } from "../../shell/bindings";
import type { AppStatus } from "../../shell/status.svelte";
import type { Shell } from "../../shell/shell";

export const [signInState, provideSignInState] = createContext<SignInState>();

export class SignInState {
  phase = $state<"none" | "waiting" | "failed">("none");
  error = $state.raw<UiError | null>(null);
  /** Something happened meanwhile; the waiting goes on. */
  notice = $state.raw<UiError | null>(null);
  copied = $state(false);

  #shell: Shell;
  #status: AppStatus;
  #done: () => void = () => {};
  #newest = 0;
  #resumed = false;

  constructor(shell: Shell, status: AppStatus) {
    this.#shell = shell;
    this.#status = status;
  }

  start(done: () => void): void {
    this.#done = done;
    this.#shell.onSignInNotice((notice) => {
      if (this.phase === "waiting") this.notice = notice;
    });
  }

  async begin(): Promise<void> {
    const mine = ++this.#newest;
    this.#enter("waiting");
    const answer = await this.#shell.signIn();
    if (mine !== this.#newest) return;
    if (answer.status === "ok") {
      this.#enter("none");
      this.#status.receive(answer.data);
      this.#done();
    } else {
      this.#enter("failed");
      this.error = answer.error;
    }
  }

  /** The window was closed and opened again while the browser was asked. */
  resume(): void {
    if (this.phase !== "none") return;
    this.#enter("waiting");
    this.#resumed = true;
  }

  /** The shell says that nobody waits any more. */
  waitingEnded(signedIn: boolean): void {
    if (!this.#resumed) return;
    this.#resumed = false;
    this.#enter("none");
    if (signedIn) this.#done();
  }

  async cancel(): Promise<void> {
    this.#newest += 1;
    this.#enter("none");
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
    this.#enter("none");
  }

  #enter(phase: SignInState["phase"]): void {
    this.phase = phase;
    this.error = null;
    this.notice = null;
    this.copied = false;
  }
}
