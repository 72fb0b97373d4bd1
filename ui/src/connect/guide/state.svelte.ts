// The guide to the listener's own Client ID: what is typed and chosen, and what Spotify says of each of the three steps.
// A check is about one Client ID and one redirect: when either changes, its result is dropped.

import { createContext } from "svelte";
import type { RedirectChoice, SetupCheck, UiError } from "../../shell/bindings";
import type { AppStatus } from "../../shell/status.svelte";
import type { Answer, Shell } from "../../shell/shell";

export type StepState = "open" | "right" | "wrong" | "unknown";

export const [guideState, provideGuideState] = createContext<GuideState>();

export class GuideState {
  /** The text of the Client ID's field. */
  clientId = $state("");
  /** Why the Client ID was not accepted. */
  clientIdError = $state<string | null>(null);
  check = $state<SetupCheck | null>(null);
  checking = $state(false);
  error = $state.raw<UiError | null>(null);
  copied = $state<RedirectChoice | null>(null);

  #shell: Shell;
  #status: AppStatus;
  /** What failed with `error`. */
  #failed: (() => Promise<unknown>) | null = null;
  #newest = 0;
  #before: Promise<unknown> = Promise.resolve();

  constructor(shell: Shell, status: AppStatus) {
    this.#shell = shell;
    this.#status = status;
  }

  open(): void {
    this.clientId = this.#status.current?.clientId ?? "";
    this.#forgetCheck();
  }

  editClientId(text: string): void {
    this.clientId = text;
    this.#forgetCheck();
  }

  /** Of the app, of its redirect, of its Client ID. */
  get steps(): [StepState, StepState, StepState] {
    if (this.clientIdError !== null) return ["open", "open", "wrong"];
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

  /** Saves the Client ID, then asks Spotify about it and the redirect. One check at a time. */
  async checkSetup(): Promise<void> {
    if (this.checking) return;
    this.#forgetCheck();
    const mine = this.#newest;
    this.checking = true;
    const answer = await this.#inTurn(async () => {
      // Meanwhile something else was typed or chosen.
      if (mine !== this.#newest) return null;
      const failed = await this.#save();
      return failed || mine !== this.#newest ? failed : await this.#shell.checkSetup();
    });
    if (mine !== this.#newest || answer === null) return;
    this.checking = false;
    if (answer.status === "ok") this.check = answer.data;
    else this.#showError(answer.error, () => this.checkSetup());
  }

  /** Does again what failed. */
  async retry(): Promise<void> {
    await (this.#failed?.() ?? this.checkSetup());
  }

  /** Saves the Client ID; true if there is one to sign in with. */
  async saveClientId(): Promise<boolean> {
    if (this.#isSaved) return true;
    const failed = await this.#inTurn(() => this.#save());
    if (failed?.status === "error") this.#showError(failed.error, () => this.saveClientId());
    return failed === null;
  }

  async chooseRedirect(redirect: RedirectChoice): Promise<void> {
    this.#forgetCheck();
    this.#failed = () => this.chooseRedirect(redirect);
    await this.#status.setRedirect(redirect);
  }

  async copyRedirect(redirect: RedirectChoice): Promise<void> {
    const redirects = this.#status.current?.redirects;
    if (!redirects) return;
    const answer = await this.#shell.copy(redirects[redirect]);
    this.copied = answer.status === "ok" ? redirect : null;
    this.error = this.#failed = null;
    if (answer.status === "error") this.#showError(answer.error, () => this.copyRedirect(redirect));
  }

  get #isSaved(): boolean {
    const text = this.clientId.trim();
    return text !== "" && text === this.#status.current?.clientId;
  }

  /** The error, or null when the Client ID is saved. */
  async #save(): Promise<Answer<never> | null> {
    if (this.#isSaved) return null;
    const text = this.clientId.trim();
    const answer = await this.#shell.setClientId(text);
    if (answer.status === "error") return answer;
    this.#status.receive(answer.data);
    // What was typed meanwhile stays.
    if (this.clientId.trim() === text) this.clientId = answer.data.clientId ?? text;
    return null;
  }

  /** After whatever was begun before it: two at once could save the older Client ID last. */
  #inTurn<T>(job: () => Promise<T>): Promise<T> {
    const mine = this.#before.then(job);
    this.#before = mine;
    return mine;
  }

  #showError(error: UiError, failed: () => Promise<unknown>): void {
    this.#failed = failed;
    if (error.kind === "clientIdWrong") this.clientIdError = error.why;
    else if (error.kind === "clientIdMissing") this.clientIdError = "Paste the Client ID first.";
    else if (error.kind === "unknownClient") this.check = "unknownClient";
    else this.error = error;
  }

  #forgetCheck(): void {
    this.#newest += 1;
    this.check = null;
    this.checking = false;
    this.clientIdError = null;
    this.error = null;
    this.#failed = null;
    this.copied = null;
  }
}
