// The window's side of `AppWindow`: notices, the words for errors, and what opens or copies outside the window.
// It knows no screen: steps that lead to one are handed in.

import type { AppWindow } from "../parts/window";
import type { WebPage, UiError } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import { endsAt } from "../shell/error";
import type { Answer, Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";
import { consentEnded, tell, type After, type Deed, type Told } from "../words/errors";
import type { Zone } from "../words/times";

const noticeMs = 8_000;

/** What leads to a screen or changes a feature. */
export interface Steps {
  act(step: Deed, retry: () => void): Promise<void>;
  signIn(): Promise<void>;
}

export class MainWindow implements AppWindow {
  notice = $state<string | null>(null);
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly clock: Clock,
    readonly zone: Zone,
    private readonly shell: Shell,
    private readonly status: AppStatus,
    private readonly steps: Steps,
  ) {}

  explain(error: UiError, retry?: After): Told {
    const { clock } = this;
    const nowSecs = endsAt(error) === null ? clock.read() : clock.second;
    return tell(error, nowSecs, this.zone, retry);
  }

  explainList(error: UiError | null, signedOut: Told | null = null): Told | null {
    const signInMissing = error === null || error.kind === "signedOut";
    if (this.status.nobody && signInMissing) return signedOut;
    if (this.status.consentEnded && signInMissing) return consentEnded;
    return error && this.explain(error, "byItself");
  }

  /** The headline of an error, without its full stop. */
  headline(error: UiError): string {
    return tell(error, this.clock.read(), this.zone).headline;
  }

  notify(text: string): void {
    this.notice = text;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => (this.notice = null), noticeMs);
  }

  act(step: Deed, retry: () => void): Promise<void> {
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
