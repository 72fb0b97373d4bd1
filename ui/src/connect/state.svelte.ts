// How a listener gets in: the guide to their own Client ID, the sign-in, and the sample.
// The sample is opened once, however often it is asked for meanwhile.

import { createContext } from "svelte";
import type { UiError } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";
import { GuideState } from "./guide/state.svelte";
import { SignInState } from "./signin/state.svelte";

export const [connectState, provideConnectState] = createContext<ConnectState>();

export class ConnectState {
  readonly guide: GuideState;
  readonly signIn: SignInState;
  openingSample = $state(false);
  /** Why the sample did not open. */
  sampleError = $state.raw<UiError | null>(null);

  #status: AppStatus;
  #sampleOpened: () => void;

  constructor(shell: Shell, status: AppStatus, sampleOpened: () => void) {
    this.#status = status;
    this.#sampleOpened = sampleOpened;
    this.guide = new GuideState(shell, status);
    this.signIn = new SignInState(shell, status);
  }

  /** Another screen is opened: what went wrong was read. */
  leave(): void {
    this.sampleError = null;
  }

  async lookAround(): Promise<void> {
    if (this.openingSample) return;
    this.openingSample = true;
    this.sampleError = null;
    if (await this.#status.lookAround()) this.#sampleOpened();
    else this.sampleError = this.#status.error;
    this.openingSample = false;
  }
}
