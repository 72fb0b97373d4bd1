import { expect, it } from "vitest";
import { endsAt } from "./error";

const now = Date.parse("2026-11-21T14:00:00Z") / 1000;

it("only limits end at a known time", () => {
  expect(endsAt({ kind: "rateLimited", untilSecs: now + 38 })).toBe(now + 38);
  expect(endsAt({ kind: "quotaExceeded", untilSecs: now + 48_000 })).toBe(now + 48_000);
  expect(endsAt({ kind: "offline" })).toBeNull();
  expect(endsAt(null)).toBeNull();
});
