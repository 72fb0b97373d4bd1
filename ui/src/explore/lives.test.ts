// Of lives that are awkward for a list, the ranking says the first few, and by how much.

import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { defaultQuestion } from "../navigation/question";
import type { Measure } from "../shell/bindings";
import { explored, exploreRows } from "../testing/explore";
import { inside } from "../testing/inside";
import { numeral } from "../words/amounts";
import Ranking from "./Ranking.svelte";

/** Plays of each, from the most to the least. */
const rankingLives = {
  even: [40, 40, 40, 40, 40],
  spiky: [9_000, 12, 11, 11, 2],
  sparse: [2, 1, 1, 1],
  oneArtist: [812],
  longTail: [500, 250, 167, 125, 100, 83, 71, 63, 56, 50],
};

it.each(
  (Object.keys(rankingLives) as (keyof typeof rankingLives)[]).flatMap((life) =>
    (["plays", "time"] as const).map((measure): [typeof life, Measure] => [life, measure]),
  ),
)("%s, by %s", (life, measure) => {
  const plays = rankingLives[life];
  const some = exploreRows();
  const rows = plays.flatMap((of, at) => {
    const row = some[at];
    return row ? [Object.assign(row, { name: `Track ${at}`, plays: of, secs: of * 200 })] : [];
  });
  const asked = { ...defaultQuestion, measure };
  inside(Ranking, {
    answer: explored({ rows }),
    question: asked,
    answered: asked,
    moving: false,
    href: () => "#",
    onlevel: () => undefined,
    onsort: () => undefined,
    onpick: () => undefined,
  });
  const list = within(screen.getByRole("list", { name: /^Top / })).getAllByRole("listitem");
  expect(list).toHaveLength(rows.length);
  for (const [at, row] of list.entries()) {
    const of = plays[at] ?? 0;
    expect(within(row).getByRole("link").textContent).toBe(`Track ${at}`);
    // The bar begins at zero and is a part of the first one's.
    const bar = row.querySelector<HTMLElement>(".amount");
    expect(Number(bar?.style.getPropertyValue("--share"))).toBeCloseTo(of / (plays[0] ?? 0));
    const amount =
      measure === "plays" ? numeral(of) : `${numeral(Math.round((of * 200) / 60))}\u00a0min`;
    expect(row.querySelector("b")?.textContent).toBe(amount);
    const better = plays.filter((other) => other > of).length;
    const shared = plays.filter((other) => other === of).length > 1;
    expect(row.querySelector(".rank")?.textContent).toBe(`${better + 1}${shared ? "=" : ""}`);
  }
});
