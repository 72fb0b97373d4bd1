// What every component may ask of the window: the time, the listener's zone, words for errors, opening pages, copying.
// The app implements it. Components get it, and their own feature's state, from the context, and know nothing else of the app.

import { createContext } from "svelte";
import type { WebPage, UiError } from "../shell/bindings";
import type { Clock } from "../shell/clock.svelte";
import type { Answer } from "../shell/shell";
import type { Retry, NextStep, Problem } from "../words/errors";
import type { Zone } from "../words/times";

export interface NoticeAction {
  /** What the button says: `Put it back`. */
  label: string;
  /** Null where it worked. */
  run: () => Promise<UiError | null>;
}

export interface Notice {
  text: string;
  action: NoticeAction | null;
}

/** Shows a sentence for some seconds, after those that are still to be read. */
export type Notify = (text: string, action?: NoticeAction) => void;

export interface AppWindow {
  readonly clock: Clock;
  readonly zone: Zone;
  /** The one on show; null while there is none. */
  readonly notice: Notice | null;
  readonly notify: Notify;
  /** While it is held, the notice on show stays. */
  holdNotice(held: boolean): void;
  /** Does what the button of the notice offers. */
  doNotice(): Promise<void>;

  /** An error in the listener's words. */
  explain(error: UiError, retry?: Retry): Problem;
  /**
   * The problem of a list, null when there is none. An ended consent comes before the errors that follow from it;
   * `signedOut` is the problem of a list that needs a sign-in, while nobody is signed in.
   */
  explainList(error: UiError | null, signedOut?: Problem | null): Problem | null;
  /** Does what the button beside an error offers; `retry` is what failed. */
  act(step: NextStep, retry: () => void): Promise<void>;

  signIn(): Promise<void>;
  openPage(page: WebPage): Promise<void>;
  openInSpotify(uri: string): Promise<void>;
  copy(text: string): Promise<Answer<null>>;
  /** A PNG in base64. */
  copyPicture(png: string): Promise<Answer<null>>;
}

export const [appWindow, provideAppWindow] = createContext<AppWindow>();
