// Implements `AppWindow`: notices, words for errors, opening pages and copying.
// It knows no screen and no feature: what leads to one is handed in as `Steps`.

import type { AppWindow, Notice, Notify } from "../parts/window";
import type { WebPage, UiError } from "../shell/bindings";
import { Clock } from "../shell/clock.svelte";
import { endsAt } from "../shell/error";
import type { Answer, Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";
import { consentEnded, problemOf, type Retry, type NextStep, type Problem } from "../words/errors";
import type { Zone } from "../words/times";
import { Notices } from "./notices.svelte";

/** What leads to a screen or changes a feature. */
export interface Steps {
  act(step: NextStep, retry: () => void): Promise<void>;
  signIn(): Promise<void>;
}

export class MainWindow implements AppWindow {
  #notices = new Notices();

  constructor(
    readonly clock: Clock,
    private readonly shell: Shell,
    private readonly status: AppStatus,
    private readonly steps: Steps,
  ) {}

  get zone(): Zone {
    return this.status.zone;
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

  get notice(): Notice | null {
    return this.#notices.current;
  }

  readonly notify: Notify = (text, action) => this.#notices.show(text, action);

  holdNotice(held: boolean): void {
    this.#notices.hold(held);
  }

  async doNotice(): Promise<void> {
    const action = this.notice?.action;
    if (!action) return;
    this.#notices.next();
    const error = await action.run();
    if (error) this.notify(`${this.headline(error)}.`);
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
