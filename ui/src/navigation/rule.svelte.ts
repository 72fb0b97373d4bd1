// What counts as a play where a question says nothing about it: Tonearm's own rule, until the listener chooses another.

import { defaultCountingRule, type CountingRule } from "../shell/bindings";

let chosen = $state.raw<CountingRule>(defaultCountingRule);

export function usualRule(): CountingRule {
  return chosen;
}

/** An address that names no rule means this one from now on. */
export function setUsualRule(rule: CountingRule): void {
  chosen = rule;
}

export function sameRule(one: CountingRule, other: CountingRule): boolean {
  if (one.kind === "atLeast" && other.kind === "atLeast") return one.secs === other.secs;
  return one.kind === other.kind;
}
