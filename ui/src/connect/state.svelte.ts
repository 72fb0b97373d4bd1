// The ways in: the guide to one's own Client ID, the sign-in, and the sample.

import { createContext } from "svelte";
import type { Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";
import { GuideState } from "./guide/state.svelte";
import { SignInState } from "./signin/state.svelte";

export const [connectState, provideConnectState] = createContext<ConnectState>();

export class ConnectState {
  readonly guide: GuideState;
  readonly signIn: SignInState;
  /** The sample is being opened. */
  opening = $state(false);

  #status: AppStatus;
  #sampleOpened: () => void;

  constructor(shell: Shell, status: AppStatus, sampleOpened: () => void) {
    this.#status = status;
    this.#sampleOpened = sampleOpened;
    this.guide = new GuideState(shell, status);
    this.signIn = new SignInState(shell, status);
  }

  async lookAround(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    if (await this.#status.lookAround()) this.#sampleOpened();
    this.opening = false;
  }
}
