import { render } from "@testing-library/svelte";
import { expect, it } from "vitest";
import RankChange from "./RankChange.svelte";

it.each([
  [3, 5, "up 2 2"],
  [3, 1, "down 2 2"],
  [3, 3, "as before ="],
  [3, null, "new new"],
  [10, 464, "from 464 from464"],
  [300, 3, "from 3 from3"],
])("number %i, before that %s", (rank, before, words) => {
  const { container } = render(RankChange, { rank, before });
  expect(container.textContent.replace(/\s+/g, " ").trim()).toBe(words);
});
