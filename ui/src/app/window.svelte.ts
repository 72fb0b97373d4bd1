// Implements `AppWindow`: notices, words for errors, opening pages and copying.
// It knows no screen and no feature: what leads to one is handed in as `Steps`.

import type { AppWindow } from "../parts/window";
import type { WebPage, UiError } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import { endsAt } from "../shell/error";
import type { Answer, Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";
import { consentEnded, problemOf, type Retry, type NextStep, type Problem } from "../words/errors";
import type { Zone } from "../words/times";

const noticeMs = 8_000;

/** What leads to a screen or changes a feature. */
export interface Steps {
  act(step: NextStep, retry: () => void): Promise<void>;
  signIn(): Promise<void>;
}

export class MainWindow implements AppWindow {
  notice = $state<string | null>(null);
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly clock: Clock,
    private readonly shell: Shell,
    private readonly status: AppStatus,
    private readonly steps: Steps,
  ) {}

  get zone(): Zone {
    return this.clock.zone;
  }

  explain(error: UiError, retry?: Retry): Problem {
    const { clock } = this;
    const nowSecs = endsAt(error) === null ? clock.read() : clock.second;
    return problemOf(error, nowSecs, this.zone, retry);
  }

  explainList(error: UiError | null, signedOut: Problem | null = null): Problem | null {
    const signInMissing = error === null || error.kind === "signedOut";
    if (this.status.anonymous && signInMissing) return signedOut;
    if (this.status.consentEnded && signInMissing) return consentEnded;
    return error && this.explain(error, "byItself");
  }

  /** The headline of an error, without its full stop. */
  headline(error: UiError): string {
    return problemOf(error, this.clock.read(), this.zone).headline;
  }

  notify(text: string): void {
    this.notice = text;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => (this.notice = null), noticeMs);
  }

  act(step: NextStep, retry: () => void): Promise<void> {
    return this.steps.act(step, retry);
  }

  signIn(): Promise<void> {
    return this.steps.signIn();
  }

  async openPage(page: WebPage): Promise<void> {
    this.#notifyOfError(await this.shell.openPage(page));
  }

  async openInSpotify(uri: string): Promise<void> {
    this.#notifyOfError(await this.shell.openInSpotify(uri));
  }

  copy(text: string): Promise<Answer<null>> {
    return this.shell.copy(text);
  }

  copyPicture(png: string): Promise<Answer<null>> {
    return this.shell.copyPicture(png);
  }

  #notifyOfError(answer: Answer<null>): void {
    if (answer.status === "error") this.notify(`${this.headline(answer.error)}.`);
  }
}
