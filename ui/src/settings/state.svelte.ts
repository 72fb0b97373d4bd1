// What Settings does to the app as a whole: disconnecting from Spotify, and quitting.

import { createContext } from "svelte";
import type { Router } from "../navigation/router.svelte";
import type { Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";

export const [settingsState, provideSettingsState] = createContext<SettingsState>();

export class SettingsState {
  #shell: Shell;
  #status: AppStatus;
  #router: Router;

  constructor(shell: Shell, status: AppStatus, router: Router) {
    this.#shell = shell;
    this.#status = status;
    this.#router = router;
  }

  /** Shows the first screen afterwards. False after an error. */
  async disconnect(): Promise<boolean> {
    const done = await this.#status.disconnect();
    if (done) this.#router.go({ screen: "welcome" });
    return done;
  }

  quit(): void {
    void this.#shell.quit();
  }
}
