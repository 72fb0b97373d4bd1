// The way to one's own Client ID in three steps, and what Spotify says of each.
// A check speaks of the Client ID and the redirect as they were when it was asked: changing either forgets it.

import { createContext } from "svelte";
import type { RedirectChoice, SetupCheck, UiError } from "../../shell/bindings";
import type { AppStatus } from "../../shell/status.svelte";
import type { Answer, Shell } from "../../shell/shell";

export type StepState = "open" | "right" | "wrong" | "unknown";

export const [guideState, provideGuideState] = createContext<GuideState>();

export class GuideState {
  typed = $state("");
  /** Why the Client ID was not taken. */
  wrong = $state<string | null>(null);
  check = $state<SetupCheck | null>(null);
  checking = $state(false);
  error = $state.raw<UiError | null>(null);
  copied = $state<RedirectChoice | null>(null);

  #shell: Shell;
  #status: AppStatus;
  #newest = 0;

  constructor(shell: Shell, status: AppStatus) {
    this.#shell = shell;
    this.#status = status;
  }

  open(): void {
    this.typed = this.#status.current?.clientId ?? "";
    this.#forgetCheck();
  }

  type(text: string): void {
    this.typed = text;
    this.#forgetCheck();
  }

  /** 1: the app is made. 2: its redirect is right. 3: its Client ID is here. */
  get steps(): [StepState, StepState, StepState] {
    if (this.wrong !== null) return ["open", "open", "wrong"];
    switch (this.check) {
      case "ready":
        return ["right", "right", "right"];
      case "redirectMissing":
        return ["right", "wrong", "right"];
      case "unknownClient":
        return ["open", "open", "wrong"];
      case "notChecked":
        return ["unknown", "unknown", "unknown"];
      case null:
        return ["open", "open", "open"];
    }
  }

  /** Keeps the Client ID and asks Spotify about it. */
  async ask(): Promise<void> {
    this.#forgetCheck();
    const mine = this.#newest;
    this.checking = true;
    const answer = (await this.#keep()) ?? (await this.#shell.checkSetup());
    if (mine !== this.#newest) return;
    this.checking = false;
    if (answer.status === "ok") this.check = answer.data;
    else this.#fail(answer.error);
  }

  /** Keeps the Client ID; true if there is one to sign in with. */
  async keep(): Promise<boolean> {
    const failed = await this.#keep();
    if (failed?.status === "error") this.#fail(failed.error);
    return failed === null;
  }

  async choose(redirect: RedirectChoice): Promise<void> {
    this.#forgetCheck();
    await this.#status.setRedirect(redirect);
  }

  async copy(redirect: RedirectChoice): Promise<void> {
    const redirects = this.#status.current?.redirects;
    if (!redirects) return;
    const answer = await this.#shell.copy(redirects[redirect]);
    this.copied = answer.status === "ok" ? redirect : null;
    if (answer.status === "error") this.error = answer.error;
  }

  async #keep(): Promise<Answer<never> | null> {
    const text = this.typed.trim();
    if (text !== "" && text === this.#status.current?.clientId) return null;
    const answer = await this.#shell.setClientId(text);
    if (answer.status === "error") return answer;
    this.#status.receive(answer.data);
    this.typed = answer.data.clientId ?? text;
    return null;
  }

  #fail(error: UiError): void {
    if (error.kind === "clientIdWrong") this.wrong = error.why;
    else if (error.kind === "clientIdMissing") this.wrong = "Paste the Client ID first.";
    else if (error.kind === "unknownClient") this.check = "unknownClient";
    else this.error = error;
  }

  #forgetCheck(): void {
    this.#newest += 1;
    this.check = null;
    this.checking = false;
    this.wrong = null;
    this.error = null;
    this.copied = null;
  }
}
