import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import Choices from "../explore/filter/Choices.svelte";
import RuleChoice from "../explore/filter/RuleChoice.svelte";
import type { CountingRule } from "../shell/bindings";
import { later, ok } from "../testing/shell";
import Switch from "./Switch.svelte";

const user = userEvent.setup();
const days = ["Mon", "Tue", "Wed"] as const;
const lit = (role = "radio") =>
  screen.getAllByRole<HTMLInputElement>(role).flatMap(({ checked }, at) => (checked ? [at] : []));

function aSwitch(onchange: (value: "dark" | "light") => unknown) {
  const names = { dark: "Dark", light: "Light" };
  const options = ["dark", "light"] as const;
  return render(Switch<"dark" | "light">, {
    label: "Theme",
    options,
    names,
    value: "dark",
    onchange,
  });
}

it("a choice that is ignored is not lit", async () => {
  aSwitch(() => {});
  await user.click(screen.getByRole("radio", { name: "Light" }));
  expect(lit()).toEqual([0]);
});

it("a choice that takes its time stays until it is decided", async () => {
  const saving = later<null>();
  const { rerender } = aSwitch(() => saving.answer);
  await user.click(screen.getByRole("radio", { name: "Light" }));
  expect(lit()).toEqual([1]);
  await rerender({ value: "light" });
  saving.arrive(ok(null));
  await saving.answer;
  expect(lit()).toEqual([1]);
});

it("check boxes show what is chosen, also where the last one means any", async () => {
  const given = {
    label: "Weekdays",
    options: days,
    nameOf: String,
    chosen: ["Mon", "Tue"] as string[],
    onchange: (chosen: string[]) =>
      void rerender({ chosen: chosen.length === days.length ? [] : chosen }),
  };
  const { rerender } = render(Choices<string>, given);
  expect(lit("checkbox")).toEqual([0, 1]);
  await user.click(screen.getByRole("checkbox", { name: "Wed" }));
  await expect.poll(() => lit("checkbox")).toEqual([]);
});

it("a number that is refused makes way for the one that counts", async () => {
  const rules: CountingRule[] = [];
  const rule = { kind: "atLeast", secs: 30 } as const;
  render(RuleChoice, { rule, onrule: (next) => rules.push(next) });
  const field = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Seconds" });
  await user.clear(field);
  await user.type(field, "5000{Tab}");
  expect(rules).toEqual([]);
  await expect.poll(() => field.value).toBe("30");
});

it("a rule that is refused leaves the old one lit", async () => {
  render(RuleChoice, { rule: { kind: "toTheEnd" }, onrule: () => {} });
  await user.click(screen.getByRole("radio", { name: "for half the track" }));
  expect(lit()).toEqual([2]);
});
