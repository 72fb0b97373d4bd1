// Two machines that meet in a folder, for tests.

import type { LastExchange, OtherMachines, Remote } from "../shell/bindings";

/** 30 November 2026, 14:00 in Berlin. */
export const exchangedSecs = Date.parse("2026-11-30T13:00:00Z") / 1000;

export const alone: OtherMachines = {
  remote: null,
  usualName: "study-pc",
  running: null,
  revision: 0,
};

export function lastExchange(changes: Partial<LastExchange> = {}): LastExchange {
  return {
    doneSecs: exchangedSecs,
    rowsSent: 1_234,
    rowsReceived: 1,
    machines: [
      { id: "a1", name: "study-pc", lastSecs: exchangedSecs, isThis: true },
      { id: "b2", name: "travel laptop", lastSecs: exchangedSecs - 86_400, isThis: false },
    ],
    mismatches: [],
    ...changes,
  };
}

export function together(
  remote: Partial<Remote> = {},
  more: Partial<OtherMachines> = {},
): OtherMachines {
  return {
    ...alone,
    remote: {
      kind: "folder",
      address: "/home/ada/Sync/Tonearm",
      listener: null,
      machineName: "study-pc",
      password: null,
      last: lastExchange(),
      failure: null,
      retrySecs: null,
      ...remote,
    },
    ...more,
  };
}
