// How a listener gets in: the guide to their own Client ID, the sign-in, and the sample.
// The sample is opened once, however often it is asked for meanwhile.

import { createContext } from "svelte";
import type { Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";
import { GuideState } from "./guide/state.svelte";
import { SignInState } from "./signin/state.svelte";

export const [connectState, provideConnectState] = createContext<ConnectState>();

export class ConnectState {
  readonly guide: GuideState;
  readonly signIn: SignInState;
  openingSample = $state(false);

  #status: AppStatus;
  #sampleOpened: () => void;

  constructor(shell: Shell, status: AppStatus, sampleOpened: () => void) {
    this.#status = status;
    this.#sampleOpened = sampleOpened;
    this.guide = new GuideState(shell, status);
    this.signIn = new SignInState(shell, status);
  }

  async lookAround(): Promise<void> {
    if (this.openingSample) return;
    this.openingSample = true;
    if (await this.#status.lookAround()) this.#sampleOpened();
    this.openingSample = false;
  }
}
