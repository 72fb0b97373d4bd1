// The code of the screens and dialogs. Each is in a file of its own, so that the window opens without waiting for all of them.

import { LazyComponent } from "./loading.svelte";

export const screens = {
  welcome: new LazyComponent(() => import("../connect/Welcome.svelte")),
  connect: new LazyComponent(() => import("../connect/Connect.svelte")),
  top: new LazyComponent(() => import("../top/Top.svelte")),
  explore: new LazyComponent(() => import("../explore/Explore.svelte")),
  detail: new LazyComponent(() => import("../detail/Detail.svelte")),
  recent: new LazyComponent(() => import("../recent/Recent.svelte")),
  library: new LazyComponent(() => import("../library/Library.svelte")),
  settings: new LazyComponent(() => import("../settings/Settings.svelte")),
};

export const dialogs = {
  signIn: new LazyComponent(() => import("../connect/signin/SignInDialog.svelte")),
  why: new LazyComponent(() => import("../why/WhyPlay.svelte")),
  recount: new LazyComponent(() => import("../library/RecountDialog.svelte")),
  playlist: new LazyComponent(() => import("../playlist/PlaylistDialog.svelte")),
  commands: new LazyComponent(() => import("./CommandList.svelte")),
};

/** Loads what is not there yet, one after the other, so that nothing has to be waited for when it is first opened. */
export async function loadAll(): Promise<void> {
  for (const each of [...Object.values(screens), ...Object.values(dialogs)]) {
    // oxlint-disable-next-line no-await-in-loop (the page stays free for the listener in between)
    await each.load();
  }
}
