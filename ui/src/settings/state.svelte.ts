// What Settings does to the app as a whole: disconnecting from Spotify, diagnostics, and quitting.

import { createContext } from "svelte";
import type { Router } from "../navigation/router.svelte";
import type { UiError } from "../shell/bindings";
import type { Shell } from "../shell/shell";
import type { AppStatus } from "../shell/status.svelte";

export const [settingsState, provideSettingsState] = createContext<SettingsState>();

/** Where a sentence is shown for a few seconds. */
interface Notices {
  notify(text: string): void;
  headline(error: UiError): string;
}

export class SettingsState {
  /** A newer version is looked for, or installed. */
  updating = $state(false);

  #shell: Shell;
  #status: AppStatus;
  #router: Router;
  #notices: Notices;

  constructor(shell: Shell, status: AppStatus, router: Router, notices: Notices) {
    this.#shell = shell;
    this.#status = status;
    this.#router = router;
    this.#notices = notices;
  }

  /** Shows the first screen afterwards. False after an error. */
  async disconnect(): Promise<boolean> {
    const done = await this.#status.disconnect();
    if (done) this.#router.go({ screen: "welcome" });
    return done;
  }

  async copyDiagnostics(): Promise<void> {
    const answer = await this.#shell.copyDiagnostics();
    this.#notices.notify(
      answer.status === "ok"
        ? "Copied. Paste it into your report."
        : `${this.#notices.headline(answer.error)}.`,
    );
  }

  async checkForUpdate(): Promise<void> {
    this.updating = true;
    const answer = await this.#shell.checkForUpdate();
    this.updating = false;
    if (answer.status === "error") this.#notices.notify(`${this.#notices.headline(answer.error)}.`);
    else if (answer.data === "upToDate") this.#notices.notify("This is the newest version.");
  }

  quit(): void {
    void this.#shell.quit();
  }
}
