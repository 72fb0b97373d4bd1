import { expect, it } from "vitest";
import type { Detail, DetailQuery } from "../shell/bindings";
import type { Answer } from "../shell/shell";
import { detail } from "../testing/detail";
import { failed, fakeShell, later, ok } from "../testing/shell";
import { DetailState } from "./state.svelte";

const query = (more: Partial<DetailQuery> = {}): DetailQuery => ({
  sort: "artists",
  key: "artist:mirador",
  rule: { kind: "atLeast", secs: 30 },
  measure: "plays",
  withHidden: false,
  ...more,
});

/** Each query is answered with the next of these. */
function answering(...answers: (Answer<Detail> | Promise<Answer<Detail>>)[]) {
  const shell = fakeShell({
    exploreDetail: () => Promise.resolve(answers.shift() ?? ok(detail())),
    hide: () => Promise.resolve(ok(null)),
    unhide: () => Promise.resolve(ok(null)),
  });
  const asked = (name: string) => shell.asked.filter(([each]) => each === name);
  const state = new DetailState(shell);
  return { state, asked };
}

it("the newest query wins, however late the older answer comes", async () => {
  const slow = later<Detail>();
  const { state } = answering(slow.answer, ok(detail({ name: "Newer" })));
  const older = state.show(query());
  await state.show(query({ key: "artist:other" }));
  slow.arrive(ok(detail({ name: "Older" })));
  await older;
  expect(state.answer?.name).toBe("Newer");
});

it("keeps what it shows while the same thing is asked for again", async () => {
  const slow = later<Detail>();
  const { state } = answering(ok(detail({ name: "Before" })), slow.answer);
  await state.show(query());
  void state.show(query({ measure: "time" }));
  expect(state.answer?.name).toBe("Before");
  expect(state.reading).toBe(true);
});

it("lets go of one thing when another is asked for", async () => {
  const { state } = answering(ok(detail()), later<Detail>().answer);
  await state.show(query());
  void state.show(query({ key: "artist:other" }));
  expect(state.answer).toBeNull();
});

it("keeps what it shows when asking again fails, but for what is gone", async () => {
  const { state } = answering(
    ok(detail()),
    failed({ kind: "archiveBusy" }),
    failed({ kind: "gone" }),
  );
  await state.show(query());
  await state.refresh();
  expect(state.answer?.name).toBe("Mirador Septet");
  expect(state.error?.kind).toBe("archiveBusy");
  await state.refresh();
  expect(state.answer).toBeNull();
});

it("asks nothing again before anything was asked, nor after it was forgotten", async () => {
  const { state, asked } = answering();
  await state.refresh();
  await state.show(query());
  state.reset();
  await state.refresh();
  expect(asked("exploreDetail")).toHaveLength(1);
  expect(state.answer).toBeNull();
});

it("hides by the key that stands for it, and counts again by its number", async () => {
  const { state, asked } = answering(ok(detail()), ok(detail({ hidden: 4 })));
  await state.show(query({ key: "artist:alias" }));
  await state.toggleHidden();
  expect(asked("hide")).toEqual([["hide", "artists", "artist:mirador"]]);
  await state.refresh();
  await state.toggleHidden();
  expect(asked("unhide")).toEqual([["unhide", 4]]);
});

it("leaves it to the archive's own word to ask anew after hiding", async () => {
  const { state, asked } = answering(ok(detail()));
  await state.show(query());
  await state.toggleHidden();
  expect(asked("exploreDetail")).toHaveLength(1);
});

it("leads to other pages by the same rule and measure", async () => {
  const { state } = answering();
  await state.show(query({ measure: "time", rule: { kind: "toTheEnd" }, withHidden: true }));
  expect(state.href("tracks", "track:a/b")).toBe(
    "#/explore/tracks/track%3Aa%2Fb?rule=end&by=time&hidden=yes",
  );
  expect(state.hrefWith({ rule: { kind: "halfTheTrack" }, withHidden: false })).toBe(
    "#/explore/artists/artist%3Amirador?rule=half&by=time",
  );
  expect(state.exploreHref).toBe("#/explore?artist=artist:mirador&rule=end&by=time&hidden=yes");
});

it("offers its tracks as a list to save, a track alone none", async () => {
  const { state } = answering(ok(detail()), ok(detail({ sort: "tracks" })));
  await state.show(query());
  expect(state.source).toMatchObject({
    kind: "explored",
    filter: { artists: { only: ["artist:mirador"], never: [] }, fromDay: null, toDay: null },
    measure: "plays",
  });
  await state.show(query({ sort: "tracks" }));
  expect(state.source).toBeNull();
});
