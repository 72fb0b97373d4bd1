import { expect, it } from "vitest";
import { defaultQuestion } from "../navigation/question";
import type { Explanation, PlayAmongOthers } from "../shell/bindings";
import { failed, fakeShell, later, ok } from "../testing/shell";
import { amongOthers, explained, explanation, exported, recorded } from "../testing/why";
import { WhyState } from "./state.svelte";

const key = (track: string) => ({ beganSecs: 1, msPlayed: 2, track });
const nothing = () => {};
const settled = () => new Promise((resolve) => setTimeout(resolve));

it("an answer about an earlier question is dropped", async () => {
  const answers = [later<Explanation>(), later<Explanation>()];
  const waiting = [...answers];
  const shell = fakeShell({
    explainNumber: () => waiting.shift()?.answer ?? Promise.resolve(ok(explanation())),
  });
  const why = new WhyState(shell, nothing);
  void why.explainNumber(defaultQuestion);
  void why.explainNumber({ ...defaultQuestion, measure: "time" });
  answers[1]?.arrive(ok(explanation({ plays: 2 })));
  answers[0]?.arrive(ok(explanation({ plays: 1 })));
  await settled();
  expect(why.explanation?.plays).toBe(2);
});

it("asked again, it shows the last answer until the next one is there", async () => {
  const second = later<Explanation>();
  const answers = [Promise.resolve(ok(explanation({ plays: 1 }))), second.answer];
  const shell = fakeShell({ explainNumber: () => answers.shift() ?? second.answer });
  const why = new WhyState(shell, nothing);
  await why.explainNumber(defaultQuestion);
  const again = why.explainNumber(defaultQuestion);
  expect(why.explanation?.plays).toBe(1);
  second.arrive(ok(explanation({ plays: 2 })));
  await again;
  expect(why.explanation?.plays).toBe(2);
});

it("a play that nobody looks at any more is not opened by its answer", async () => {
  const slow = later<PlayAmongOthers>();
  const why = new WhyState(fakeShell({ explainPlay: () => slow.answer }), nothing);
  const asking = why.explainPlay(key("a"));
  expect(why.play).toEqual(key("a"));
  why.forget();
  slow.arrive(ok(amongOthers(explained(exported))));
  await asking;
  expect([why.play, why.explained]).toEqual([null, null]);
});

it("never shows the rows of one play for another", async () => {
  const slow = later<PlayAmongOthers>();
  const answers = [Promise.resolve(ok(amongOthers(explained(exported, recorded)))), slow.answer];
  const why = new WhyState(
    fakeShell({ explainPlay: () => answers.shift() ?? slow.answer }),
    nothing,
  );
  await why.explainPlay(key("a"));
  expect(why.explained?.play.rows).toHaveLength(2);
  void why.explainPlay(key("b"));
  expect(why.explained).toBeNull();
});

it("keeps the play in front when there is trouble, and says so", async () => {
  const error = { kind: "gone" } as const;
  const why = new WhyState(
    fakeShell({ explainPlay: () => Promise.resolve(failed(error)) }),
    nothing,
  );
  await why.explainPlay(key("a"));
  expect(why.play).toEqual(key("a"));
  expect(why.reading.error).toEqual(error);
});
