// The whole window over a fake shell, found and used by role and name as a listener would.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import App from "../app/App.svelte";
import { loadAll } from "../app/screens";
import { Tonearm } from "../app/state.svelte";
import { Clock } from "../shell/clock.svelte";
import type { Shell } from "../shell/shell";
import { fakeShell, ok, status } from "./shell";

// As in a window that has been open for some seconds.
await loadAll();

export async function open(hash: string, answers: Partial<Shell>, zone = () => "Europe/Berlin") {
  location.hash = hash;
  localStorage.clear();
  const shell = fakeShell({
    status: () => Promise.resolve(ok(status())),
    nowPlaying: () => Promise.resolve(ok(null)),
    openInSpotify: () => Promise.resolve(ok(null)),
    openPage: () => Promise.resolve(ok(null)),
    copy: () => Promise.resolve(ok(null)),
    ...answers,
  });
  const app = new Tonearm(shell, new Clock(zone));
  render(App, { app });
  await app.start();
  const user = userEvent.setup();
  const asked = (name: keyof Shell) => shell.asked.filter(([each]) => each === name);
  return { app, shell, user, asked };
}

export const heading = () => screen.findByRole("heading", { level: 1 });
export const button = (name: string | RegExp) => screen.findByRole("button", { name });
