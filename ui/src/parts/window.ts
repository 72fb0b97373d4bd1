// What the window offers to everything drawn in it: the time, the listener's zone, what to say of an error, ways out.
// The app implements it. Parts, figures and features know the app by this interface and by their own state, and no other way.

import { createContext } from "svelte";
import type { WebPage, UiError } from "../shell/bindings";
import type { Clock } from "../shell/clock.svelte";
import type { Answer } from "../shell/shell";
import type { After, Deed, Told } from "../words/errors";
import type { Zone } from "../words/times";

export interface AppWindow {
  readonly clock: Clock;
  readonly zone: Zone;
  /** A sentence shown for a few seconds; null while there is none. */
  readonly notice: string | null;

  /** What to say of an error. */
  explain(error: UiError, retry?: After): Told;
  /**
   * What to say of a list: null when it is well. An ended consent is said before the errors that follow from it;
   * `signedOut` is what to say when nobody is signed in.
   */
  explainList(error: UiError | null, signedOut?: Told | null): Told | null;
  /** Does what the button beside an error offers; `retry` is what failed. */
  act(step: Deed, retry: () => void): Promise<void>;

  signIn(): Promise<void>;
  openPage(page: WebPage): Promise<void>;
  openInSpotify(uri: string): Promise<void>;
  copy(text: string): Promise<Answer<null>>;
  /** A PNG in base64. */
  copyPicture(png: string): Promise<Answer<null>>;
}

export const [appWindow, provideAppWindow] = createContext<AppWindow>();
