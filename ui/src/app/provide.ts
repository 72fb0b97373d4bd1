// Provides every context: to each feature its own state, to everybody the window, the status and the router.

import { provideConnectState } from "../connect/state.svelte";
import { provideGuideState } from "../connect/guide/state.svelte";
import { provideSignInState } from "../connect/signin/state.svelte";
import { provideDetailState } from "../detail/state.svelte";
import { provideExploreState } from "../explore/state.svelte";
import { provideLearningState } from "../genres/state.svelte";
import { provideImportState } from "../library/import/state.svelte";
import { provideLibraryState } from "../library/state.svelte";
import { provideMachinesState } from "../machines/state.svelte";
import { provideAppRouter } from "../navigation/router.svelte";
import { provideSingleKeys } from "../navigation/singleKeys.svelte";
import { provideAppWindow } from "../parts/window";
import { providePlaylistState } from "../playlist/state.svelte";
import { providePosterState } from "../poster/state.svelte";
import { provideRecentState } from "../recent/state.svelte";
import { provideSettingsState } from "../settings/state.svelte";
import { provideAppStatus } from "../shell/status.svelte";
import { provideTopState } from "../top/state.svelte";
import { provideWhyState } from "../why/state.svelte";
import { provideTonearm, type Tonearm } from "./state.svelte";

/** Call it while a component is being created: the contexts are there for everything below it. */
export function provide(app: Tonearm): void {
  provideTonearm(app);
  provideAppWindow(app.window);
  provideAppStatus(app.status);
  provideAppRouter(app.router);
  provideSingleKeys(app.singleKeys);
  provideConnectState(app.connect);
  provideGuideState(app.connect.guide);
  provideSignInState(app.connect.signIn);
  provideDetailState(app.detail);
  provideExploreState(app.explore);
  provideLearningState(app.learning);
  provideLibraryState(app.library);
  provideImportState(app.library.importing);
  provideMachinesState(app.machines);
  providePlaylistState(app.playlist);
  providePosterState(app.poster);
  provideRecentState(app.recent);
  provideSettingsState(app.settings);
  provideTopState(app.top);
  provideWhyState(app.why);
}
