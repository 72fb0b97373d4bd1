import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { print } from "../navigation/question";
import { Router } from "../navigation/router.svelte";
import type { ExploreAnswer, ExploreQuestion } from "../shell/bindings";
import type { Answer } from "../shell/shell";
import { explored } from "../testing/explore";
import { failed, fakeShell, later, ok } from "../testing/shell";
import { dayOf } from "../words/days";
import { ExploreState } from "./state.svelte";

beforeEach(() => {
  localStorage.clear();
  location.hash = "#/explore";
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Explore in a window of its own; each question waits for the test to answer it. */
function begin() {
  const asked: { question: ExploreQuestion; arrive: (answer: Answer<ExploreAnswer>) => void }[] =
    [];
  const shell = fakeShell({
    explore: (question) => {
      const { answer, arrive } = later<ExploreAnswer>();
      asked.push({ question, arrive });
      return answer;
    },
  });
  const router = new Router();
  const explore = new ExploreState(shell, router);
  router.start(() => {
    if (router.current.screen === "explore") explore.show(router.current.query);
  });
  const arrive = async (at: number, plays: number) => {
    asked[at]?.arrive(ok(explored({ wholePlays: plays })));
    await settled();
  };
  return { explore, router, asked, arrive };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const walked = () => vi.waitFor(settled);

describe("while the hand moves", () => {
  it("asks one question at a time and goes on with the newest", async () => {
    const { explore, asked, arrive } = begin();
    for (const day of [1, 2, 3, 4]) explore.drag(dayOf(2019, 0, day), null);
    expect(asked).toHaveLength(1);
    await arrive(0, 1);
    expect(asked).toHaveLength(2);
    expect(asked[1]?.question.filter.fromDay).toBe(dayOf(2019, 0, 4));
  });

  it("shows the last answer until the next one is there", async () => {
    const { explore, arrive } = begin();
    await arrive(0, 1);
    explore.drag(dayOf(2019), null);
    expect(explore.answer?.wholePlays).toBe(1);
    expect(explore.waiting).toBe(true);
    await arrive(1, 2);
    expect(explore.answer?.wholePlays).toBe(2);
    expect(explore.waiting).toBe(false);
  });

  it("numbers what it shows upwards", async () => {
    const { explore, arrive } = begin();
    await arrive(0, 1);
    const before = explore.answerNumber;
    explore.drag(dayOf(2019), null);
    await arrive(1, 2);
    expect(explore.answerNumber).toBeGreaterThan(before);
  });

  it("asks no more before the last answer was seen", async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (due: FrameRequestCallback) => frames.push(due));
    const { explore, asked, arrive } = begin();
    await arrive(0, 1);
    for (const day of [1, 2]) explore.drag(dayOf(2019, 0, day), null);
    await arrive(1, 2);
    expect(asked).toHaveLength(2);
    for (const due of frames.splice(0)) due(0);
    await settled();
    expect(explore.answer?.wholePlays).toBe(2);
    expect(asked).toHaveLength(3);
  });

  it("keeps what is the same in the next answer the same object", async () => {
    const { explore, arrive } = begin();
    await arrive(0, 1);
    const { timeline, calendar } = explore.answer ?? {};
    explore.change({ shuffle: true });
    await arrive(1, 2);
    expect(explore.answer?.wholePlays).toBe(2);
    expect(explore.answer?.timeline).toBe(timeline);
    expect(explore.answer?.calendar).toBe(calendar);
  });

  it("is one entry of the history, however far it went", async () => {
    const { explore } = begin();
    const before = history.length;
    for (const day of [1, 2, 3, 4]) explore.drag(dayOf(2019, 0, day), null);
    expect(location.hash).toBe("#/explore");
    explore.finishDrag();
    expect(location.hash).toBe("#/explore?from=2019-01-04");
    expect(history.length).toBe(before + 1);
  });

  it("by keys, it rests half a second after the last one", () => {
    vi.useFakeTimers();
    const { explore } = begin();
    explore.drag(dayOf(2019, 0, 1), null);
    explore.finishDragSoon();
    vi.advanceTimersByTime(400);
    explore.drag(dayOf(2019, 0, 2), null);
    explore.finishDragSoon();
    vi.advanceTimersByTime(400);
    expect(location.hash).toBe("#/explore");
    vi.advanceTimersByTime(200);
    expect(location.hash).toBe("#/explore?from=2019-01-02");
  });

  it("the same address once more, as with a new connection, throws no drag away", async () => {
    const { explore, arrive } = begin();
    await arrive(0, 1);
    explore.drag(dayOf(2019), null);
    explore.show("");
    expect(explore.moving).toBe(true);
    expect(explore.question.filter.fromDay).toBe(dayOf(2019));
    explore.finishDrag();
    expect(location.hash).toBe("#/explore?from=2019-01-01");
  });
});

describe("an answer that comes too late", () => {
  it("about another archive is not shown", async () => {
    const { explore, arrive } = begin();
    explore.reset();
    await arrive(0, 1);
    expect(explore.answer).toBeNull();
  });

  it("is not followed by what waited, once the screen was left", async () => {
    const { explore, asked, arrive } = begin();
    explore.drag(dayOf(2019), null);
    explore.leave();
    await arrive(0, 1);
    expect(asked).toHaveLength(1);
  });
});

it("keeps what it shows when there is trouble, and says so", async () => {
  const { explore, asked, arrive } = begin();
  await arrive(0, 1);
  explore.refresh();
  asked[1]?.arrive(failed({ kind: "archiveBusy" }));
  await settled();
  expect(explore.answer?.wholePlays).toBe(1);
  expect(explore.error).toEqual({ kind: "archiveBusy" });
});

describe("back and forward", () => {
  it("walk the filters", async () => {
    const { explore } = begin();
    explore.toggle("genres", "dub", "only");
    explore.change({ weekdays: [0] });
    expect(location.hash).toBe("#/explore?genre=dub&day=1");
    history.back();
    await walked();
    expect(print(explore.question)).toBe("genre=dub");
    history.forward();
    await walked();
    expect(print(explore.question)).toBe("genre=dub&day=1");
  });

  it("a filter goes back, but not out of Explore", async () => {
    const { explore, router } = begin();
    router.go({ screen: "library" });
    router.go({ screen: "explore", query: "" });
    explore.setMeasure("time");
    expect(router.back()).toBe(true);
    await walked();
    expect(print(explore.question)).toBe("");
    expect(router.back()).toBe(false);
  });
});

it("the next start finds the question again", () => {
  begin().explore.toggle("genres", "dub", "never");
  location.hash = "#/library";
  const router = new Router();
  router.start(() => {});
  expect(router.explore.query).toBe("-genre=dub");
});

describe("one mark pressed", () => {
  it("twice is not pressed", () => {
    const { explore } = begin();
    explore.toggle("artists", "a", "only");
    explore.toggle("artists", "a", "only");
    expect(print(explore.question)).toBe("");
  });

  it("is either only or never", () => {
    const { explore } = begin();
    explore.toggle("artists", "a", "only");
    explore.toggle("artists", "a", "never");
    expect(print(explore.question)).toBe("-artist=a");
  });
});

it("leads to the page of one thing, with what counts and what ranks", () => {
  const { explore, router } = begin();
  explore.set({ rule: { kind: "toTheEnd" }, sort: "albums" });
  expect(explore.href("artists", "R&B/1")).toBe("#/explore/artists/R%26B%2F1?rule=end");
  explore.open("genres", "dub");
  expect(router.current).toMatchObject({ screen: "detail", sort: "genres", key: "dub" });
});
