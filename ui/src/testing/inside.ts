// One component alone, in a window over a fake shell, found and used by role and name.

import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import type { Component, ComponentProps } from "svelte";
import { Tonearm } from "../app/state.svelte";
import { Clock } from "../shell/clock.svelte";
import type { Shell } from "../shell/shell";
import Inside from "./Inside.svelte";
import { fakeShell, ok } from "./shell";

// oxlint-disable-next-line typescript/no-explicit-any (a component of any kind)
export function inside<C extends Component<any>>(
  part: C,
  given: ComponentProps<C>,
  answers: Partial<Shell> = {},
) {
  const shell = fakeShell({
    copy: () => Promise.resolve(ok(null)),
    copyPicture: () => Promise.resolve(ok(null)),
    ...answers,
  });
  const app = new Tonearm(shell, new Clock(() => "Europe/Berlin"));
  const of = part as Component<Record<string, unknown>>;
  const { rerender } = render(Inside, { app, of, given });
  const user = userEvent.setup();
  const asked = (name: keyof Shell) => shell.asked.filter(([each]) => each === name);
  const again = (next: Partial<ComponentProps<C>>) => rerender({ given: { ...given, ...next } });
  return { user, asked, again };
}
